"""The query of a prediction: which method, which probabilities, how many digits, and how unknown symbols are handled."""

from typing import Any

from fastapi import Request

from models.artifact.predictions import Probabilities
from models.artifact.samples.texts import Unknown
from models.artifact.signature import Method
from models.core.errors import Fault
from models.core.faults import quote
from service.answers.precision import MAX_DIGITS, PRECISION
from service.api.prediction_route import PREFER
from service.bodies.extra_columns import EXTRA
from service.compiled_models import Loaded
from service.errors import Invalid

#: The parameters of a prediction, for the description of the API.
PARAMETERS = [
    {"name": "ref", "in": "path", "required": True, "schema": {"type": "string"}, "description": "A model's name, or name@version."},
    {
        "name": "probabilities",
        "in": "query",
        "schema": {"type": "string", "enum": list(Probabilities)},
        "description": "Which class probabilities each prediction has, if no method is named; all when left out.",
    },
    {
        "name": "method",
        "in": "query",
        "schema": {"type": "string", "enum": list(Method)},
        "description": "Method that gives the predictions, unless the body names it, as JSON and forms can; that of the model's kind when left out.",
    },
    {
        "name": "unknown",
        "in": "query",
        "schema": {"type": "string", "enum": list(Unknown)},
        "description": "For text models: handling of symbols outside the vocabulary; the marker if there is one, else refusal, when left out.",
    },
    EXTRA,
    PRECISION,
    PREFER,
]


def query_of(request: Request, loaded: Loaded) -> tuple[Probabilities, Method | None]:
    """Return the probabilities and the method of the query; most requests have none.

    Raises:
        Invalid: A value that does not exist, or that the model does not have.
    """
    if not request.scope["query_string"]:
        return Probabilities.ALL, None
    query = request.query_params
    value = query.get("probabilities", Probabilities.ALL)
    if value not in tuple(Probabilities):
        raise Invalid.of([Fault("/query/probabilities", f"expected one of {', '.join(Probabilities)}, got {value!r}")])
    if "method" not in query:
        return Probabilities(value), None
    _refuse_probabilities(request)
    return Probabilities.ALL, _method_named(query["method"], "/query/method", loaded)


def policy_of(request: Request, loaded: Loaded) -> Unknown | None:
    """Return how to handle symbols outside the vocabulary of a text model; most requests do not say."""
    if not request.scope["query_string"] or "unknown" not in request.query_params:
        return None
    value, kind = request.query_params["unknown"], loaded.predictor.kind
    if value not in tuple(Unknown):
        raise Invalid.of([Fault("/query/unknown", f"expected one of {', '.join(Unknown)}, got {value!r}")])
    if not kind.reads_texts:
        raise Invalid.of([Fault("/query/unknown", f"expected a text model, got a model of kind {kind.name}")])
    return Unknown(value)


def digits_of(request: Request) -> int | None:
    """Return to how many significant digits floats of the answer are rounded; most requests do not say.

    Raises:
        Invalid: It is not a number from 1 to 17.
    """
    if not request.scope["query_string"] or "precision" not in request.query_params:
        return None
    value = request.query_params["precision"]
    if not (value.isascii() and value.isdigit() and 1 <= int(value[:4]) <= MAX_DIGITS):
        raise Invalid.of([Fault("/query/precision", f"expected a whole number of digits from 1 to {MAX_DIGITS}, got {quote(value)}")])
    return int(value)


def _method_named(value: Any, pointer: str, loaded: Loaded) -> Method:
    """Return the method of a request; refuse one that does not exist, or that the model does not have."""
    if value not in tuple(Method):
        raise Invalid.of([Fault(pointer, f"expected one of {', '.join(Method)}, got {value!r}")])
    method = Method(value)
    loaded.predictor.require(method, pointer)
    return method


def method_in_body(value: Any, request: Request, loaded: Loaded) -> Method:
    """Return the method that a JSON body or a form names.

    Raises:
        Invalid: It does not exist, the model does not have it, or the query says something else.
    """
    if "method" in request.query_params:
        raise Invalid.of([Fault("/query/method", "expected one method, got one in the query and one in the body")])
    _refuse_probabilities(request)
    return _method_named(value, "/method", loaded)


def _refuse_probabilities(request: Request) -> None:
    if "probabilities" in request.query_params:
        raise Invalid.of([Fault("/query/probabilities", "expected no probabilities beside a method: predict_proba gives all of them")])
