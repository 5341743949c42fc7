"""The parts of a job's data by the numbers of their samples, so that no inputs are copied."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Self

import numpy as np

from models.core.arrays import Array, Ports
from models.core.deferred_rows import in_memory
from models.preparing.deferring import defers
from models.preparing.folds import Fold, each_fold
from models.preparing.raw import Raw, RawData, hold_back, load_whole, split_off
from models.preparing.sample_bounds import require_loadable
from models.preprocessing.chain import Chain
from models.specs.job import JobSpec
from models.specs.ports import PortSets
from models.specs.tasks.task import AskedKind

#: Name of the only input of a part that holds numbers of samples.
_NUMBERS = "numbers"


@dataclass(frozen=True)
class DataPart:
    """One part.

    Args:
        source: The data that it is taken from: the data set's training part, or its own test part.
        numbered: The part with the numbers of its samples (or steps of series) in `source`, from 0, as its only input; and its targets.
    """

    source: Raw
    numbered: Raw

    @property
    def numbers(self) -> Array:
        """Return the number of each sample, int64 array of shape (n_samples,)."""
        return in_memory(self.numbered.inputs[_NUMBERS])

    @property
    def targets(self) -> Ports | None:
        """Return the raw targets by output; None without targets."""
        return self.numbered.target_arrays

    @property
    def lengths(self) -> tuple[int, ...]:
        """Return the number of steps of each series; the number of samples where there are no series."""
        return self.numbered.lengths or (self.numbered.n_samples,)

    def raw(self, chosen: Array | slice | None = None) -> Raw:
        """Return samples with their inputs, by their indices in the part; all of them for None."""
        picked = self.numbered if chosen is None else self.numbered.rows(chosen)
        numbers = in_memory(picked.inputs[_NUMBERS])
        return replace(picked, inputs={name: in_memory(array[numbers]) for name, array in self.source.inputs.items()})


@dataclass(frozen=True)
class JobData:
    """The data of a job, not yet loaded.

    Args:
        spec: A checked spec.
        sets: Its data sets, by port.
        kinds: Kind of prediction of each output, by name.
        takes_targets: Whether the model is fitted to targets of the data.
        cache: Folder for unpacked data sets; None to do without.
        fitted: Preprocessing that is taken over from a model; None to fit it.
    """

    spec: JobSpec
    sets: PortSets
    kinds: Mapping[str, AskedKind]
    takes_targets: bool
    cache: Path | None
    fitted: Chain | None = None


@dataclass(frozen=True)
class DividedData:
    """The data of a job, divided into parts.

    Args:
        job: The data before it was loaded.
        whole: The data before any split.
        divided: The same with numbers as inputs, after the test part is split off.
    """

    job: JobData
    whole: RawData
    divided: RawData

    @classmethod
    def of(cls, job: JobData) -> Self:
        """Load the data of a job, and divide it.

        Raises:
            SpecError: The data is too large to be loaded during a request.
            DataError: It cannot be loaded, or not be split as specified.
        """
        require_loadable(job.sets)
        whole = load_whole(job.sets, job.cache, deferred=defers(job.spec, job.sets))
        return cls(job, whole, divide(job.spec, whole))

    @property
    def n_folds(self) -> int:
        """Return the number of folds of the training part; 0 for a task without folds."""
        spec = self.job.spec
        return 0 if spec.folding is None else spec.folding.folds if self._kind.is_cross_validated else 1

    def folds(self) -> Iterator[Fold]:
        """Yield the folds of the training part; none for a task without folds.

        Raises:
            DataError: The data cannot be split this way.
        """
        spec = self.job.spec
        return each_fold(spec.folding, self._kind, self.divided, spec.seed) if spec.folding else iter(())

    @property
    def _kind(self) -> AskedKind:
        return next(iter(self.job.kinds.values()))

    def parts(self, fold: Fold | None = None) -> dict[str, DataPart]:
        """Return the parts by name: "train", and "validation" and "test" where there are such parts.

        Args:
            fold: A fold of the training part, of which the other samples are fitted and those of the fold are the test part.

        Raises:
            DataError: A validation split would leave one side empty.
        """
        source = self.whole.train
        whole_train, test = self.divided.train, self.divided.test
        if fold is not None:
            whole_train, test = whole_train.rows(fold.train), whole_train.rows(fold.test)
        train, validation = hold_back(self.job.spec, whole_train)
        validation = test if self.job.spec.validates_on_test else validation
        own_test = self.whole.test is not None and fold is None
        found = {"train": (train, source), "validation": (validation, source), "test": (test, source)}
        if own_test and self.whole.test is not None:
            found |= {name: (part, self.whole.test) for name, (part, _) in found.items() if part is test}
        return {name: DataPart(origin, part) for name, (part, origin) in found.items() if part is not None}


def divide(spec: JobSpec, whole: RawData) -> RawData:
    """Return whole data with the numbers of its samples as inputs, after the test part is split off; see `DataPart`.

    Raises:
        DataError: It cannot be split as specified.
    """
    test = None if whole.test is None else _numbered(whole.test)
    return split_off(spec, replace(whole, train=_numbered(whole.train), test=test))


def _numbered(raw: Raw) -> Raw:
    return replace(raw, inputs={_NUMBERS: np.arange(raw.n_samples)})
