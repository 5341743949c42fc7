"""The JSON Schema of the job spec by itself, for editors."""

from typing import Any

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
    parts = {"$schema": _DIALECT, **schemas[SPEC], "$defs": {name: schemas[name] for name in sorted(needed)}}
    found: dict[str, Any] = moved(_without_discriminators(parts), "#/$defs/")
    return found


def _without_discriminators(part: Any) -> Any:
    """Leave out a keyword of OpenAPI; constants tell the members of a union apart."""
    if isinstance(part, list):
        return [_without_discriminators(item) for item in part]
    if not isinstance(part, dict):
        return part
    return {key: _without_discriminators(value) for key, value in part.items() if key != "discriminator" or "propertyName" not in value}
