"""Predictions as one NumPy array: labels, values, clusters, rows, scores or probabilities, in the order of the inputs."""

import io
from typing import Any

import numpy as np

from models.artifact.predictions import Prediction
from models.core.arrays import Array
from service.answers.answered import Answered, CannotHoldError

#: Fields of a prediction of which the array is made: the first that it has.
_FIELDS = ("label", "value", "cluster", "row", "decision", "probabilities")


def npy_of(answered: Answered) -> bytes:
    """Return a .npy file.

    Raises:
        CannotHoldError: One array cannot hold the predictions exactly.
    """
    if answered.is_by_output:
        raise CannotHoldError("a .npy file has one array, but this model has several inputs or outputs")
    is_empty = not answered.predictions
    array = _array([_value_of(prediction) for prediction in ([answered.whole()] if is_empty else answered.predictions)])
    file = io.BytesIO()
    np.save(file, array[:0] if is_empty else array, allow_pickle=False)
    return file.getvalue()


def _value_of(prediction: Prediction) -> Any:
    field = next((name for name in _FIELDS if name in prediction), None)
    if field is None:
        raise CannotHoldError("an array has as many values for each prediction, but these are lists of labels; ask for their probabilities")
    value = prediction[field]
    return list(value.values()) if isinstance(value, dict) else value


def _array(values: list[Any]) -> Array:
    try:
        array = np.asarray(values)
    except ValueError as error:
        raise CannotHoldError("an array has as many values for each prediction, but these have different numbers of them") from error
    if array.dtype.kind == "f" and not _are_floats(values) and array.tolist() != values:
        array = _unsigned(values)
    if array.dtype.kind not in "fiubU" or (array.dtype.kind != "f" and array.tolist() != values):
        raise CannotHoldError("an array has values of one type, all numbers of 64 bits or all text; these are of several, or some are missing")
    return array


def _unsigned(values: list[Any]) -> Array:
    """Return integers, some of which are above 2**63, which NumPy otherwise takes for floats."""
    try:
        return np.array(values, np.uint64)
    except (OverflowError, TypeError, ValueError) as error:
        raise CannotHoldError("an array has no type for integers of more than 64 bits beside negative or fractional numbers") from error


def _are_floats(value: Any) -> bool:
    return all(map(_are_floats, value)) if isinstance(value, list) else isinstance(value, float)
