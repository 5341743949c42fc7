"""Cells of a text column that list labels: any number of them for a sample."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import orjson

from models.core.arrays import Array

#: Most labels of a target that lists them.
MAX_LISTED = 1_000


@dataclass(frozen=True)
class LabelLists:
    """How the labels of a cell are told apart.

    Args:
        separator: Text between labels; None where cells are lists of JSON.
    """

    separator: str | None

    def of(self, cell: str | None) -> list[str]:
        """Return the labels of a cell, without blanks round them; none of an empty cell."""
        if not cell:
            return []
        found = [str(label) for label in orjson.loads(cell)] if self.separator is None else cell.split(self.separator)
        return [label.strip() for label in found if label.strip()]

    def labels(self, cells: Iterable[str | None]) -> tuple[str, ...]:
        """Return all labels of cells, sorted."""
        return tuple(sorted({label for cell in dict.fromkeys(cells) for label in self.of(cell)}))

    def matrix(self, cells: Sequence[str | None], labels: Sequence[str]) -> Array:
        """Return which labels each cell has, float64 array of shape (n_cells, n_labels) of zeros and ones."""
        positions = {label: index for index, label in enumerate(labels)}
        known = {cell: [positions[label] for label in self.of(cell)] for cell in dict.fromkeys(cells)}
        matrix = np.zeros((len(cells), len(labels)))
        for row, cell in enumerate(cells):
            matrix[row, known[cell]] = 1
        return matrix


def are_lists(cells: Sequence[str]) -> bool:
    """Tell whether all cells are lists of JSON, of texts or numbers."""
    return bool(cells) and all(cell.startswith("[") for cell in cells) and all(map(_is_list, cells))


def _is_list(cell: str) -> bool:
    try:
        found = orjson.loads(cell)
    except orjson.JSONDecodeError:
        return False
    return isinstance(found, list) and all(isinstance(label, str | int) for label in found)
