"""Predictions as tensors, and the tensors that a model gives."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from models.core.arrays import Array, Label, Ports
from models.core.errors import Fault
from models.core.faults import did_you_mean, listed
from models.serving.predictor import Predictor
from service.api.inference.datatypes import BYTES, NUMBERS, Values, datatype_of
from service.api.inference.inputs import TensorForm
from service.api.inference.request import Asked, InferRequest
from service.errors import Invalid

#: End of the name of the labels of an output.
LABEL = ".label"
#: Types of labels that are all of one type of numbers.
_OF_LABELS: dict[type, str] = {bool: "BOOL", int: "INT64", float: "FP64"}


@dataclass(frozen=True)
class Answered:
    """A tensor of an answer.

    Args:
        name: Its name.
        datatype: Its datatype.
        shape: Its shape.
        values: Its values; numbers in an array.
        is_binary: Whether it is sent as bytes.
    """

    name: str
    datatype: str
    shape: tuple[int, ...]
    values: Values
    is_binary: bool


def forms_given(predictor: Predictor) -> list[TensorForm]:
    """Return the tensors that a model gives: of each output its values, and the labels of the likeliest classes where it has labels."""
    return [form for name in predictor.signature.outputs for form in _forms(name, predictor)]


def require_outputs(request: InferRequest, predictor: Predictor) -> list[Asked]:
    """Return the outputs that a request asks for: all, unless it names some.

    Raises:
        Invalid: The model lacks one.
    """
    forms = {form.name: form for form in forms_given(predictor)}
    for asked in request.outputs or ():
        if asked.name not in forms:
            detail = f"expected one of the outputs {listed(forms)}, got {listed([asked.name])}{did_you_mean(asked.name, forms)}"
            raise Invalid.of([Fault(f"{asked.pointer}/name", detail)])
        if asked.n_classes and (forms[asked.name].datatype == BYTES or len(forms[asked.name].shape) != 2):
            detail = "expected none: only outputs with a number for each class of a sample can be classified"
            raise Invalid.of([Fault(f"{asked.pointer}/parameters/classification", detail)])
    return request.outputs or [Asked(name, request.is_binary, 0, "") for name in forms]


def tensors_of(arrays: Ports, asked: Sequence[Asked], predictor: Predictor) -> list[Answered]:
    """Return the tensors that are asked for.

    Args:
        arrays: Predictions by output, see `Predictor.arrays`.
        asked: The outputs.
        predictor: The model.
    """
    forms = {form.name: form for form in forms_given(predictor)}
    return [_tensor(arrays, each, forms[each.name], predictor) for each in asked]


def no_predictions(predictor: Predictor) -> Ports:
    """Return the predictions for no samples."""
    return {name: array[:0] for name, array in predictor.array_forms.items()}


def _forms(name: str, predictor: Predictor) -> list[TensorForm]:
    output, (_, *sizes) = predictor.signature.outputs[name], predictor.array_forms[name].shape
    label = TensorForm(name + LABEL, _datatype_of(output.labels or ()), (-1,), output.labels)
    if output.labels is not None and not output.has_probabilities:
        return [label]
    # The number of windows depends on the length of a series.
    shape = (-1, -1, *sizes[1:]) if predictor.kind.continues_series else (-1, *sizes)
    values = TensorForm(name, datatype_of(predictor.array_forms[name].dtype), shape, output.labels)
    has_label = output.labels is not None and label.name not in predictor.signature.outputs
    return [values, label] if has_label else [values]


def _tensor(arrays: Ports, asked: Asked, form: TensorForm, predictor: Predictor) -> Answered:
    if asked.name in arrays:
        array = arrays[asked.name]
        if asked.n_classes:
            return _classified(array, asked, form.labels)
        return _values(array, form, asked.is_binary)
    array = arrays[asked.name.removesuffix(LABEL)]
    positions = array if array.ndim == 1 else np.argmax(array, axis=1)
    labels = form.labels or ()
    return _values(np.array([labels[position] for position in positions.tolist()], _dtype_of(form.datatype)), form, asked.is_binary)


def _values(array: Array, form: TensorForm, is_binary: bool) -> Answered:
    if form.datatype == BYTES:
        return Answered(form.name, BYTES, array.shape, [str(value) for value in array.reshape(-1).tolist()], is_binary)
    exact = array.astype(_dtype_of(form.datatype), copy=False)
    return Answered(form.name, form.datatype, array.shape, exact, is_binary)


def _classified(array: Array, asked: Asked, labels: Sequence[Label] | None) -> Answered:
    """Return the largest values of each sample as texts `value:index:label` (classification extension), the largest first."""
    best = np.argsort(-array, axis=1, kind="stable")[:, : asked.n_classes]
    texts: list[bytes | str | None] = []
    for row, indices in zip(array.tolist(), best.tolist(), strict=True):
        texts += [f"{row[index]:f}:{index}" + ("" if labels is None else f":{labels[index]}") for index in indices]
    return Answered(asked.name, BYTES, best.shape, texts, asked.is_binary)


def _datatype_of(labels: Sequence[Any]) -> str:
    """Return the datatype of labels: that of numbers where all are of one type of them."""
    types = {type(label) for label in labels}
    found = _OF_LABELS.get(next(iter(types)), BYTES) if len(types) == 1 else BYTES
    return found if found != "INT64" or all(-(2**63) <= label < 2**63 for label in labels) else BYTES


def _dtype_of(datatype: str) -> np.dtype[Any]:
    return NUMBERS.get(datatype, np.dtype(object))
