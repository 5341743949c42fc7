"""The JSON Schema of the job spec by itself, for editors."""

from typing import Any

from service.document_forms.defaults import DEFAULT
from service.document_forms.references import moved, reachable, references

#: Name of the schema in the document.
SPEC = "JobSpec"
_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def spec_schema(document: dict[str, Any]) -> dict[str, Any]:
    """Return the JSON Schema of the job spec, with the schemas that it needs.

    Args:
        document: The OpenAPI document.
    """
    schemas = document["components"]["schemas"]
    needed = reachable(schemas, references(schemas[SPEC])) - {SPEC}
    parts = {"$schema": _DIALECT, "title": SPEC, **schemas[SPEC], "$defs": {name: schemas[name] for name in sorted(needed)}}
    found: dict[str, Any] = moved(_for_editors(parts), "#/$defs/")
    return found


def _for_editors(part: Any) -> Any:
    """Leave out a keyword of OpenAPI, as constants tell the members of a union apart; and let editors propose defaults."""
    if isinstance(part, list):
        return [_for_editors(item) for item in part]
    if not isinstance(part, dict):
        return part
    kept = {key: value for key, value in part.items() if key != "discriminator" or "propertyName" not in value}
    return {"default" if key == DEFAULT else key: _for_editors(value) for key, value in kept.items()}
