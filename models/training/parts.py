"""Load a job's data, hold parts back, fit preprocessing on what is left to train on."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from models.datasets import Data, DataSet, Description
from models.errors import DataError
from models.preprocessing.chain import Chain
from models.preprocessing.step import Array
from models.spec.data import Split
from models.spec.job import JobSpec
from models.spec.kind import kind_of


@dataclass(frozen=True)
class Raw:
    """Raw inputs and targets of one part; targets are None where a window step makes them."""

    inputs: Array
    targets: Array | None


@dataclass(frozen=True)
class Pairs:
    """Inputs and targets as the model takes them, samples first; targets of shape (n_samples, 0) where it takes none."""

    x: Array
    y: Array


@dataclass(frozen=True)
class Parts:
    """The data of a job, split and preprocessed.

    Args:
        description: What is known of the data set.
        chain: Steps fitted on the training part.
        raw_train: Training part before preprocessing.
        raw_test: Test part before preprocessing, if there is one.
        train: What the model is fitted to.
        validation: What each epoch is validated on, if asked for.
        test: What the finished model is evaluated on, if there is a test part.
    """

    description: Description
    chain: Chain
    raw_train: Raw
    raw_test: Raw | None
    train: Pairs
    validation: Pairs | None
    test: Pairs | None

    def digest(self) -> str:
        """Return the SHA-256 of the raw training data, for the record."""
        return _digest(self.raw_train)


def load_parts(spec: JobSpec, data_set: DataSet, cache: Path | None) -> Parts:
    """Load, split and preprocess the data of a job.

    Args:
        spec: A checked spec.
        data_set: The data set it names.
        cache: Folder for unpacked data sets; None to do without.

    Raises:
        DataError: The data cannot be had, or does not fit the spec.
    """
    description, data = data_set.describe(), data_set.load(cache)
    train, test = _hold_back_test(data, spec.data.split, spec.seed)
    takes_targets = kind_of(spec, description).takes_targets
    if not takes_targets:
        train, test = Raw(train.inputs, None), Raw(test.inputs, None) if test else None
    share = spec.training.validation.split if spec.training and spec.training.validation else None
    train, tail = _hold_back_tail(train, share)
    chain, x, y = Chain.fit_pairs(spec.preprocessing.inputs, spec.preprocessing.targets, train.inputs, train.targets)
    test_pairs = _pairs(*chain.pairs(test.inputs, test.targets), takes_targets) if test else None
    on_test = bool(spec.training and spec.training.validation and spec.training.validation.part == "test")
    validation = test_pairs if on_test else (_pairs(*chain.pairs(tail.inputs, tail.targets), takes_targets) if tail else None)
    return Parts(description, chain, train, test, _pairs(x, y, takes_targets), validation, test_pairs)


def _pairs(x: Array, y: Array | None, takes_targets: bool) -> Pairs:
    if y is None and takes_targets:
        raise DataError("the data has no targets to train on")
    return Pairs(x, np.empty((len(x), 0)) if y is None else y)


def _hold_back_test(data: Data, split: Split | None, seed: int) -> tuple[Raw, Raw | None]:
    if data.test_inputs is not None:
        return Raw(data.inputs, data.targets), Raw(data.test_inputs, data.test_targets)
    if split is None:
        return Raw(data.inputs, data.targets), None
    train, test = _split_rows(data, split, seed)
    return tuple(Raw(data.inputs[rows], None if data.targets is None else data.targets[rows]) for rows in (train, test))  # type: ignore[return-value]


def _split_rows(data: Data, split: Split, seed: int) -> tuple[Array, Array]:
    from sklearn.model_selection import train_test_split

    rows = np.arange(len(data.inputs))
    labels = data.targets if split.stratify else None
    random_state = seed if split.shuffle else None
    try:
        train, test = train_test_split(rows, test_size=split.test, shuffle=split.shuffle, stratify=labels, random_state=random_state)
    except ValueError as error:
        raise DataError(f"the data cannot be split: {error}") from error
    return train, test


def _hold_back_tail(part: Raw, share: float | None) -> tuple[Raw, Raw | None]:
    """Split the last share off, rounding as Keras does."""
    if share is None:
        return part, None
    at = int(len(part.inputs) * (1 - share))
    if not 0 < at < len(part.inputs):
        raise DataError(f"expected a validation split that leaves samples on both sides, got {share} of {len(part.inputs)}")
    head, tail = ((part.inputs[rows], None if part.targets is None else part.targets[rows]) for rows in (slice(None, at), slice(at, None)))
    return Raw(*head), Raw(*tail)


def _digest(part: Raw) -> str:
    digest = hashlib.sha256()
    for array in (part.inputs, part.targets):
        for content in () if array is None else _content(array):
            digest.update(content)
    return digest.hexdigest()


def _content(array: Array) -> Iterator[memoryview | bytes]:
    """Yield what is hashed of an array; one of objects holds nothing but addresses itself, and may hold gigabytes of pictures."""
    if array.dtype != object:
        yield np.ascontiguousarray(array).data
        return
    for value in array.ravel():
        content = value if isinstance(value, bytes) else repr(value).encode()
        yield len(content).to_bytes(8, "little")
        yield content
