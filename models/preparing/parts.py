"""The parts of a job's data, with preprocessing fitted on what is left to train on."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from models.core.arrays import Array
from models.core.errors import DataError
from models.datasets import DataSet, Description, Stream
from models.preparing.raw import Raw, load_raw
from models.preprocessing.chain import Chain
from models.specs.epochs import streams
from models.specs.job import JobSpec
from models.specs.kind import Kind, kind_of
from models.specs.ports import output_names
from models.specs.series import n_before_validation


@dataclass(frozen=True)
class Pairs:
    """Inputs and targets as the model takes them, samples first.

    Targets have shape (n_samples, 0) where it takes none; where it learns its inputs they are the same array.
    """

    x: Array
    y: Array

    @property
    def shape(self) -> tuple[int, ...]:
        """Return the shape of one sample that enters a network."""
        return tuple(self.x.shape[1:])

    @property
    def fed(self) -> tuple[Array, Array]:
        """Return inputs and targets as a network is fed them."""
        return self.x, self.y


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
        truth: Targets of the training part that the model is not fitted to, such as the true groups of clusters; else None.
        stream: Where a network's training samples come from, fresh ones in every epoch; None where they are those of `train`.
    """

    description: Description
    chain: Chain
    raw_train: Raw
    raw_test: Raw | None
    train: Pairs
    validation: Pairs | None
    test: Pairs | None
    truth: Array | None = None
    stream: Stream | None = None

    def digest(self) -> str:
        """Return the SHA-256 of the raw training data, for the record."""
        return digest_of(self.raw_train)


def prepare(spec: JobSpec, description: Description, train: Raw, test: Raw | None, fitted: Chain | None = None) -> Parts:
    """Hold the validation part back, and fit preprocessing on what is left to train on.

    Args:
        spec: A checked spec.
        description: What is known of the data set.
        train: The training part.
        test: What the fitted model is evaluated on, if there is such a part.
        fitted: Preprocessing that is fitted already, and used as it is, that of the targets where it has some; None to fit all.

    Raises:
        DataError: The data does not fit the spec.
    """
    kind = kind_of(spec, description)
    targets = train.targets if kind.takes_targets else None
    raw_train, tail = hold_back(spec, Raw(train.inputs, targets, train.lengths))
    input_steps, target_steps = spec.preprocessing.every_input_step, spec.preprocessing.target_steps_of(output_names(spec)[0])
    lengths = raw_train.lengths
    if fitted is None:
        chain, x, y = Chain.fit_pairs(input_steps, target_steps, raw_train.inputs, raw_train.targets, lengths)
    else:
        chain, x, y = fitted.completed(target_steps, raw_train.inputs, raw_train.targets, lengths)
    test_pairs = _pairs(*chain.pairs(test.inputs, test.targets if kind.takes_targets else None, test.lengths), kind) if test else None
    validation = test_pairs if spec.validates_on_test else (_pairs(*chain.pairs(tail.inputs, tail.targets, tail.lengths), kind) if tail else None)
    truth = None if kind.takes_targets else train.targets
    return Parts(description, chain, raw_train, test, _pairs(x, y, kind), validation, test_pairs, truth)


def load_parts(spec: JobSpec, data_set: DataSet, cache: Path | None, fitted: Chain | None = None) -> Parts:
    """Load, split and preprocess the data of a job; see `load_raw` and `prepare`."""
    raw = load_raw(spec, data_set, cache)
    parts = prepare(spec, raw.description, raw.train, raw.test, fitted)
    return replace(parts, stream=data_set.stream(spec.seed)) if streams(spec, raw.description) else parts


def hold_back(spec: JobSpec, part: Raw) -> tuple[Raw, Raw | None]:
    """Split the last share of the training part off for validation where a spec asks for it, rounding as Keras does.

    Raises:
        DataError: That would leave no samples on one side.
    """
    share = spec.training.validation.split if spec.training and spec.training.validation else None
    if share is None:
        return part, None
    at = n_before_validation(len(part.inputs), share)
    if not 0 < at < len(part.inputs):
        raise DataError(f"expected a validation split that leaves samples on both sides, got {share} of {len(part.inputs)}")
    return part.cut(lambda n: n_before_validation(n, share))


def digest_of(part: Raw) -> str:
    """Return the SHA-256 of a part's raw inputs and targets."""
    digest = hashlib.sha256()
    for array in (part.inputs, part.targets):
        for content in () if array is None else _content(array):
            digest.update(content)
    return digest.hexdigest()


def _pairs(x: Array, y: Array | None, kind: Kind) -> Pairs:
    if kind is Kind.RECONSTRUCTION:
        return Pairs(x, x)
    if y is None and kind.takes_targets:
        raise DataError("the data has no targets to train on")
    return Pairs(x, np.empty((len(x), 0)) if y is None else y)


def _content(array: Array) -> Iterator[memoryview | bytes]:
    """Yield what is hashed of an array; one of objects holds nothing but addresses itself, and may hold gigabytes of pictures."""
    if array.dtype != object:
        yield np.ascontiguousarray(array).data
        return
    for value in array.ravel():
        content = value if isinstance(value, bytes) else repr(value).encode()
        yield len(content).to_bytes(8, "little")
        yield content
