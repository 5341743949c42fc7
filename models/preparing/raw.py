"""Load the data of a job by port, and split off its test part."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

import numpy as np

from models.core.arrays import Array, Ports
from models.core.deferred_rows import DeferredRows, SamplePorts, Samples, all_in_memory, in_memory
from models.core.errors import DataError
from models.datasets import DataSet, Description, Opened
from models.preparing.deferring import MAX_HELD_BYTES, defers
from models.preparing.row_splits import split_blocks, split_rows
from models.specs.data import Split
from models.specs.fit_sizes import n_split_off
from models.specs.job import JobSpec
from models.specs.ports import PortSets
from models.specs.series import head_lengths, n_before_validation, n_held_back, n_kept


@dataclass(frozen=True)
class Raw:
    """Raw inputs and targets of one part, by port.

    Args:
        inputs: Samples, or steps of series, of each input.
        targets: Targets of each output; None where a window step makes them, or there are none.
        lengths: Number of steps of each series, where there are several, one after the other; of each piece where series have pieces.
        pieces: Number of pieces of each series, where series are cut at gaps.
    """

    inputs: SamplePorts
    targets: SamplePorts | None
    lengths: tuple[int, ...] | None = None
    pieces: tuple[int, ...] | None = None

    @property
    def n_samples(self) -> int:
        """Return the number of samples, or of steps of series."""
        return len(next(iter(self.inputs.values())))

    @property
    def input_arrays(self) -> Ports:
        """Return the inputs in memory."""
        return all_in_memory(self.inputs)

    @property
    def target_arrays(self) -> Ports | None:
        """Return the targets of each output in memory; None without targets."""
        return None if self.targets is None else all_in_memory(self.targets)

    def loaded(self) -> "Raw":
        """Return the same samples in memory."""
        return replace(self, inputs={**self.input_arrays}, targets=self.targets and {**all_in_memory(self.targets)})

    def rows(self, rows: Array | slice) -> "Raw":
        """Return some of the samples."""
        targets = None if self.targets is None else {name: array[rows] for name, array in self.targets.items()}
        return Raw({name: array[rows] for name, array in self.inputs.items()}, targets)

    def cut(self, first: Callable[[int], int]) -> tuple["Raw", "Raw"]:
        """Cut each series in two, in time order.

        Args:
            first: Returns the number of steps in the first part, given that of the series.
        """
        lengths = self.lengths or (self.n_samples,)
        counts = tuple(head_lengths(lengths, self.pieces, first))
        if self.lengths is None:
            return self.rows(slice(None, counts[0])), self.rows(slice(counts[0], None))
        starts = np.cumsum([0, *lengths[:-1]]).tolist()
        heads = np.concatenate([np.arange(start, start + count) for start, count in zip(starts, counts, strict=True)])
        tails = np.setdiff1d(np.arange(self.n_samples), heads, assume_unique=True)
        rest = tuple(length - count for length, count in zip(lengths, counts, strict=True))
        parts = ((self.rows(heads), counts), (self.rows(tails), rest))
        first_part, last_part = (replace(part, lengths=steps, pieces=self.pieces) for part, steps in parts)
        return first_part, last_part

    def digest(self) -> str:
        """Return the SHA-256 of the arrays: by content for a single input and its targets; by name and content for several ports."""
        return self._digest

    @cached_property
    def _digest(self) -> str:
        arrays = [*self.inputs.items(), *(self.targets or {}).items()]
        if len(self.inputs) == 1 and len(self.targets or {}) <= 1:
            return _digest_of(array for _, array in arrays)
        lines = [f"{name} {_digest_of([array])}\n" for name, array in arrays]
        return hashlib.sha256("".join(lines).encode()).hexdigest()


@dataclass(frozen=True)
class RawData:
    """The data of a job before preprocessing.

    Args:
        inputs: Description of the data of each input.
        targets: Description of the targets of each output.
        train: The training part.
        test: The test part, if there is one.
        groups: Group of each training sample; None without groups.
    """

    inputs: dict[str, Description]
    targets: dict[str, Description]
    train: Raw
    test: Raw | None
    groups: Array | None = None

    @property
    def description(self) -> Description:
        """Return the description of the first output's data, by which samples are split."""
        return next(iter(self.targets.values()))

    @property
    def labels(self) -> Array | None:
        """Return the training targets of the first output; None without targets."""
        return None if self.train.targets is None else in_memory(next(iter(self.train.targets.values())))

    def with_rows(self, rows: Array) -> "RawData":
        """Return the data with only some of the training samples."""
        return replace(self, train=self.train.rows(rows), groups=None if self.groups is None else self.groups[rows])


def load_raw(spec: JobSpec, sets: PortSets, cache: Path | None, most_bytes: int = MAX_HELD_BYTES) -> RawData:
    """Load the data of a job, and split off its test part.

    The samples of all ports are split alike, by the description of the first output.

    Args:
        spec: A checked spec.
        sets: The data sets it names, by port.
        cache: Folder for unpacked data sets; None to do without.
        most_bytes: Largest size of samples that are kept in memory; of more, samples are read when they are needed.

    Raises:
        DataError: The data cannot be loaded, or not be split as specified.
    """
    return split_off(spec, load_whole(sets, cache, deferred=defers(spec, sets, most_bytes)))


