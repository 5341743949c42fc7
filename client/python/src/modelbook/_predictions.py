"""Predictions in the form of the inputs: one for one, a list for a list, an array for an array."""

from __future__ import annotations

from typing import Any

from modelbook._html import table

#: Fields of a prediction of which an array is made, the first that it has.
_VALUES = ("label", "value", "cluster", "row", "decision", "probabilities")
#: Those of numbers, where null stands for a number that is not finite.
_NUMBERS = frozenset({"value", "row", "decision", "probabilities"})


class PredictionList(list[Any]):
    """Predictions, one for each input; a table in a notebook."""

    def _repr_html_(self) -> str:
        return table([shown(prediction) for prediction in self])


def as_list(predictions: list[Any]) -> Any:
    """Return all predictions."""
    return PredictionList(predictions)


def as_one(predictions: list[Any]) -> Any:
    """Return the only prediction."""
    (prediction,) = predictions
    return prediction


def as_array(predictions: list[Any]) -> Any:
    """Return an array of labels, values, clusters, rows, scores or probabilities; of several outputs a dictionary of arrays by name."""
    import numpy as np  # The caller has sent an array, so it is there.

    if not predictions:
        return np.empty(0)
    if isinstance(predictions[0], dict):
        return {name: as_array([prediction[name] for prediction in predictions]) for name in predictions[0]}
    values = [_plain(value_of(prediction)) for prediction in predictions]
    return _of_numbers(values) if _field_of(predictions[0]) in _NUMBERS else np.asarray(values)


def value_of(prediction: Any) -> Any:
    """Return what a prediction is in short: its label, value, cluster, row, scores or probabilities."""
    return getattr(prediction, _field_of(prediction))


def shown(prediction: Any) -> dict[str, Any]:
    """Return the fields of a prediction that a table shows; of several outputs those of each."""
    if isinstance(prediction, dict):
        return {f"{name}: {field}": value for name, each in prediction.items() for field, value in shown(each).items()}
    return dict(prediction.to_json())


def _field_of(prediction: Any) -> str:
    return next(name for name in _VALUES if name in type(prediction).model_fields)


def _plain(value: Any) -> Any:
    """Return scores by label as a list, in the order of the labels."""
    return list(value.values()) if isinstance(value, dict) else value


def back_as_array(values: Any, inputs: Any) -> Any:
    """Return values as an array if the inputs are one."""
    return _of_numbers(values) if hasattr(inputs, "__array__") else values


def _of_numbers(values: Any) -> Any:
    """Return values as an array in which None among numbers is NaN; among texts it stays None."""
    import numpy as np  # The caller has sent an array, so it is there.

    array = np.asarray(values)
    is_gapped = array.dtype.kind == "O" and all(value is None or isinstance(value, (int, float)) for value in array.ravel())
    return array.astype(float) if is_gapped else array
