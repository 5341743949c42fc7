"""Tensors of a request as the inputs of a model, and the tensors that a model takes."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import prod
from typing import Any, NoReturn

import numpy as np

from models.artifact.samples.numbers import ROOT
from models.artifact.signature import InputSignature
from models.core.errors import Fault, InputError
from models.core.faults import listed, pointer_of
from models.serving.predictor import Predictor
from service.api.inference.datatypes import BYTES, NUMBERS, datatype_of
from service.api.inference.request import Tensor
from service.errors import Invalid


@dataclass(frozen=True)
class TensorForm:
    """A tensor that a model takes or gives.

    Args:
        name: Its name.
        datatype: Its datatype.
        shape: Its shape; -1 for an axis of any length.
        labels: Labels of its last axis, or of its values; None where it has none.
    """

    name: str
    datatype: str
    shape: tuple[int, ...]
    labels: tuple[Any, ...] | None = None


def forms_taken(predictor: Predictor) -> list[TensorForm]:
    """Return the tensors that a model takes: one for each input; of a table with texts in it one for each column."""
    return [form for name, given in predictor.signature.inputs.items() for form in _forms(name, given, predictor)]


class Given:
    """The inputs of a request.

    Args:
        tensors: Its tensors by name.
        predictor: The model.

    Attributes:
        items: Values by input, samples first.
        n_samples: How many there are.

    Raises:
        Invalid: They are not those that the model takes.
    """

    def __init__(self, tensors: dict[str, Tensor], predictor: Predictor) -> None:
        self._tensors, self._predictor = tensors, predictor
        taken = {name: self._names(name) for name in predictor.signature.inputs}
        _require_names(tensors, [name for names in taken.values() for name in names])
        self.n_samples = _n_samples(list(tensors.values()))
        self._taken = {name: [tensors[each] for each in names] for name, names in taken.items()}
        self.items = {name: self._values(name) for name in taken}

    def located(self, error: InputError) -> Invalid:
        """Return the refusal of inputs, whose pointers are into the request."""
        return Invalid.of([self._located(fault) for fault in error.faults])

    def _names(self, name: str) -> list[str]:
        """Return the names of the tensors for an input: its own, or where that is not sent those of its columns."""
        given = self._predictor.signature.inputs[name]
        columns = _column_names(name, given, self._predictor)
        is_whole = not _has_mixed_columns(given, self._predictor) and (name in self._tensors or not self._tensors.keys() & set(columns))
        return [name] if is_whole else columns

    def _values(self, name: str) -> Any:
        tensors, given = self._taken[name], self._predictor.signature.inputs[name]
        if tensors[0].name != name or _has_mixed_columns(given, self._predictor):
            return [list(row) for row in zip(*map(_column, tensors), strict=True)]
        (tensor,) = tensors
        if tensor.datatype != BYTES:
            return tensor.values
        if given.takes_numbers and not given.images:
            _refuse(f"{tensor.pointer}/datatype", f"expected a datatype of numbers, such as {datatype_of(np.dtype(given.input_dtype))}, got {BYTES}")
        return _texts(tensor) if given.input_dtype == "str" else _one_each(tensor)

    def _located(self, fault: Fault) -> Fault:
        """Return a fault of a sample with the pointer of its value: /inputs/3/2 becomes /inputs/0/data/3/2."""
        if not fault.pointer.startswith(f"{ROOT}/"):
            return fault
        row, *rest = fault.pointer.removeprefix(f"{ROOT}/").split("/")
        named = next((name for name in self._taken if rest and pointer_of([name]) == f"/{rest[0]}"), None)
        tensors = next(iter(self._taken.values())) if named is None else self._taken[named]
        below = rest if named is None else rest[1:]
        if len(tensors) > 1:
            tensor = tensors[int(below[0])] if below and below[0].isdigit() else tensors[0]
            return replace(fault, pointer=f"{tensor.pointer}/data/{row}")
        return replace(fault, pointer="/".join([f"{tensors[0].pointer}/data", row, *below]))


def _forms(name: str, given: InputSignature, predictor: Predictor) -> list[TensorForm]:
    if _has_mixed_columns(given, predictor):
        text = range(len(_column_names(name, given, predictor))) if given.input_dtype == "str" else given.text_columns
        names = enumerate(_column_names(name, given, predictor))
        return [TensorForm(column, BYTES if index in text else "FP64", (-1, 1)) for index, column in names]
    if not given.takes_numbers:
        return [TensorForm(name, BYTES, (-1,))]
    sizes = tuple(-1 if size is None else size for size in given.input_shape)
    shape = (-1, -1, given.input_shape[-1] or 1) if predictor.kind.continues_series else (-1, *sizes)
    datatype = datatype_of(np.dtype(given.input_dtype))
    return [TensorForm(name, datatype if datatype in NUMBERS else "FP64", shape)]


def _has_mixed_columns(given: InputSignature, predictor: Predictor) -> bool:
    """Tell whether an input is rows with text in them, which no tensor holds together with numbers."""
    return given.input_dtype in ("object", "str") and len(given.input_shape) == 1 and not _reads_texts(predictor)


def _reads_texts(predictor: Predictor) -> bool:
    return predictor.kind.reads_texts or predictor.kind.continues_series


def _column_names(name: str, given: InputSignature, predictor: Predictor) -> list[str]:
    """Return the names of the tensors for the columns of an input: those of the columns, after the input's name where there are several."""
    columns: Sequence[Any] = given.columns or (range(given.input_shape[0] or 0) if _has_mixed_columns(given, predictor) else ())
    prefix = "" if given.columns and len(predictor.signature.inputs) == 1 else f"{name}."
    return [f"{prefix}{column}" for column in columns]


