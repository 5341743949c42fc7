"""Load a job's data and hold its test part back."""

from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from models.datasets import Data, DataSet, Description
from models.errors import DataError
from models.preprocessing.step import Array
from models.spec.data import Split
from models.spec.job import JobSpec


@dataclass(frozen=True)
class Raw:
    """Raw inputs and targets of one part; targets are None where a window step makes them."""

    inputs: Array
    targets: Array | None

    def rows(self, rows: Array | slice) -> "Raw":
        """Return some of the samples."""
        return Raw(self.inputs[rows], None if self.targets is None else self.targets[rows])


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
    whole, test = Raw(data.inputs, data.targets), None if data.test_inputs is None else Raw(data.test_inputs, data.test_targets)
    raw = RawData(description, whole, test, data.groups)
    if test is None and spec.data.split is not None:
        train, held_back = _split_rows(np.arange(len(data.inputs)), data.targets, spec.data.split, spec.seed)
        raw = replace(raw.with_rows(train), test=whole.rows(held_back))
    return raw if spec.data.subset is None else raw.with_rows(_subset_rows(raw, spec.data.subset, spec.seed))


def _subset_rows(raw: RawData, share: float, seed: int) -> Array:
    """Return a share of the training rows, in order: the first steps of a series; else drawn, with the classes' shares kept."""
    n_rows = len(raw.train.inputs)
    if raw.description.inputs.axis == "time":
        return np.arange(max(1, round(n_rows * share)))
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
