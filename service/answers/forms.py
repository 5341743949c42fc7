"""The forms of answers with predictions, and the choice among them by the Accept header."""

from collections.abc import Callable, Sequence

from service.answers.acceptable import acceptable
from service.answers.answered import Answered, CannotHoldError
from service.answers.csv_form import csv_of
from service.answers.json_forms import json_of, lines_of
from service.answers.npy_form import npy_of
from service.bodies.content import JSON
from service.errors import NotAcceptable

CSV, NDJSON, NPY = "text/csv", "application/x-ndjson", "application/x-npy"
#: Encoders by content type, the default first.
FORMS: dict[str, Callable[[Answered], bytes]] = {JSON: json_of, NDJSON: lines_of, CSV: csv_of, NPY: npy_of}


def wanted_forms(accept: str, others: Sequence[str] = ()) -> tuple[str, ...]:
    """Return the content types of predictions that a caller accepts, the preferred one first; at least one.

    Args:
        accept: The Accept header; empty if there is none.
        others: Content types that this model has besides, such as that of images.

    Raises:
        NotAcceptable: There is none.
    """
    offered = (*FORMS, *others)
    found = acceptable(accept, offered)
    if not found:
        raise NotAcceptable(f"expected an Accept header with one of {', '.join(offered)}, or none, got {accept[:200]!r}")
    return found


def encoded(answered: Answered, wanted: Sequence[str]) -> tuple[str, bytes]:
    """Return predictions in the first form that can hold them: its content type, and the body.

    Raises:
        NotAcceptable: None of them can.
    """
    reasons = []
    for media in wanted:
        try:
            return media, FORMS[media](answered)
        except CannotHoldError as error:
            reasons.append(f"{media} cannot hold these predictions: {error}")
    raise NotAcceptable(f"{'; '.join(reasons)}; {JSON} holds all predictions")
