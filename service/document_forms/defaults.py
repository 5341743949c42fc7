"""Defaults in words.

A field with the keyword `default` is required in the types of openapi-typescript, and generated Python classes send it: a client of this
version would then overrule the defaults of a later one. So the document has the defaults of bodies in the descriptions of their fields, and
for programs in an extension that no generator knows.
"""

import json
from typing import Any

#: The extension with the value of a default.
DEFAULT = "x-default"
#: Keywords whose values are data, not schemas.
_DATA = frozenset({"const", "default", "enum", "example", "examples", DEFAULT})


def with_defaults_in_words(schema: Any) -> Any:
    """Return a schema whose fields have, instead of the keyword `default`, a sentence in their descriptions and the extension."""
    if isinstance(schema, list):
        return [with_defaults_in_words(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    return {key: _part(key, value) for key, value in schema.items()}


def _part(key: str, value: Any) -> Any:
    if key in _DATA:
        return value
    if key != "properties":
        return with_defaults_in_words(value)
    return {name: _described(with_defaults_in_words(field)) for name, field in value.items()}


def _described(field: Any) -> Any:
    if not isinstance(field, dict) or "default" not in field:
        return field
    rest = {key: value for key, value in field.items() if key != "default"}
    said = f"Default: {json.dumps(field['default'], ensure_ascii=False)}."
    return rest | {"description": f"{rest['description']} {said}" if "description" in rest else said, DEFAULT: field["default"]}
