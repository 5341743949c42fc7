"""The lines of the rows of a table in its file, as runs of consecutive ones."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from models.core.arrays import Array

#: Name of the file, int64 array of shape (n_runs, 2): the first row of each run, from 0, and its line.
LINES_FILE = "lines.npy"


class LineRuns:
    """Collects the lines of rows; consecutive ones take no room."""

    def __init__(self) -> None:
        self._runs: list[Array] = []
        self._n_rows, self._next_line = 0, -1

    def add(self, lines: Sequence[int]) -> None:
        """Add the lines of more rows."""
        if not len(lines):
            return
        numbers = np.arange(lines.start, lines.stop) if isinstance(lines, range) else np.fromiter(lines, np.int64, len(lines))
        begins = np.flatnonzero(np.diff(numbers, prepend=self._next_line - 1) != 1)
        self._runs.append(np.column_stack([begins + self._n_rows, numbers[begins]]))
        self._n_rows += len(numbers)
        self._next_line = int(numbers[-1]) + 1

    def write(self, folder: Path) -> None:
        """Write the runs into the folder of the table."""
        np.save(folder / LINES_FILE, np.concatenate(self._runs) if self._runs else np.empty((0, 2), np.int64))


def line_of(folder: Path, row: int) -> int | None:
    """Return the line of a row of a table; None for a table of an earlier release."""
    if not (folder / LINES_FILE).is_file():
        return None
    runs = np.load(folder / LINES_FILE, allow_pickle=False)
    first, line = runs[np.searchsorted(runs[:, 0], row, side="right") - 1].tolist()
    return int(line + row - first)
