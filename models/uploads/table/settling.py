"""Readings that settle a doubt, with all that the caller has said before."""

from typing import Any

from models.uploads.reading.doubt import Doubt
from models.uploads.reading.reading import Reading


def settled(reading: Reading, doubt: Doubt) -> Doubt:
    """Return a doubt whose readings hold what the caller has said already, so that what was settled stays settled."""
    said = reading.said()
    return doubt.model_copy(update={"settle": [_merged(said, patch) for patch in doubt.settle]})


def _merged(said: dict[str, Any], patch: dict[str, Any]) -> dict[str, Any]:
    merged = dict(said)
    for name, value in patch.items():
        before = said.get(name)
        if isinstance(value, dict) and isinstance(before, dict):
            value = before | value
        if isinstance(value, list) and isinstance(before, list):
            value = [*before, *(item for item in value if item not in before)]
        merged[name] = value
    return merged
