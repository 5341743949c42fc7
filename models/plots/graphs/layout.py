"""Where the boxes of a graph without cycles are drawn: in ranks from top to bottom, each box below those it takes its input from.

Source: Sugiyama, Tagawa and Toda, "Methods for visual understanding of hierarchical system structures", 1981.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

#: Rounds in which the boxes of a rank are ordered by the mean position of their neighbours.
ROUNDS = 8


@dataclass(frozen=True)
class Layout:
    """Positions of boxes and arrows.

    Args:
        positions: Column and rank of each box; columns are centred on 0.
        paths: The points of each arrow, from its first box to its last, by column and rank.
        n_ranks: Number of ranks.
        width: Number of columns.
    """

    positions: list[tuple[float, float]]
    paths: list[list[tuple[float, float]]]
    n_ranks: int
    width: int


def laid_out(n_boxes: int, arrows: Sequence[tuple[int, int]]) -> Layout:
    """Place the boxes of a graph.

    Args:
        n_boxes: Number of boxes; each comes after those with an arrow to it.
        arrows: From which box to which, by their indices.
    """
    ranks = _ranks(n_boxes, arrows)
    paths = _with_bends(ranks, arrows)
    rows = _ordered(ranks, paths)
    width = max(len(row) for row in rows)
    positions: dict[int, tuple[float, float]] = {}
    for rank, row in enumerate(rows):
        for position, index in enumerate(row):
            positions[index] = (position - (len(row) - 1) / 2, float(rank))
    return Layout([positions[index] for index in range(n_boxes)], [[positions[index] for index in path] for path in paths], len(rows), width)


def in_columns(n_boxes: int, most: int) -> Layout:
    """Place the boxes of a single row of layers in columns from left to right, at most `most` in each, evenly filled."""
    n_columns = -(-n_boxes // most)
    height = -(-n_boxes // n_columns)
    positions = [(index // height - (n_columns - 1) / 2, float(index % height)) for index in range(n_boxes)]
    return Layout(positions, [_step(positions[index], positions[index + 1]) for index in range(n_boxes - 1)], height, n_columns)


def _step(start: tuple[float, float], end: tuple[float, float]) -> list[tuple[float, float]]:
    """Return the path to the next box; to that of the next column between the columns, from below to above."""
    if start[0] == end[0]:
        return [start, end]
    middle = (start[0] + end[0]) / 2
    return [start, (start[0], start[1] + 0.62), (middle, start[1] + 0.62), (middle, end[1] - 0.62), (end[0], end[1] - 0.62), end]


def _ranks(n_boxes: int, arrows: Sequence[tuple[int, int]]) -> list[int]:
    """Return the rank of each box, one below the lowest of those before it; an input stands right above the first box that takes it."""
    ranks = [0] * n_boxes
    for index in range(n_boxes):
        ranks[index] = max((ranks[start] + 1 for start, end in arrows if end == index), default=0)
    for index in range(n_boxes):
        if not any(end == index for _, end in arrows):
            ranks[index] = min((ranks[end] for start, end in arrows if start == index), default=1) - 1
    return ranks


def _with_bends(ranks: list[int], arrows: Sequence[tuple[int, int]]) -> list[list[int]]:
    """Return the path of each arrow by indices, with a bend in each rank it passes; bends get indices after those of the boxes."""
    paths = []
    for start, end in arrows:
        bends = list(range(len(ranks), len(ranks) + ranks[end] - ranks[start] - 1))
        ranks.extend(range(ranks[start] + 1, ranks[end]))
        paths.append([start, *bends, end])
    return paths


def _ordered(ranks: Sequence[int], paths: Sequence[Sequence[int]]) -> list[list[int]]:
    """Return the boxes and bends of each rank, ordered so that few arrows cross."""
    rows: list[list[int]] = [[] for _ in range(max(ranks) + 1)]
    for index, rank in enumerate(ranks):
        rows[rank].append(index)
    above: dict[int, list[int]] = {index: [] for index in range(len(ranks))}
    below: dict[int, list[int]] = {index: [] for index in range(len(ranks))}
    for path in paths:
        for start, end in pairwise(path):
            above[end].append(start)
            below[start].append(end)
    for turn in range(ROUNDS):
        neighbours = below if turn % 2 else above
        for row in reversed(rows) if turn % 2 else rows:
            _sort(row, neighbours, _positions(rows))
    return rows


def _positions(rows: Sequence[Sequence[int]]) -> dict[int, float]:
    return {index: position - (len(row) - 1) / 2 for row in rows for position, index in enumerate(row)}


def _sort(row: list[int], neighbours: dict[int, list[int]], positions: dict[int, float]) -> None:
    means = {index: sum(positions[other] for other in near) / len(near) if (near := neighbours[index]) else positions[index] for index in row}
    row.sort(key=lambda index: means[index])
