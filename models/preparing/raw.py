"""Load a job's data and hold its test part back."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from models.core.arrays import Array
from models.core.errors import DataError
from models.datasets import Data, DataSet, Description
from models.specs.data import Split
from models.specs.job import JobSpec
from models.specs.series import n_held_back, n_kept


@dataclass(frozen=True)
class Raw:
    """Raw inputs and targets of one part.

    Args:
        inputs: Samples, or steps of series.
        targets: What is learned; None where a window step makes it.
        lengths: Steps of each series, where there are several, one after the other.
    """

    inputs: Array
    targets: Array | None
    lengths: tuple[int, ...] | None = None

    def rows(self, rows: Array | slice) -> "Raw":
        """Return some of the samples."""
        return Raw(self.inputs[rows], None if self.targets is None else self.targets[rows])

    def cut(self, first: Callable[[int], int]) -> tuple["Raw", "Raw"]:
        """Cut each series in two, in time order.

        Args:
            first: Tells from the steps of a series how many go to the first part.
        """
        lengths = self.lengths or (len(self.inputs),)
        counts = tuple(map(first, lengths))
        starts = np.cumsum([0, *lengths[:-1]]).tolist()
        heads = np.concatenate([np.arange(start, start + count) for start, count in zip(starts, counts, strict=True)])
        tails = np.setdiff1d(np.arange(len(self.inputs)), heads, assume_unique=True)
        if self.lengths is None:
            return self.rows(slice(None, counts[0])), self.rows(slice(counts[0], None))
        rest = tuple(length - count for length, count in zip(lengths, counts, strict=True))
        return replace(self.rows(heads), lengths=counts), replace(self.rows(tails), lengths=rest)


@dataclass(frozen=True)
class RawData:
    """The data of a job before preprocessing.

    Args:
        description: What is known of the data set.
        train: The training part.
        test: The test part, if there is one.
        groups: Group of each training sample; None where there are none.
    """

    description: Description
    train: Raw
    test: Raw | None
    groups: Array | None = None

    def with_rows(self, rows: Array) -> "RawData":
        """Return the same data with some of the training samples alone."""
        return replace(self, train=self.train.rows(rows), groups=None if self.groups is None else self.groups[rows])


def load_raw(spec: JobSpec, data_set: DataSet, cache: Path | None) -> RawData:
    """Load the data of a job, and hold its test part back.

    Args:
        spec: A checked spec.
        data_set: The data set it names.
        cache: Folder for unpacked data sets; None to do without.

    Raises:
        DataError: The data cannot be had, or cannot be split as asked for.
    """
    return held_back(spec, data_set.load(cache), data_set.describe())


def held_back(spec: JobSpec, data: Data, description: Description) -> RawData:
    """Hold the test part of loaded data back.

    Args:
        spec: A checked spec.
        data: The data.
        description: What is known of it.

    Raises:
        DataError: It cannot be split as asked for.
    """
    whole, test = Raw(data.inputs, data.targets, data.lengths), None if data.test_inputs is None else Raw(data.test_inputs, data.test_targets)
    raw = RawData(description, whole, test, data.groups)
    if description.inputs.axis == "time":
        return _cut_series(raw, spec)
    if test is None and spec.data.split is not None:
        train, held_back = _split_rows(np.arange(len(data.inputs)), data.targets, spec.data.split, spec.seed)
        raw = replace(raw.with_rows(train), test=whole.rows(held_back))
    return raw if spec.data.subset is None else raw.with_rows(_subset_rows(raw, spec.data.subset, spec.seed))


def _cut_series(raw: RawData, spec: JobSpec) -> RawData:
    """Hold the last steps of each series back, and leave the first ones of a subset."""
    split = spec.data.split
    if raw.test is None and split is not None:
        train, test = raw.train.cut(lambda n_steps: n_steps - n_held_back(n_steps, split))
        raw = replace(raw, train=train, test=test)
    return replace(raw, train=raw.train.cut(lambda n_steps: n_kept(n_steps, spec.data.subset))[0])


def _subset_rows(raw: RawData, share: float, seed: int) -> Array:
    """Return a share of the training rows, drawn with the classes' shares kept, in order."""
    n_rows = len(raw.train.inputs)
    labels = raw.train.targets if raw.description.labels is not None else None
    _, rows = _split_rows(np.arange(n_rows), labels, Split(test=share, stratify=labels is not None), seed)
    return np.sort(rows)


def _split_rows(rows: Array, targets: Array | None, split: Split, seed: int) -> tuple[Array, Array]:
    from sklearn.model_selection import train_test_split

    labels = targets if split.stratify else None
    random_state = seed if split.shuffle else None
    try:
        train, test = train_test_split(rows, test_size=split.test, shuffle=split.shuffle, stratify=labels, random_state=random_state)
    except ValueError as error:
        raise DataError(f"the data cannot be split: {error}") from error
    return train, test
