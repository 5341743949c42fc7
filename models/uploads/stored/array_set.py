"""Uploaded arrays: the data set in which one is the inputs and another may be the targets."""

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import ClassVar, Self

from pydantic import PrivateAttr

from models.core.arrays import Array, Label
from models.core.deferred_rows import DeferredRows, Samples
from models.core.errors import Fault, SpecError
from models.core.faults import quote
from models.core.part import Part
from models.core.tensors import Shape, TensorType, shape_text
from models.datasets.data_set import Data, Description, Opened, PartName
from models.datasets.kept_columns import KeptType
from models.preprocessing.arrays import in_order
from models.uploads.column_selection import ColumnSelection, Lookup
from models.uploads.stored.array_file import array_file, columns_with_gaps, load_array, number_type, opened_array
from models.uploads.stored.array_names import inputs_of, test_part_of
from models.uploads.stored.upload_record import (
    MAX_CLASSES,
    MAX_INTEGER_CLASSES,
    MAX_LABEL,
    TEXT,
    ColumnRecord,
    Record,
    StoredSet,
    classes_of,
    labels_file,
    read_labels,
)


class ArrayChoice(Part):
    """Indices of arrays, from 0; None for an array that is not used."""

    inputs: int
    targets: int | None = None
    groups: int | None = None
    test_inputs: int | None = None
    test_targets: int | None = None


