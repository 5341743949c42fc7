"""Predictions as CSV: the columns that `pandas.json_normalize` makes of them, with a row for each.

`label`, `probability` and `probabilities.<label>`; `value`, or `value.0` to `value.9` of several; `<output>.value` of several outputs. The `labels`
of a sample, any number of them, are one cell: a list of JSON.
"""

import csv
import io
from collections.abc import Iterator
from typing import Any

import orjson

from models.artifact.predictions import Prediction
from service.answers.answered import Answered, CannotHoldError

_BY_LABEL, _LABELS = "probabilities", "labels"


def csv_of(answered: Answered) -> bytes:
    """Return a table in UTF-8, its first line the names of the columns; a gap, also NaN, is an empty cell, and infinity is `inf`.

    Raises:
        CannotHoldError: The predictions have different numbers of values.
    """
    whole = _listed(answered.whole() if _has_gaps_by_label(answered) or not answered.predictions else answered.predictions[0])
    columns = list(_names(whole))
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(columns)
    for index, prediction in enumerate(answered.predictions):
        cells = _cells(_filled(_listed(prediction), whole))
        if len(cells) != len(columns):  # The fields are those of every prediction of a model, so a difference is one of lists.
            raise CannotHoldError(f"a table has as many values in each row, but prediction {index} has {len(cells)} and prediction 0 {len(columns)}")
        writer.writerow(cells)
    return file.getvalue().encode()


def _listed(prediction: Prediction) -> Prediction:
    """Return a prediction with each list of labels as text."""
    return {
        name: orjson.dumps(value).decode()
        if name == _LABELS and isinstance(value, list)
        else _listed(value)
        if isinstance(value, dict) and name != _BY_LABEL
        else value
        for name, value in prediction.items()
    }


def _has_gaps_by_label(answered: Answered) -> bool:
    """Tell whether predictions differ in their labels: the three likeliest of each are others."""
    return len({tuple(_labels(prediction)) for prediction in answered.predictions}) > 1


def _labels(prediction: Prediction) -> Iterator[str]:
    for name, value in prediction.items():
        if name == _BY_LABEL and isinstance(value, dict):
            yield from value
        elif isinstance(value, dict):
            yield from _labels(value)


def _filled(prediction: Prediction, whole: Prediction) -> Prediction:
    """Return a prediction with None for the labels that it lacks, in the order of all."""
    return {
        name: {label: value.get(label) for label in whole[name]}
        if name == _BY_LABEL
        else _filled(value, whole[name])
        if isinstance(value, dict)
        else value
        for name, value in prediction.items()
    }


def _names(value: Any, name: str = "") -> Iterator[str]:
    """Yield the names of the columns of a prediction."""
    if isinstance(value, dict | list):
        for key, each in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _names(each, f"{name}.{key}" if name else str(key))
    else:
        yield name


def _cells(value: Any) -> list[Any]:
    """Return the cells of a prediction in the order of its columns."""
    if isinstance(value, dict | list):
        each = value.values() if isinstance(value, dict) else value
        return [cell for inner in each for cell in (_cells(inner) if isinstance(inner, dict | list) else (None if inner != inner else inner,))]
    return [value]
