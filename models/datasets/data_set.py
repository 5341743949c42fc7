"""The base of every data set, its description and its loaded arrays."""

from abc import abstractmethod
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from math import prod
from pathlib import Path
from typing import Annotated, ClassVar, Literal, Self

import numpy as np
from pydantic import Field

from models.core.arrays import Array, Label
from models.core.deferred_rows import Samples
from models.core.errors import Fault
from models.core.part import Part
from models.core.schema_name import SchemaName
from models.core.tensors import IMAGE, TensorType
from models.datasets.cell_reading import CellReading
from models.datasets.doubted import Doubted
from models.datasets.series_time import SeriesTime
from models.datasets.stream import Stream
from models.preprocessing.row_columns import Columns, RowColumn, Sort

#: Most samples that are loaded to count their labels during a request.
COUNTED_UP_TO = 20_000
#: Most columns of rows that steps can name.
MAX_NAMED = 100_000
#: Timeout of the connections of a download, in seconds.
DOWNLOAD_TIMEOUT_S = 10.0
#: About the bytes of a character with its copies while a text is read, and of a value among rows of numbers and text.
_ITEM_BYTES = {"str": 16, "object": 64, IMAGE: 64}
Seed = Annotated[int, Field(ge=0, lt=2**31, description="Seed of the draws.")]
PartName = Annotated[Literal["train", "test"], SchemaName("StoredPart", "A part of a data set as it is stored.")]
#: Largest size of a drawn value: it fits 32-bit floats, and the width of a range of such values fits 64-bit floats.
MAX_DRAWN = 1e30


@dataclass(frozen=True)
class Description:
    """Types, sizes and labels of a data set, known before it is loaded.

    Args:
        inputs: Type of one raw input, or of one step where the set is a series.
        targets: Type of one raw target; None where the set has no targets.
        n_train: Samples (or steps) in the training part, before any split.
        n_test: Samples in the set's own test part; 0 where it has none.
        labels: Class labels; None where targets are not classes.
        columns: Names of the input columns; None where the samples are not rows with named columns.
        text_columns: Indices of the input columns of text, from 0; with those of dates, which are ISO text.
        date_columns: Indices of those of dates.
        boolean_columns: Indices of the input columns of truth values, which are the numbers 0 and 1.
        cells: How the cells of each input column are read; empty where they are not read from text.
        passed_over: Names of the columns that are neither inputs nor left out by choice: the target's and the groups'.
        categories: Distinct values of each input column; None for a column with many or unknown values.
        gaps: Indices of the input columns with missing values, from 0.
        empty: Indices of those of them without any value.
        lengths: Number of steps of each series; None for one series, or for samples.
        pieces: Number of pieces of each series, of which `lengths` are the lengths; None where each is a series of its own.
        missing: Position of the first missing input of a series, or of samples that are not rows, for messages; empty where no input is missing.
        infinite: Position of the first infinite input, for messages; empty where there is none.
        value_range: Smallest and largest finite input of all parts; None where they are not known.
        gap_runs: For each of `gaps` of series the most steps without a value that follow each other.
        series_names: Names of the series; None for one series, and where they have no names.
        time: The stamps of the steps of series; None where their time is not known.
        notes: What was done to the data, and what may be meant by it, for warnings.
        target_columns: Names of several predicted columns, or of those of a series; None without names, or where they are the inputs.
        has_binary_targets: Whether all targets are named columns of zeros and ones, each for a label that a sample has or not.
        endless: Whether a network is trained on new samples in every epoch.
    """

    inputs: TensorType
    targets: TensorType | None
    n_train: int
    n_test: int = 0
    labels: tuple[Label, ...] | None = None
    columns: tuple[str, ...] | None = None
    text_columns: tuple[int, ...] = ()
    date_columns: tuple[int, ...] = ()
    boolean_columns: tuple[int, ...] = ()
    cells: tuple[CellReading, ...] = ()
    passed_over: tuple[str, ...] = ()
    categories: tuple[tuple[Label, ...] | None, ...] = ()
    gaps: tuple[int, ...] = ()
    empty: tuple[int, ...] = ()
    lengths: tuple[int, ...] | None = None
    pieces: tuple[int, ...] | None = None
    missing: str = ""
    infinite: str = ""
    value_range: tuple[float, float] | None = None
    gap_runs: tuple[int, ...] = ()
    series_names: tuple[str, ...] | None = None
    time: SeriesTime | None = None
    notes: tuple[Fault, ...] = ()
    target_columns: tuple[str, ...] | None = None
    has_binary_targets: bool = False
    endless: bool = False

    @cached_property
    def row_columns(self) -> Columns | None:
        """Return the columns of the inputs; None where samples are not rows, or have too many columns."""
        width = self.inputs.shape[0] if len(self.inputs.shape) == 1 else None
        return None if width is None or width > MAX_NAMED else tuple(map(self._row_column, range(width)))

    @property
    def target_row_columns(self) -> Columns | None:
        """Return the columns of targets that are rows with names; else None."""
        return None if self.target_columns is None else tuple(RowColumn(name, index) for index, name in enumerate(self.target_columns))

    def _row_column(self, index: int) -> RowColumn:
        return RowColumn(
            name=self.columns[index] if self.columns else None,
            source=index,
            sort=self._sort(index),
            categories=self.categories[index] if index < len(self.categories) else None,
            has_gaps=index in self.gaps,
            is_empty=index in self.empty,
            n_samples=self.n_train if self.categories else 0,
        )

    def _sort(self, index: int) -> Sort:
        if index in self.date_columns:
            return "date"
        if index in self.text_columns:
            return "text"
        return "boolean" if index in self.boolean_columns else "number"