class ArraySet(StoredSet):
    """Arrays of an uploaded NPZ archive, or the array of an NPY file.

    Booleans become uint8. Targets of shape (n_samples, 1) become (n_samples,). Text targets are class labels; integers are
    if there are at most 100 distinct ones. Arrays whose names say "test" where those of the selected ones say "train" are the test part; likewise
    "x_test" and "y_test" for "x" and "y", in any case.
    """

    source: ClassVar[str] = "dataset:arrays"
    title: ClassVar[str] = "Uploaded arrays"

    _choice: ArrayChoice = PrivateAttr()

    @classmethod
    def of(cls, folder: Path, record: Record, data: ColumnSelection) -> Self:
        """Return the arrays that a spec selects.

        Raises:
            SpecError: There are no such arrays, or their sizes or values do not fit.
        """
        if data.target_columns is not None:
            raise SpecError(
                [Fault("/data/target_columns", "expected target, the name of one array, whose columns are the targets; got target_columns")]
            )
        arrays = cls.stored(folder, record)
        arrays._choice = _chosen(data, [column.name for column in record.columns])
        faults = [*arrays._unlike_lengths(), *arrays._unfit_targets(drops=data.drop_missing_target)]
        if faults:
            raise SpecError(faults)
        return arrays

    def describe(self) -> Description:
        inputs, test = self._column(self._choice.inputs), self._choice.test_inputs
        columns = [inputs, *([] if test is None else [self._column(test)])]
        rows_of_text = inputs.type == TEXT and len(inputs.shape) == 1
        return Description(
            inputs=_type_of(inputs, inputs.shape, "object" if inputs.shape else "str"),
            targets=None if self._choice.targets is None else _type_of(self._column(self._choice.targets), self._target_shape, "str"),
            n_train=inputs.n_samples,
            n_test=0 if test is None else self._column(test).n_samples,
            labels=self._labels,
            text_columns=tuple(range(inputs.shape[0])) if rows_of_text else (),
            gaps=self._gaps if len(inputs.shape) == 1 else (),
            missing=_first(columns, "NaN", "missing"),
            infinite=_first(columns, "infinite values", "infinite"),
            value_range=_range_of(columns),
        )

    def load(self, cache: Path | None) -> Data:
        choice = self._choice
        inputs, test_inputs = (None if index is None else self._inputs(index) for index in (choice.inputs, choice.test_inputs))
        targets, test_targets, groups = (
            None if index is None else self._targets(index) for index in (choice.targets, choice.test_targets, choice.groups)
        )
        assert inputs is not None
        return Data(inputs, targets, test_inputs, test_targets, groups)

    def opens(self) -> bool:
        return self._column(self._choice.inputs).type != TEXT

    def open(self, cache: Path | None) -> Opened:
        choice = self._choice
        inputs, test_inputs = (None if index is None else self._opened(index) for index in (choice.inputs, choice.test_inputs))
        targets, test_targets = (None if index is None else self._opened_targets(index) for index in (choice.targets, choice.test_targets))
        assert inputs is not None
        return Opened(inputs, targets, test_inputs, test_targets, None if choice.groups is None else self._targets(choice.groups))

    def loaded_bytes(self) -> int:
        return 0  # Mapped into memory.

    def piece(self, part: PartName, first: int, end: int, cache: Path | None) -> tuple[Array | None, Array | None]:
        is_train, choice = part == "train", self._choice
        inputs, targets = (choice.inputs, choice.targets) if is_train else (choice.test_inputs, choice.test_targets)
        return None if inputs is None else self._inputs(inputs, first, end), None if targets is None else self._targets(targets)[first:end]

    @property
    def kept_types(self) -> dict[str, KeptType]:
        return {name: _kept_type(self._column(index)) for name, index in self._beside_inputs.items()}

    def kept_values(self, index: int, part: PartName, first: int, end: int) -> Array:
        return self._targets(list(self._beside_inputs.values())[index])[first:end]

    @property
    def _beside_inputs(self) -> dict[str, int]:
        """Return the indices of the arrays with a number or a text for each sample of the training part, by name."""
        n_samples = self._column(self._choice.inputs).n_samples
        columns = enumerate(self._record.columns)
        return {column.name: index for index, column in columns if column.shape in ((), (1,)) and column.n_samples == n_samples}

    def _column(self, index: int) -> ColumnRecord:
        return self._record.columns[index]

    @property
    def _target_shape(self) -> tuple[int, ...]:
        shape = () if self._choice.targets is None else self._column(self._choice.targets).shape
        return () if shape == (1,) else shape

    def classes(self) -> tuple[Label, ...] | None:
        if self._labels is not None or self._choice.targets is None or self._target_shape != ():
            return self._labels
        return classes_of(*(self._targets(index) for index in self._target_arrays))

    @property
    def _target_arrays(self) -> list[int]:
        """Return the targets of the training part, and of the test part where there is one."""
        return [index for index in (self._choice.targets, self._choice.test_targets) if index is not None]

    @cached_property
    def _labels(self) -> tuple[Label, ...] | None:
        """Return the labels of training and test part together; None where either has none, or too many."""
        found = [read_labels(self._folder / labels_file(index)) for index in self._target_arrays]
        both = {label for labels in found for label in labels or ()}
        most = MAX_CLASSES if any(isinstance(label, str) for label in both) else MAX_INTEGER_CLASSES
        return tuple(in_order(both)) if found and None not in found and len(both) <= most else None

    def _inputs(self, index: int, first: int = 0, end: int | None = None) -> Array:
        array = load_array(self._folder / array_file(index))[first:end]
        return array.astype(object) if array.dtype.kind == "U" else array

    def _targets(self, index: int) -> Array:
        array = load_array(self._folder / array_file(index))
        return array.reshape(len(array)) if array.shape[1:] == (1,) else array

    def _opened(self, index: int) -> DeferredRows:
        return opened_array(self._folder / array_file(index))

    def _opened_targets(self, index: int) -> Samples:
        """Return targets in memory where there is one for each sample, by which samples are split."""
        return self._targets(index) if self._target_shape == () else self._opened(index)

    @cached_property
    def _gaps(self) -> tuple[int, ...]:
        """Return the columns of rows of numbers with NaN."""
        indices = [index for index in (self._choice.inputs, self._choice.test_inputs) if index is not None and self._column(index).n_missing]
        return tuple(sorted({column for index in indices for column in columns_with_gaps(load_array(self._folder / array_file(index)))}))

    def _unlike_lengths(self) -> list[Fault]:
        """Return faults of arrays that belong together but have different numbers of samples."""
        pairs = [("target", self._choice.inputs, self._choice.targets), ("groups", self._choice.inputs, self._choice.groups)]
        pairs.append(("target", self._choice.test_inputs or 0, self._choice.test_targets))
        faults = []
        for field, left, right in pairs:
            if right is not None and self._column(left).n_samples != self._column(right).n_samples:
                names = [f"{quote(column.name)} {column.n_samples:,}" for column in (self._column(left), self._column(right))]
                faults.append(Fault(f"/data/{field}", f"expected as many samples in both arrays, got {names[0]} and {names[1]}"))
        return faults

    def _unlike_targets(self) -> list[Fault]:
        """Refuse text in one part and numbers in the other: they are not labels of one set of classes."""
        columns = [self._column(index) for index in self._target_arrays]
        if len({column.type == TEXT for column in columns}) < 2:
            return []
        types = " and ".join(f"{quote(column.name)} of type {column.type}" for column in columns)
        return [Fault("/data/target", f"expected targets of both parts to be numbers, or text, got {types}")]

    def _unfit_targets(self, *, drops: bool) -> list[Fault]:
        faults = self._unlike_targets()
        for index in (self._choice.targets, self._choice.test_targets):
            column = None if index is None else self._column(index)
            if column is not None and column.n_missing and not drops:
                came = f"{column.n_missing:,} NaN in {quote(column.name)}, the first in sample {column.first_missing}, counted from 0"
                faults.append(
                    Fault("/data/target", f"expected a target for each sample, got {came}; data.drop_missing_target: true leaves these out")
                )
            if column is not None and column.n_infinite:
                came = f"{column.n_infinite:,} infinite ones in {quote(column.name)}, the first in sample {column.first_infinite}, counted from 0"
                faults.append(Fault("/data/target", f"expected finite targets, got {came}"))
            if column is not None and column.type == TEXT and self._labels is None and not faults:
                came = f"more or longer ones in {quote(column.name)}, or the shape {shape_text(column.shape)}"
                faults.append(Fault("/data/target", f"expected at most {MAX_CLASSES:,} labels of at most {MAX_LABEL} characters, got {came}"))
        for train, test in ((self._choice.inputs, self._choice.test_inputs), (self._choice.targets, self._choice.test_targets)):
            if train is not None and test is not None and self._column(train).shape != self._column(test).shape:
                shapes = [f"{quote(column.name)} {shape_text(column.shape)}" for column in (self._column(train), self._column(test))]
                faults.append(Fault("/data/features", f"expected the test part in the shape of the training part, got {' and '.join(shapes)}"))
        return faults