def load_whole(sets: PortSets, cache: Path | None, *, deferred: bool = False) -> RawData:
    """Load the data of a job; the test part is the data's own, if it has one.

    Args:
        sets: The data sets, by port.
        cache: As for `load_raw`.
        deferred: Whether to leave samples outside of memory that can be read when they are needed.

    Raises:
        DataError: The data cannot be loaded.
    """
    load = _Loader(cache, deferred)
    inputs, targets = load.each(sets.inputs), load.each(sets.targets)
    first_input, first_target = next(iter(inputs.values())), next(iter(targets.values()))
    return RawData(
        inputs={name: data_set.describe() for name, data_set in sets.inputs.items()},
        targets={name: data_set.describe() for name, data_set in sets.targets.items()},
        train=Raw(
            {name: data.inputs for name, data in inputs.items()},
            _all_of({name: data.targets for name, data in targets.items()}),
            first_input.lengths,
            first_input.pieces,
        ),
        test=_own_test(inputs, targets),
        groups=first_target.groups,
    )


def split_off(spec: JobSpec, raw: RawData) -> RawData:
    """Split the test part off whole data as the spec says, and keep the specified subset of the training part.

    Raises:
        DataError: The data cannot be split as specified.
    """
    if raw.description.inputs.axis == "time":
        return _cut_series(raw, spec)
    whole = raw.train
    if raw.test is None and spec.data.split is not None:
        train, test = split_blocks(whole.n_samples, raw.labels, spec.data.split, spec.seed)
        raw = replace(raw.with_rows(train), test=whole.rows(test))
    return raw if spec.data.subset is None else raw.with_rows(_subset_rows(raw, spec.data.subset, spec.seed))


def hold_back(spec: JobSpec, part: Raw) -> tuple[Raw, Raw | None]:
    """Split off the last share of the training part for validation if the spec has it, rounded as Keras does.

    Raises:
        DataError: That would leave no samples on one side.
    """
    share = spec.training.validation.split if spec.training and spec.training.validation else None
    if share is None:
        return part, None
    at = n_before_validation(part.n_samples, share)
    if not 0 < at < part.n_samples:
        raise DataError(f"expected a validation split that leaves samples on both sides, got {share} of {part.n_samples}")
    return part.cut(lambda n: n_before_validation(n, share))


class _Loader:
    """Loads data sets, each once even if several ports use it."""

    def __init__(self, cache: Path | None, deferred: bool) -> None:
        self._cache, self._deferred = cache, deferred
        self._known: list[tuple[DataSet, Opened]] = []

    def each(self, sets: Mapping[str, DataSet]) -> dict[str, Opened]:
        return {name: self._data(data_set) for name, data_set in sets.items()}

    def _data(self, data_set: DataSet) -> Opened:
        found = next((data for other, data in self._known if other == data_set), None)
        if found is None:
            found = data_set.open(self._cache) if self._deferred else Opened.of(data_set.load(self._cache))
            self._known.append((data_set, found))
        return found


def _own_test(inputs: Mapping[str, Opened], targets: Mapping[str, Opened]) -> Raw | None:
    """Return the data's own test part; None without one."""
    found = _all_of({name: data.test_inputs for name, data in inputs.items()})
    return None if found is None else Raw(found, _all_of({name: data.test_targets for name, data in targets.items()}))


def _all_of(arrays: Mapping[str, Samples | None]) -> SamplePorts | None:
    found = {name: array for name, array in arrays.items() if array is not None}
    return found if len(found) == len(arrays) else None


def _cut_series(raw: RawData, spec: JobSpec) -> RawData:
    """Split off the last steps of each series, and keep the first ones of a subset."""
    split = spec.data.split
    if raw.test is None and split is not None:
        train, test = raw.train.cut(lambda n_steps: n_steps - n_held_back(n_steps, split))
        raw = replace(raw, train=train, test=test)
    return replace(raw, train=raw.train.cut(lambda n_steps: n_kept(n_steps, spec.data.subset))[0])


def _subset_rows(raw: RawData, share: float, seed: int) -> Array:
    """Return a share of the training rows in order, drawn with the classes' proportions preserved."""
    n_rows = raw.train.n_samples
    if n_split_off(n_rows, share) == n_rows:
        return np.arange(n_rows)
    labels = raw.labels if raw.description.labels is not None else None
    _, rows = split_rows(np.arange(n_rows), labels, Split(test=share, stratify=labels is not None), seed)
    return np.sort(rows)


def _digest_of(arrays: Iterable[Samples]) -> str:
    digest = hashlib.sha256()
    for samples in arrays:
        for array in samples.pieces() if isinstance(samples, DeferredRows) else (samples,):
            for content in _content(array):
                digest.update(content)
    return digest.hexdigest()


def _content(array: Array) -> Iterator[memoryview | bytes]:
    """Yield the bytes to hash; object arrays hold addresses, and their values may be gigabytes of images, so they are hashed one by one."""
    if array.dtype != object:
        yield np.ascontiguousarray(array).data
        return
    for value in array.ravel():
        content = value if isinstance(value, bytes) else repr(value).encode()
        yield len(content).to_bytes(8, "little")
        yield content
