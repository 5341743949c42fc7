"""Predictions in the form of the inputs: one for one, a list for a list, an array for an array."""

from __future__ import annotations

from typing import Any

#: Fields of a prediction of which an array is made, the first that it has.
_VALUES = ("label", "value", "cluster", "row", "decision", "probabilities")


def as_list(predictions: list[Any]) -> Any:
    """Return all predictions."""
    return predictions


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
    field = next(name for name in _VALUES if name in type(predictions[0]).model_fields)
    return np.asarray([_plain(getattr(prediction, field)) for prediction in predictions])


def _plain(value: Any) -> Any:
    """Return scores by label as a list, in the order of the labels."""
    return list(value.values()) if isinstance(value, dict) else value


def back_as_array(values: Any, inputs: Any) -> Any:
    """Return values as an array if the inputs are one."""
    if not hasattr(inputs, "__array__"):
        return values
    import numpy as np  # The caller has sent an array, so it is there.

    return np.asarray(values)
