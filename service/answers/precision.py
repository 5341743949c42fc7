"""Numbers with fewer digits."""

from typing import Annotated, Any

from fastapi import Query

#: Most significant digits: with so many, every float is itself.
MAX_DIGITS = 17
_DESCRIPTION = "Significant digits of the floats of the answer; all when left out."
#: Query parameter `precision` of a route.
Precision = Annotated[int | None, Query(alias="precision", ge=1, le=MAX_DIGITS, description=_DESCRIPTION)]
#: The same where the query is read by hand.
PRECISION = {
    "name": "precision",
    "in": "query",
    "schema": {"type": "integer", "minimum": 1, "maximum": MAX_DIGITS},
    "description": _DESCRIPTION,
}


def rounded(value: Any, digits: int | None) -> Any:
    """Return a value of an answer with every float in it rounded to a number of significant digits; itself without one."""
    return value if digits is None or digits >= MAX_DIGITS else _rounded(value, f".{digits}g")


def _rounded(value: Any, form: str) -> Any:
    if isinstance(value, float):
        return float(format(value, form))
    if isinstance(value, dict):
        return {name: _rounded(each, form) for name, each in value.items()}
    return [_rounded(each, form) for each in value] if isinstance(value, list) else value
