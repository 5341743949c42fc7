"""Fold long networks: layers (or whole blocks of them) that repeat, and the middle of long rows of layers, become one box."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass

from models.plots.graphs.boxes import Box, Diagram

#: Most boxes that are drawn as they are.
MAX_BOXES = 22
#: Most units of a pattern that repeats.
MAX_PERIOD = 12
#: Units kept at each end of a row whose middle is folded.
ENDS = 2
#: Most kinds of layers that a folded box names.
MAX_KINDS = 4

#: Boxes that are folded together or not at all: one layer, or all between two layers through which everything passes.
Unit = list[int]


@dataclass(frozen=True)
class _Group:
    """Boxes that become one.

    Args:
        boxes: Their indices, in order.
        times: How often a pattern repeats in them; 1 for none.
        period: Number of boxes of the pattern.
    """

    boxes: list[int]
    times: int
    period: int


def folded(diagram: Diagram) -> Diagram:
    """Return a diagram with fewer boxes where there are too many to be read: first without repetitions, then without the middle of rows."""
    ways: list[tuple[Callable[[Diagram], list[list[Unit]]], Callable[[Diagram, list[Unit]], list[_Group]]]]
    ways = [(_rows, _repetitions), (_blocks, _repetitions), (_rows, _middle), (_blocks, _middle)]
    for units_of, groups_of in ways:
        if len(diagram.boxes) > MAX_BOXES:
            diagram = _joined(diagram, [group for row in units_of(diagram) for group in groups_of(diagram, row)])
    return diagram


def _neighbours(diagram: Diagram) -> tuple[list[list[int]], list[list[int]]]:
    """Return the boxes before each box, and those after it."""
    before: list[list[int]] = [[] for _ in diagram.boxes]
    after: list[list[int]] = [[] for _ in diagram.boxes]
    for start, end in diagram.arrows:
        after[start].append(end)
        before[end].append(start)
    return before, after


def _rows(diagram: Diagram) -> list[list[Unit]]:
    """Return the longest rows of layers between which nothing branches or merges; each layer is a unit."""
    before, after = _neighbours(diagram)
    place: dict[int, list[Unit]] = {}
    rows: list[list[Unit]] = []
    for index, box in enumerate(diagram.boxes):
        if not box.layers or box.shares is not None or len(before[index]) != 1:
            continue
        (start,) = before[index]
        if start not in place or len(after[start]) > 1 or start in diagram.outputs:
            rows.append([])
            place[index] = rows[-1]
        place.setdefault(index, place.get(start, rows[-1])).append([index])
    return rows


def _blocks(diagram: Diagram) -> list[list[Unit]]:
    """Return rows of blocks: the boxes after a layer through which everything passes, up to the next such layer."""
    order = _late_inputs(diagram)
    at = {index: position for position, index in enumerate(order)}
    furthest = [max((at[end] for start, end in diagram.arrows if start == index), default=0) for index in order]
    rows: list[list[Unit]] = [[]]
    begin = 0
    for position in range(len(order)):
        if max(furthest[:position], default=0) > position:
            continue  # An arrow passes this box.
        block, begin = order[begin : position + 1], position + 1
        if _may_fold(diagram, block):
            rows[-1].append(block)
        else:
            rows.append([])
    return rows


def _may_fold(diagram: Diagram, unit: Unit) -> bool:
    return all(diagram.boxes[index].layers and diagram.boxes[index].shares is None and index not in diagram.outputs for index in unit)


def _late_inputs(diagram: Diagram) -> list[int]:
    """Return the boxes in an order in which each input comes right before the first box that takes it."""
    order: list[int] = []
    inputs = {index for index, box in enumerate(diagram.boxes) if not box.layers}
    for index in range(len(diagram.boxes)):
        if index not in inputs:
            order += [start for start, end in diagram.arrows if end == index and start in inputs and start not in order]
            order.append(index)
    return order + sorted(inputs - set(order))


def _kind(diagram: Diagram, unit: Unit) -> Hashable:
    """Return what units that repeat have in common: the kinds of their layers, and the arrows between them."""
    at = {index: position for position, index in enumerate(unit)}
    inside = sorted((at.get(start, -1), at[end]) for start, end in diagram.arrows if end in at)
    return tuple(diagram.boxes[index].layer for index in unit), tuple(inside)


def _repetitions(diagram: Diagram, row: list[Unit]) -> list[_Group]:
    """Return the groups of a row in which a pattern of units repeats."""
    kinds, groups, at = [_kind(diagram, unit) for unit in row], [], 0
    while at < len(row):
        period, times = _longest(kinds, at)
        if times > 1:
            whole = [index for unit in row[at : at + period * times] for index in unit]
            groups.append(_Group(whole, times, len(whole) // times))
        at += period * times
    return groups


def _longest(kinds: Sequence[Hashable], at: int) -> tuple[int, int]:
    """Return the period and the number of repetitions that cover the most units from a position on; of equal ones the shortest period."""
    found = [(period, _times(kinds, at, period)) for period in range(1, MAX_PERIOD + 1)]
    return max(((period, times) for period, times in found if times > 1), key=lambda each: (each[0] * each[1], -each[0]), default=(1, 1))


def _times(kinds: Sequence[Hashable], at: int, period: int) -> int:
    pattern, times = kinds[at : at + period], 1
    while kinds[at + times * period : at + (times + 1) * period] == pattern:
        times += 1
    return times if len(pattern) == period else 1


def _middle(diagram: Diagram, row: list[Unit]) -> list[_Group]:
    middle = [index for unit in row[ENDS:-ENDS] for index in unit]
    return [_Group(middle, 1, len(middle))] if len(middle) > 1 else []


def _joined(diagram: Diagram, groups: Sequence[_Group]) -> Diagram:
    """Draw each group as one box, in the place of its last one: whatever the group takes comes before that."""
    last = {index: group.boxes[-1] for group in groups for index in group.boxes}
    kept = [index for index in range(len(diagram.boxes)) if last.get(index, index) == index]
    indices = {index: kept.index(last.get(index, index)) for index in range(len(diagram.boxes))}
    by_last = {group.boxes[-1]: group for group in groups}
    boxes = [_one(diagram, by_last[index]) if index in by_last else diagram.boxes[index] for index in kept]
    arrows = dict.fromkeys((indices[start], indices[end]) for start, end in diagram.arrows if indices[start] != indices[end])
    return diagram.model_copy(update={"boxes": boxes, "arrows": list(arrows), "outputs": [indices[index] for index in diagram.outputs]})


def _one(diagram: Diagram, group: _Group) -> Box:
    boxes = [diagram.boxes[index] for index in group.boxes]
    kinds = list(dict.fromkeys(box.layer for box in boxes[: group.period]))
    named = ", ".join([*kinds[:MAX_KINDS], *(["…"] if len(kinds) > MAX_KINDS else [])])
    return Box(
        name=f"{boxes[0].name} … {boxes[-1].name}",
        layer=f"{group.times} × ({named})" if group.times > 1 else named,
        shape=boxes[-1].shape,
        parameters=sum(box.parameters for box in boxes),
        trainable=sum(box.trainable for box in boxes),
        shares=None,
        layers=sum(box.layers for box in boxes),
    )
