"""References of a document to its schemas."""

import re
from typing import Any

#: What references to schemas begin with.
PREFIX = "#/components/schemas/"
_REFERENCE = re.compile(rf"{PREFIX}([^/]+)\Z")


def reachable(schemas: dict[str, Any], names: set[str]) -> set[str]:
    """Return the names, and those of all schemas that these refer to."""
    found: set[str] = set()
    open_names = set(names)
    while open_names:
        name = open_names.pop()
        found.add(name)
        open_names |= references(schemas[name]) - found
    return found


def references(value: Any) -> set[str]:
    """Return the names of the schemas that a part of the document refers to, also by a discriminator's mapping."""
    if isinstance(value, dict):
        return set().union(*map(references, value.values()))
    if isinstance(value, list):
        return set().union(*map(references, value))
    found = _REFERENCE.match(value) if isinstance(value, str) else None
    return {found[1]} if found else set()


def moved(value: Any, prefix: str) -> Any:
    """Return a part of the document whose references to schemas begin with another prefix."""
    if isinstance(value, dict):
        return {key: moved(item, prefix) for key, item in value.items()}
    if isinstance(value, list):
        return [moved(item, prefix) for item in value]
    return prefix + value.removeprefix(PREFIX) if isinstance(value, str) and value.startswith(PREFIX) else value