def _require_names(tensors: dict[str, Tensor], names: list[str]) -> None:
    missing = [name for name in names if name not in tensors]
    unknown = next((tensor for name, tensor in tensors.items() if name not in names), None)
    if unknown is not None:
        _refuse(f"{unknown.pointer}/name", f"expected one of the inputs {listed(names)}, got {listed([unknown.name])}")
    if missing:
        _refuse("/inputs", f"expected the inputs {listed(names)}, got none named {listed(missing)}")


def _n_samples(tensors: list[Tensor]) -> int:
    first = tensors[0]
    for tensor in tensors:
        if tensor.shape[0] != first.shape[0]:
            expected = f"expected {first.shape[0]:,} samples, as {listed([first.name])} has, got {tensor.shape[0]:,}"
            _refuse(f"{tensor.pointer}/shape", expected)
    return first.shape[0]


def _column(tensor: Tensor) -> list[Any]:
    """Return the values of a column, one for each row."""
    if isinstance(tensor.values, np.ndarray):
        _require_one_each(tensor)
        values: list[Any] = tensor.values.reshape(-1).tolist()
        return values
    return _texts(tensor)


def _texts(tensor: Tensor) -> list[str | None]:
    found: list[str | None] = []
    for index, value in enumerate(_one_each(tensor)):
        try:
            found.append(value.decode() if isinstance(value, bytes) else value)
        except UnicodeDecodeError as error:
            _refuse(f"{tensor.pointer}/data/{index}", f"expected text in UTF-8, got other bytes: {error.reason} at byte {error.start}")
    return found


def _one_each(tensor: Tensor) -> list[bytes | str | None]:
    _require_one_each(tensor)
    return list(tensor.values)


def _require_one_each(tensor: Tensor) -> None:
    if prod(tensor.shape[1:]) != 1:
        expected = f"expected [{tensor.shape[0]}] or [{tensor.shape[0]}, 1], one value for each sample"
        _refuse(f"{tensor.pointer}/shape", f"{expected}, got {list(tensor.shape)}")


def _refuse(pointer: str, detail: str) -> NoReturn:
    raise Invalid.of([Fault(pointer, detail)])
