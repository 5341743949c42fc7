"""A schema of OpenAPI 3.1, which is JSON Schema 2020-12, as one of OpenAPI 3.0.3."""

from collections.abc import Callable
from typing import Any

_NULL = {"type": "null"}
#: Keywords that 3.0 does not have, and that a client can do without: they only refuse more.
_UNKNOWN = frozenset(
    {"propertyNames", "contentSchema", "contentEncoding", "patternProperties", "unevaluatedProperties", "$schema", "$id", "$comment"}
)
#: Keywords whose values are schemas by name, or a list of schemas.
_BY_NAME, _LISTS = frozenset({"properties"}), frozenset({"anyOf", "oneOf", "allOf"})
_SINGLE = frozenset({"items", "additionalProperties", "not", "x-item-schema"})
_LENGTHS = frozenset({"minItems", "maxItems"})
Schema = dict[str, Any]


def schema_30(schema: Any) -> Any:
    """Return a schema as one of OpenAPI 3.0.3.

    Args:
        schema: A schema of 3.1; true and false are schemas, too.
    """
    if isinstance(schema, bool):
        return {} if schema else {"not": {}}
    for rewrite in _REWRITES:
        schema = rewrite(schema)
    return {key: _inside(key, value) for key, value in schema.items() if key not in _UNKNOWN}


def _inside(key: str, value: Any) -> Any:
    if key in _BY_NAME:
        return {name: schema_30(item) for name, item in value.items()}
    if key in _LISTS:
        return [schema_30(item) for item in value]
    if key in _SINGLE and not (key == "additionalProperties" and isinstance(value, bool)):
        return schema_30(value)
    return value


def _types(schema: Schema) -> Schema:
    """Write a list of types as one type, or as a choice."""
    types = schema.get("type")
    if not isinstance(types, list):
        return schema
    rest = {key: value for key, value in schema.items() if key != "type"}
    if len(types) == 1:
        return {**rest, "type": types[0]}
    return {**rest, "anyOf": [{"type": name} for name in types]}


def _null(schema: Schema) -> Schema:
    """Write null among the choices as the keyword `nullable`."""
    if schema.get("type") == "null":
        return {**{key: value for key, value in schema.items() if key != "type"}, "nullable": True, "enum": [None]}
    for union in ("anyOf", "oneOf"):
        if _NULL in schema.get(union, ()):
            return _nullable(schema, union)
    return schema


def _nullable(schema: Schema, union: str) -> Schema:
    choices = [choice for choice in schema[union] if choice != _NULL]
    rest = {**{key: value for key, value in schema.items() if key != union}, "nullable": True}
    return {**choices[0], **rest} if len(choices) == 1 else {**rest, union: choices}


def _constant(schema: Schema) -> Schema:
    """Write a constant as an enumeration of one value."""
    if "const" not in schema:
        return schema
    return {**{key: value for key, value in schema.items() if key != "const"}, "enum": [schema["const"]]}


def _bounds(schema: Schema) -> Schema:
    """Write an exclusive bound as a bound that is marked as exclusive."""
    found = dict(schema)
    for exclusive, bound in (("exclusiveMinimum", "minimum"), ("exclusiveMaximum", "maximum")):
        value = schema.get(exclusive)
        if isinstance(value, int | float) and not isinstance(value, bool):
            found |= {bound: value, exclusive: True}
    return found


def _positions(schema: Schema) -> Schema:
    """Leave out the schemas by position: `items` has what may stand at any."""
    return {key: value for key, value in schema.items() if key != "prefixItems"}


def _file(schema: Schema) -> Schema:
    """Write a content type of bytes as the format `binary`."""
    if "contentMediaType" not in schema:
        return schema
    rest = {key: value for key, value in schema.items() if key != "contentMediaType"}
    return {**rest, "format": "binary"} if "contentSchema" not in schema else rest


def _examples(schema: Schema) -> Schema:
    """Write the first of a list of examples as the only one."""
    examples = schema.get("examples")
    if not isinstance(examples, list):
        return schema
    return {**{key: value for key, value in schema.items() if key != "examples"}, "example": examples[0]}


def _reference(schema: Schema) -> Schema:
    """Put a reference that has something beside it into `allOf`, as 3.0 reads nothing beside one."""
    if "$ref" not in schema or len(schema) == 1:
        return schema
    return {"allOf": [{"$ref": schema["$ref"]}], **{key: value for key, value in schema.items() if key != "$ref"}}


def _loose(schema: Schema) -> Schema:
    """Describe a choice with a list of values that may be null as any value: the Go of openapi-generator has no name for such a list."""
    if not any(_holds_null(choice) for choice in schema.get("anyOf", ())):
        return schema
    return {key: value for key, value in schema.items() if key != "anyOf"}


def _holds_null(schema: Schema) -> bool:
    items = schema.get("items")
    return isinstance(items, dict) and (_NULL in items.get("anyOf", ()) or _holds_null(items))


def _lengths(schema: Schema) -> Schema:
    """Write the bounds of a choice of lists in each of them: beside the choice, generators take them for those of a list of anything."""
    bounds = {key: value for key, value in schema.items() if key in _LENGTHS and "anyOf" in schema}
    if not bounds:
        return schema
    rest = {key: value for key, value in schema.items() if key not in bounds}
    return {**rest, "anyOf": [{**choice, **bounds} if choice.get("type") == "array" else choice for choice in schema["anyOf"]]}


#: In this order: a type in a list may be null, and what is left of a choice may be a reference.
_REWRITES: tuple[Callable[[Schema], Schema], ...] = (_types, _loose, _lengths, _null, _constant, _bounds, _positions, _file, _examples, _reference)
