"""Predictions in the form of the inputs: one for one, a list for a list, an array for an array."""

from __future__ import annotations

from typing import Any

from modelbook._html import table

#: Fields of a prediction of which an array is made, the first that it has.
_VALUES = ("label", "value", "cluster", "row", "decision", "probabilities")


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
    return np.asarray([_plain(value_of(prediction)) for prediction in predictions])


def value_of(prediction: Any) -> Any:
    """Return what a prediction is in short: its label, value, cluster, row, scores or probabilities."""
    return getattr(prediction, next(name for name in _VALUES if name in type(prediction).model_fields))


def shown(prediction: Any) -> dict[str, Any]:
    """Return the fields of a prediction that a table shows; of several outputs those of each."""
    if isinstance(prediction, dict):
        return {f"{name}: {field}": value for name, each in prediction.items() for field, value in shown(each).items()}
    return dict(prediction.to_json())


def _plain(value: Any) -> Any:
    """Return scores by label as a list, in the order of the labels."""
    return list(value.values()) if isinstance(value, dict) else value


def back_as_array(values: Any, inputs: Any) -> Any:
    """Return values as an array if the inputs are one."""
    if not hasattr(inputs, "__array__"):
        return values
    import numpy as np  # The caller has sent an array, so it is there.

    return np.asarray(values)
