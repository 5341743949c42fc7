"""The light form of the OpenAPI document, for pages: the job spec is apart, since drawing its hundreds of schemas takes seconds."""

import re
from typing import Any

#: Schemas that are replaced by a free-form object. Their full form has a URL of its own.
APART = frozenset({"JobSpec"})
#: URLs are relative to the page, which may be below any path.
_DESCRIPTION = "A job spec. Its full form: [JSON Schema](v1/specs/schema), and all schemas in [openapi.json](openapi.json)."
_FREE_FORM = {"title": "JobSpec", "type": "object", "additionalProperties": True, "description": _DESCRIPTION}
_REFERENCE = re.compile(r"#/components/schemas/([^/]+)")


def without_spec(document: dict[str, Any]) -> dict[str, Any]:
    """Return an OpenAPI document with the job spec as a free-form object, and without the schemas that nothing else uses.

    Args:
        document: The full document; it is not changed.
    """
    components = document["components"]
    schemas = {name: _FREE_FORM if name in APART else schema for name, schema in components["schemas"].items()}
    rest = {**document, "components": {key: part for key, part in components.items() if key != "schemas"}}
    used = _reachable(schemas, _references(rest))
    kept = {name: schema for name, schema in schemas.items() if name in used}
    return {**document, "components": {**components, "schemas": kept}}


def _reachable(schemas: dict[str, Any], names: set[str]) -> set[str]:
    """Return the names, and those of all schemas that these refer to."""
    found: set[str] = set()
    open_names = set(names)
    while open_names:
        name = open_names.pop()
        found.add(name)
        open_names |= _references(schemas[name]) - found
    return found


def _references(value: Any) -> set[str]:
    """Return the names of the schemas that a part of the document refers to, also by a discriminator's mapping."""
    if isinstance(value, dict):
        return set().union(*map(_references, value.values()))
    if isinstance(value, list):
        return set().union(*map(_references, value))
    found = _REFERENCE.match(value) if isinstance(value, str) else None
    return {found[1]} if found else set()
