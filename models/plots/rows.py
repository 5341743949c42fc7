"""The rows of a job's parts as a figure takes them: some columns of some samples."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from models.core.arrays import Array
from models.core.deferred_rows import Samples, in_memory
from models.datasets import Data, Description
from models.evaluation.point_plots import drawable, some_rows
from models.preparing.raw import Raw, RawData

#: Most samples of a part that are drawn.
MAX_POINTS = 2000


@dataclass(frozen=True)
class DrawnPart:
    """The samples of a part that are drawn, always the same ones.

    Args:
        name: "training" or "test".
        n_samples: Number of samples of the whole part.
        indices: Positions of the drawn samples in the part, integer array of shape (n_drawn,).
        inputs: Raw inputs of the drawn samples, array of shape (n_drawn, ...).
        targets: Their raw targets; None without targets.
    """

    name: str
    n_samples: int
    indices: Array
    inputs: Array
    targets: Array | None

    def columns(self, columns: Sequence[int]) -> Array:
        """Return columns of numbers, float64 array of shape (n_drawn, n_columns), NaN where a value cannot be drawn."""
        return drawable(self.inputs.reshape(len(self.inputs), -1)[:, list(columns)])


def drawn_parts(raw: RawData, limit: int = MAX_POINTS) -> list[DrawnPart]:
    """Return the training part (with the validation part) and, where there is one, the test part, of the first input and output.

    Args:
        raw: The data of a job.
        limit: Most samples of a part.
    """
    return list(_drawn(raw, limit))


def _drawn(raw: RawData, limit: int) -> Iterator[DrawnPart]:
    for name, part in (("training", raw.train), ("test", raw.test)):
        if part is not None and part.n_samples:
            yield _some(name, part, limit)


def data_parts(data: Data, limit: int = MAX_POINTS) -> list[DrawnPart]:
    """Return the training part and, where there is one, the test part of a data set; see `drawn_parts`."""
    test = None if data.test_inputs is None else (data.test_inputs, data.test_targets)
    return [
        _chosen(name, len(inputs), inputs, targets, limit)
        for name, (inputs, targets) in {"training": (data.inputs, data.targets), **({"test": test} if test else {})}.items()
    ]


def _some(name: str, part: Raw, limit: int) -> DrawnPart:
    targets = None if part.targets is None else next(iter(part.targets.values()))
    return _chosen(name, part.n_samples, next(iter(part.inputs.values())), targets, limit)


def _chosen(name: str, n_samples: int, inputs: Samples, targets: Samples | None, limit: int) -> DrawnPart:
    indices = some_rows(n_samples, limit)
    return DrawnPart(name, n_samples, indices, _of(inputs, indices), None if targets is None else _of(targets, indices))


def _of(samples: Samples, indices: Array) -> Array:
    return in_memory(samples[indices])


def column_name(description: Description, column: int) -> str:
    """Return the name of an input column; its index where it has none."""
    return description.columns[column] if description.columns else f"column {column}"


def drawn_note(n_drawn: int, n_samples: int) -> str:
    """Return a sentence that says how many samples are drawn, after a space; empty where all are."""
    return "" if n_drawn >= n_samples else f" {n_drawn:,} of {n_samples:,} samples are drawn."


def finite(*columns: Array) -> list[Array]:
    """Return columns without the rows in which one of them is not finite."""
    known = np.isfinite(np.stack(columns)).all(axis=0)
    return [column[known] for column in columns]
