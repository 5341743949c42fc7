"""Predictions as JSON: one object, or one for each line."""

from collections.abc import Iterator
from typing import Any

import orjson

from models.artifact.predictions import Prediction
from service.answers.answered import Answered
from service.answers.gaps import explained

#: Size in bytes of JSON from which an answer is encoded in pieces, and about that of a piece: nothing else runs while one is encoded.
PIECE = 256 * 1024
#: Share of a piece up to which an answer is encoded on the event loop, also in slower forms than JSON.
_QUICK = 8


def json_of(answered: Answered) -> bytes:
    """Return the object with the model, the kind and the predictions."""
    head = orjson.dumps({"model": answered.model, "kind": answered.kind, "predictions": []})
    return head[:-2] + b",".join(piece[1:-1] for piece in _pieces(answered)) + b"]}"


def short_json_of(model: str, kind: str, predictions: list[Prediction]) -> bytes:
    """Return the same of few predictions, of one output each, with less work."""
    body = orjson.dumps({"model": model, "kind": kind, "predictions": predictions})
    return body if b"null" not in body else orjson.dumps({"model": model, "kind": kind, "predictions": list(map(explained, predictions))})


def lines_of(answered: Answered) -> bytes:
    """Return an object for each line (NDJSON)."""
    lines = (orjson.dumps(prediction, option=orjson.OPT_APPEND_NEWLINE) for prediction in answered.predictions)
    return b"".join(
        line if b"null" not in line else orjson.dumps(_explained(prediction, answered.is_by_output), option=orjson.OPT_APPEND_NEWLINE)
        for line, prediction in zip(lines, answered.predictions, strict=True)
    )


def numbers_json(fields: dict[str, Any]) -> bytes:
    """Return another answer with numbers as JSON; where one is not finite, the reason stands beside the fields."""
    body = orjson.dumps(fields)
    return body if b"null" not in body else orjson.dumps(explained(fields))


def is_short(predictions: list[Prediction]) -> bool:
    """Tell whether predictions are encoded in less time than handing them to a thread would take."""
    return len(predictions) <= _n_in_piece(predictions) // _QUICK


def _pieces(answered: Answered) -> Iterator[bytes]:
    """Yield the predictions as JSON lists."""
    predictions = answered.predictions
    size = _n_in_piece(predictions)
    for start in range(0, len(predictions), size):
        some = predictions[start : start + size]
        piece = orjson.dumps(some)
        # Null stands for a number that is not finite, and for little else: only then are all numbers looked through.
        yield piece if b"null" not in piece else orjson.dumps([_explained(each, answered.is_by_output) for each in some])


def _n_in_piece(predictions: list[Prediction]) -> int:
    return max(1, PIECE // len(orjson.dumps(predictions[0]))) if predictions else 1


def _explained(prediction: Prediction, is_by_output: bool) -> Prediction:
    return {name: explained(each) for name, each in prediction.items()} if is_by_output else explained(prediction)
