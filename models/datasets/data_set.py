"""The base of every data set, and what loading one gives."""

from abc import abstractmethod
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar, Protocol

from models.core.arrays import Array, Label
from models.core.part import Part
from models.core.tensors import TensorType

#: Most samples that are loaded to count their labels while a request waits.
COUNTED_UP_TO = 20_000


@dataclass(frozen=True)
class Description:
    """What is known of a data set before it is loaded.

    Args:
        inputs: Type of one raw input, or of one step where the set is a series.
        targets: Type of one raw target; None where the set brings none.
        n_train: Samples (or steps) in the training part, before any split.
        n_test: Samples in the set's own test part; 0 where it brings none.
        labels: Class labels, where targets are classes.
        columns: Names of the input columns, where the samples are rows with named columns.
        text_columns: Places of the input columns that hold text, counted from 0.
        categories: Different values of each input column, where they are known and few; None where not.
        gaps: Places of the input columns in which values are missing.
        lengths: Steps of each series, where there are several, one after the other.
        missing: Where the first of a series' missing inputs is; empty where there are none.
        target_columns: Names of the columns of a series that are predicted, where they have names and are not the inputs.
        endless: Whether a network is trained on fresh samples in every epoch.
    """

    inputs: TensorType
    targets: TensorType | None
    n_train: int
    n_test: int = 0
    labels: tuple[Label, ...] | None = None
    columns: tuple[str, ...] | None = None
    text_columns: tuple[int, ...] = ()
    categories: tuple[tuple[Label, ...] | None, ...] = ()
    gaps: tuple[int, ...] = ()
    lengths: tuple[int, ...] | None = None
    missing: str = ""
    target_columns: tuple[str, ...] | None = None
    endless: bool = False


@dataclass(frozen=True)
class Data:
    """A loaded data set: raw arrays, samples first. Test arrays are None where there is no test part.

    Args:
        inputs: Training inputs.
        targets: Training targets; None where the set has none.
        test_inputs: Inputs of the test part.
        test_targets: Targets of the test part.
        groups: Group of each training sample, for folds that keep groups together; None where there are none.
        lengths: Steps of each series, where the training part is several series, one after the other.
    """

    inputs: Array
    targets: Array | None = None
    test_inputs: Array | None = None
    test_targets: Array | None = None
    groups: Array | None = None
    lengths: tuple[int, ...] | None = None


class Stream(Protocol):
    """Raw training samples without end; each is decided by its epoch and its place in it."""

    def draw(self, epoch: int, first: int, n: int) -> tuple[Array, Array]:
        """Return inputs and targets of some samples of an epoch.

        Args:
            epoch: Number of the epoch, from 0.
            first: Place of the first sample, from 0.
            n: How many; any two calls that reach the same place give the same sample there.
        """


class DataSet(Part):
    """A built-in data set or generator; its fields are the generator's parameters."""

    source: ClassVar[str]
    title: ClassVar[str]
    #: Whether the first use downloads something.
    downloads: ClassVar[bool] = False

    @abstractmethod
    def describe(self) -> Description:
        """Return types, sizes and labels without loading anything."""

    def label_counts(self) -> dict[Label, int] | None:
        """Return how many training samples each label has; None where there are no labels, or counting takes too long."""
        described = self.describe()
        if self.downloads or described.labels is None or described.n_train > COUNTED_UP_TO:
            return None
        targets = self.load(None).targets
        return None if targets is None else dict(Counter(targets.tolist()))

    @abstractmethod
    def load(self, cache: Path | None) -> Data:
        """Load or generate the arrays.

        Args:
            cache: Folder for unpacked copies that later jobs map into memory; None to do without.

        Raises:
            UnreachableError: The set has to be downloaded, and cannot be.
            DataError: The set cannot be had for another reason.
        """

    def stream(self, seed: int) -> Stream | None:
        """Return fresh training samples for every epoch; None where all there is comes with `load`.

        Args:
            seed: Seed of the job.
        """
        return None

    def note(self, cache: Path | None) -> str:
        """Return what a job has to tell of the data as it was found; mostly nothing.

        Args:
            cache: As for `load`.
        """
        return ""

    def first(self, n: int, cache: Path | None) -> Data:
        """Load at least the first samples of the training part, in order; all there is, unless a set knows better.

        Args:
            n: How many.
            cache: As for `load`.

        Raises:
            DataError: As for `load`.
        """
        return self.load(cache)
