"""Raw samples of a data set, from any index on."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from models.core.arrays import Array
from models.core.errors import DataError, Fault, InputError
from models.datasets.data_set import DataSet, PartName
from models.datasets.json_preview import plain_values, require_few


@dataclass(frozen=True)
class Preview:
    """Some raw samples of a part.

    Args:
        n_samples: Number of samples (or steps) in the part.
        samples: An object for each sample: "index" in the part, from 0; "input", a value or nested lists; and "target", null
            where the set has no targets.
    """

    n_samples: int
    samples: list[dict[str, Any]]


def preview(data_set: DataSet, part: PartName, first: int, n_samples: int, cache: Path | None) -> Preview:
    """Return raw samples of a part, in order; those of a series are its steps, those of a text its characters.

    Args:
        data_set: The data set.
        part: The training part before any split, or the set's own test part.
        first: Index of the first sample, from 0.
        n_samples: Number of samples, at most.
        cache: As for `DataSet.load`.

    Raises:
        InputError: There is no such part or sample, or the samples are too large for one response.
        DataError: The data cannot be loaded.
    """
    require_part(data_set, part)
    end, n_described = first + n_samples, _n_described(data_set, part)
    _require_sample(first, n_described)
    inputs, targets = data_set.piece(part, first, end, cache)
    if inputs is None:
        raise DataError(f"expected a test part of {data_set.title}, as its description says, got none")
    if not len(inputs):
        raise DataError(f"expected {n_described:,} samples in {data_set.title}, as its description says, got at most {first:,}")
    return Preview(n_described, _samples(inputs, targets, first))


def require_part(data_set: DataSet, part: PartName) -> None:
    """Refuse a test part that a data set does not have.

    Raises:
        InputError: It has none; the pointer is that of the query parameter.
    """
    if part == "test" and not data_set.describe().n_test:
        detail = f"expected train, as {data_set.title} has no test part of its own, got test; data.split of a spec splits one off"
        raise InputError([Fault("/query/part", detail)])


def _n_described(data_set: DataSet, part: PartName) -> int:
    described = data_set.describe()
    return described.n_train if part == "train" else described.n_test


def _require_sample(first: int, n_samples: int) -> None:
    if first >= n_samples:
        raise InputError([Fault("/query/from", f"expected the index of one of {n_samples:,} samples, 0 to {n_samples - 1:,}, got {first:,}")])


def _samples(inputs: Array, targets: Array | None, first: int) -> list[dict[str, Any]]:
    require_few([inputs] if targets is None else [inputs, targets], "/query/n_samples")
    shown = plain_values(inputs)
    told = [None] * len(shown) if targets is None else plain_values(targets)
    return [{"index": index, "input": given, "target": target} for index, (given, target) in enumerate(zip(shown, told, strict=True), first)]
