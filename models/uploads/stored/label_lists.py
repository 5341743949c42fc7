"""Cells of a text column that list labels: any number of them for a sample."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import orjson

from models.core.arrays import Array, Label

#: Most labels of a target that lists them.
MAX_LISTED = 1_000


@dataclass(frozen=True)
class Listing:
    """The labels that cells list.

    Args:
        separator: Text between labels; None where cells are lists of JSON.
        cells: The distinct cells.
    """

    separator: str | None
    cells: Sequence[str]

    @cached_property
    def labels(self) -> tuple[str, ...]:
        """Return all labels, sorted."""
        return tuple(sorted({label for cell in self.cells for label in self.of(cell)}))

    def of(self, cell: str | None) -> list[str]:
        """Return the labels of a cell, without blanks round them; none of an empty cell."""
        if not cell:
            return []
        found = [str(label) for label in orjson.loads(cell)] if self.separator is None else cell.split(self.separator)
        return [label.strip() for label in found if label.strip()]

    def matrix(self, cells: Sequence[str | None]) -> Array:
        """Return which labels each of some cells has, float64 array of shape (n_cells, n_labels) of zeros and ones."""
        positions = {label: index for index, label in enumerate(self.labels)}
        known = {cell: [positions[label] for label in self.of(cell)] for cell in dict.fromkeys(cells)}
        matrix = np.zeros((len(cells), len(self.labels)))
        for row, cell in enumerate(cells):
            matrix[row, known[cell]] = 1
        return matrix


def are_lists(cells: Sequence[Label] | None) -> bool:
    """Tell whether all cells are lists of JSON, of texts or numbers; not where the cells are not known."""
    texts = [*map(str, cells or ())]
    return bool(texts) and all(text.startswith("[") for text in texts) and all(map(_is_list, texts))


def _is_list(cell: str) -> bool:
    try:
        found = orjson.loads(cell)
    except orjson.JSONDecodeError:
        return False
    return isinstance(found, list) and all(isinstance(label, str | int) for label in found)
