"""Columns of rows that a model does not know: passed over where a caller says so, and reported in a header of the answer."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import quote as percent_encoded

from fastapi import Request

from models.artifact.signature import InputSignature
from models.core.arrays import Array
from models.core.errors import Fault
from models.core.faults import quote
from models.serving.extras import Extras
from service.errors import Invalid

#: The parameter, for the description of the API.
EXTRA = {
    "name": "extra",
    "in": "query",
    "schema": {"type": "string", "enum": ["refuse", "ignore"]},
    "description": "What happens to columns of rows that the model does not know; refuse when left out. The target's own is always passed over.",
}
#: Header of an answer with the names of the columns that were passed over, percent-encoded, with commas between them.
IGNORED = "Ignored-Columns"
_CHOICES = ("refuse", "ignore")


def ignores_extra(request: Request) -> bool:
    """Tell whether a request passes over columns that the model does not know.

    Raises:
        Invalid: It says something else.
    """
    if not request.scope["query_string"] or "extra" not in request.query_params:
        return False
    value = request.query_params["extra"]
    if value not in _CHOICES:
        raise Invalid.of([Fault("/query/extra", f"expected one of {', '.join(_CHOICES)}, got {quote(value)}")])
    return value == "ignore"


def known_columns(items: Sequence[Any] | Array, signature: InputSignature, extras: Extras) -> Sequence[Any] | Array:
    """Return rows without the columns that the model does not know, if they are passed over; other samples are returned unchanged."""
    if not extras.are_ignored or signature.columns is None:
        return items
    known = {*signature.columns, *signature.passed_over}
    for item in items:
        if isinstance(item, dict):
            extras.taken_out(item, known)
    return [{name: value for name, value in item.items() if name in known} if isinstance(item, dict) else item for item in items]


def ignored_header(names: Sequence[str]) -> dict[str, str]:
    """Return the header that tells which columns were passed over; none where there were none."""
    return {IGNORED: ", ".join(map(encoded_name, names))} if names else {}


def encoded_name(name: str) -> str:
    """Return the name of a column as headers have it."""
    return percent_encoded(name, safe=" ")