@dataclass(frozen=True)
class Data:
    """A loaded data set: raw arrays, samples first. Test arrays are None where there is no test part.

    Args:
        inputs: Training inputs.
        targets: Training targets; None where the set has no targets.
        test_inputs: Inputs of the test part.
        test_targets: Targets of the test part.
        groups: Group of each training sample, for folds that keep groups together; None where there are no groups.
        lengths: Number of steps of each series of the training part, which are concatenated; None for one series, or for samples.
        pieces: Number of pieces of each series, of which `lengths` are the lengths; None where each is a series of its own.
    """

    inputs: Array
    targets: Array | None = None
    test_inputs: Array | None = None
    test_targets: Array | None = None
    groups: Array | None = None
    lengths: tuple[int, ...] | None = None
    pieces: tuple[int, ...] | None = None


@dataclass(frozen=True)
class Opened:
    """A data set whose samples may be read only when they are needed; fields as those of `Data`."""

    inputs: Samples
    targets: Samples | None = None
    test_inputs: Samples | None = None
    test_targets: Samples | None = None
    groups: Array | None = None
    lengths: tuple[int, ...] | None = None
    pieces: tuple[int, ...] | None = None

    @classmethod
    def of(cls, data: Data) -> Self:
        """Return a loaded data set as one."""
        return cls(data.inputs, data.targets, data.test_inputs, data.test_targets, data.groups, data.lengths, data.pieces)


class DataSet(Part):
    """A built-in data set or generator; its fields are the generator's parameters."""

    source: ClassVar[str]
    title: ClassVar[str]
    #: Whether the first use downloads the data.
    downloads: ClassVar[bool] = False

    @abstractmethod
    def describe(self) -> Description:
        """Return types, sizes and labels without loading the data."""

    def label_counts(self) -> dict[Label, int] | None:
        """Return the number of training samples of each label; None where there are no labels, or counting takes too long."""
        described = self.describe()
        if self.downloads or described.labels is None or described.n_train > COUNTED_UP_TO:
            return None
        targets = self.load(None).targets
        return None if targets is None else dict(Counter(targets.tolist()))

    def doubted(self) -> Doubted:
        """Return what of the set has more than one meaning: nothing of most sets."""
        return Doubted()

    def letter_counts(self, *, lower: bool, clean: bool) -> tuple[int, int] | None:
        """Return the fewest and the most different characters that a text may have; None where they are not known without loading it.

        Args:
            lower: Whether it is converted to lower case.
            clean: Whether newlines and pairs of spaces are replaced by spaces.
        """
        return None

    def classes(self) -> tuple[Label, ...] | None:
        """Return the labels of training and test part together, sorted: also those of targets that are many or whole numbers; else None."""
        labels = self.describe().labels
        return None if labels is None else tuple(sorted(labels))

    @abstractmethod
    def load(self, cache: Path | None) -> Data:
        """Load or generate the arrays.

        Args:
            cache: Folder for unpacked copies that later jobs map into memory; None for no copies.

        Raises:
            UnreachableError: The download of the set failed.
            DataError: The set cannot be loaded for another reason.
        """

    def open(self, cache: Path | None) -> Opened:
        """Return the samples without reading those that take much memory: they are read when they are needed. Arguments as for `load`.

        Raises:
            DataError: As for `load`.
        """
        return Opened.of(self.load(cache))

    def opens(self) -> bool:
        """Return whether `open` leaves the inputs outside of memory."""
        return False

    def loaded_bytes(self) -> int:
        """Return about how much memory `load` takes for samples, in bytes; little where arrays are mapped into memory."""
        described = self.describe()
        inputs = described.inputs
        item = _ITEM_BYTES.get(inputs.dtype) or np.dtype(inputs.dtype).itemsize
        return (described.n_train + described.n_test) * prod(size or 1 for size in inputs.shape) * item

    def stream(self, seed: int) -> Stream | None:
        """Return a stream of new training samples for every epoch; None where `load` gives all samples.

        Args:
            seed: Seed of the job.
        """
        return None

    def note(self, cache: Path | None) -> str:
        """Return a note about how the data was obtained; empty for most data sets.

        Args:
            cache: As for `load`.
        """
        return ""

    def first(self, n_samples: int, cache: Path | None) -> Data:
        """Load at least the first samples of the training part, and of the test part if there is one, in order; all samples by default.

        Args:
            n_samples: Number of samples of each part.
            cache: As for `load`.

        Raises:
            DataError: As for `load`.
        """
        return self.load(cache)

    def piece(self, part: PartName, first: int, end: int, cache: Path | None) -> tuple[Array | None, Array | None]:
        """Return inputs and targets of consecutive samples of a part, as many as there are.

        Args:
            part: The part.
            first: Index of the first sample, from 0.
            end: Index after the last sample.
            cache: As for `load`.

        Returns:
            Inputs, None where the part is missing; targets, None where the set has none.

        Raises:
            DataError: As for `load`.
        """
        data = self.first(end, cache)
        inputs, targets = (data.inputs, data.targets) if part == "train" else (data.test_inputs, data.test_targets)
        return None if inputs is None else inputs[first:end], None if targets is None else targets[first:end]

    def sketch(self, cache: Path | None) -> Data:
        """Load the samples from which those of a plot are chosen: all, or fewer where any are as good.

        Args:
            cache: As for `load`.

        Raises:
            DataError: As for `load`.
        """
        return self.load(cache)