def _first(columns: Sequence[ColumnRecord], what: str, sort: str) -> str:
    """Return where the first value of a sort is, missing or infinite; empty where there is none."""
    for column in columns:
        if n_values := getattr(column, f"n_{sort}"):
            return f"{n_values:,} {what} in array {quote(column.name)}, the first in sample {getattr(column, f'first_{sort}')}, counted from 0"
    return ""


def _range_of(columns: Sequence[ColumnRecord]) -> tuple[float, float] | None:
    """Return the smallest and the largest number of several arrays; None where they are not known of all."""
    ranges = [column.value_range for column in columns if column.value_range is not None]
    return (min(low for low, _ in ranges), max(high for _, high in ranges)) if len(ranges) == len(columns) else None


def _kept_type(column: ColumnRecord) -> KeptType:
    if column.type == TEXT:
        return "text"
    return "float64" if column.type.startswith("float") else "int64"


def _type_of(column: ColumnRecord, shape: Shape, text: str) -> TensorType:
    return TensorType(shape, text if column.type == TEXT else number_type(column.type))


def _chosen(data: ColumnSelection, names: list[str]) -> ArrayChoice:
    lookup = Lookup(names, "array")
    targets, groups = lookup.index(data.target, "/data/target"), lookup.index(data.groups, "/data/groups")
    if data.features is None:
        inputs = inputs_of(names, (targets, groups))
    elif len(data.features) > 1:
        raise SpecError([Fault("/data/features", f"expected one array as inputs, got {len(data.features)}")])
    else:
        inputs = lookup.index(data.features[0], "/data/features/0")
    lookup.require_sound()
    if inputs is None:
        raise SpecError([Fault("/data/features", f"expected an array as inputs, one of {', '.join(map(quote, names[:20]))}, got none")])
    if inputs == targets:
        raise SpecError([Fault("/data/target", f"{quote(names[inputs])} is the inputs; expected another array")])
    test_inputs, test_targets = (None if position is None else test_part_of(names, position) for position in (inputs, targets))
    if test_inputs is None or (targets is not None and test_targets is None):
        test_inputs = test_targets = None
    return ArrayChoice(inputs=inputs, targets=targets, groups=groups, test_inputs=test_inputs, test_targets=test_targets)
