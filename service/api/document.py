"""The form of the OpenAPI document that generators of clients can read.

FastAPI and pydantic describe some things in ways that generators refuse or read wrongly: names with module paths, parameters that
may be null, defaults, maps by the pattern of their keys, the items of a stream by a keyword of OpenAPI 3.2.
"""

from collections.abc import Callable, Iterator
from typing import Any

from service.document_forms.defaults import with_defaults_in_words
from service.document_forms.named_parts import named_once
from service.document_forms.schema_names import SchemaNameError, names_of, require_names

_PREFIX = "#/components/schemas/"


def merged(*tables: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Return one table of the schemas of several.

    Raises:
        SchemaNameError: Two tables have different schemas of one name.
    """
    found: dict[str, dict[str, Any]] = {}
    for table in tables:
        for key, schema in table.items():
            if found.setdefault(key, schema) != schema:
                raise SchemaNameError(f"expected a schema name of its own for each class, got {key} for two of them")
    return found


def readable(document: dict[str, Any]) -> dict[str, Any]:
    """Return an OpenAPI document in the form that generators can read.

    Args:
        document: The document as FastAPI makes it, with all schemas.

    Raises:
        SchemaNameError: Two schemas have one name, or a name is not one of a class in every language.
    """
    names = names_of(document["components"]["schemas"])
    require_names(names)
    plain: dict[str, Any] = _plain(document, names)
    plain["components"]["schemas"] = {names[key]: schema for key, schema in plain["components"]["schemas"].items()}
    for operation in _operations(plain):
        if "parameters" in operation:
            operation["parameters"] = [_plain_parameter(parameter) for parameter in operation["parameters"]]
    plain = named_once(plain)
    schemas = plain["components"]["schemas"]
    require_names({name: name for name in schemas})
    plain["components"]["schemas"] = {name: with_defaults_in_words(_untitled(schemas[name])) for name in sorted(schemas)}
    return plain


def _plain(value: Any, names: dict[str, str]) -> Any:
    """Rename references to schemas, rewrite maps, and leave out null defaults and the keyword `itemSchema`."""
    if isinstance(value, dict):
        kept = {key: item for key, item in value.items() if key != "itemSchema" and (key, item) != ("default", None)}
        for rewrite in _REWRITES:
            kept = rewrite(kept)
        plain = {key: _plain(item, names) for key, item in kept.items()}
        return {key: [_enumerated(choice) for choice in item] if key in ("anyOf", "oneOf") else item for key, item in plain.items()}
    if isinstance(value, list):
        return [_plain(item, names) for item in value]
    if isinstance(value, str) and value.startswith(_PREFIX):
        return _PREFIX + names[value.removeprefix(_PREFIX)]
    return value


def _plain_map(schema: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of a map whose keys have a pattern by keywords from which generators learn the type of its values."""
    patterns = schema.get("patternProperties")
    if not isinstance(patterns, dict) or len(patterns) != 1 or "additionalProperties" in schema:
        return schema
    ((pattern, values),) = patterns.items()
    rest = {key: value for key, value in schema.items() if key != "patternProperties"}
    return {**rest, "propertyNames": {"pattern": pattern}, "additionalProperties": values}


def _plain_list(schema: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of a list of some positions with one for any position, too: some generators know no other."""
    if not isinstance(schema.get("prefixItems"), list) or "items" in schema:
        return schema
    choices = [item for index, item in enumerate(schema["prefixItems"]) if item not in schema["prefixItems"][:index]]
    return {**schema, "items": choices[0] if len(choices) == 1 else {"anyOf": choices}}


def _plain_sizes(schema: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of a list of one of several types with the keywords of lists, not of texts, for its length."""
    choices = schema.get("anyOf")
    if not isinstance(choices, list) or not all(choice.get("type") == "array" for choice in choices):
        return schema
    names = {"minLength": "minItems", "maxLength": "maxItems"}
    return {names.get(key, key): value for key, value in schema.items()}


def _plain_range(schema: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of a number with one bound at each end: the exclusive one, where it is not the wider one."""
    found = dict(schema)
    for bound, exclusive, sign in (("minimum", "exclusiveMinimum", 1), ("maximum", "exclusiveMaximum", -1)):
        if isinstance(schema.get(bound), int | float) and isinstance(schema.get(exclusive), int | float):
            del found[bound if sign * schema[exclusive] >= sign * schema[bound] else exclusive]
    return found


def _plain_number(schema: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of a constant number as an enumeration: some generators write wrong code for the constant."""
    return _enumerated(schema) if isinstance(schema.get("const"), int | float) else schema


def _untitled(part: Any) -> Any:
    """Return a schema without titles: that of a schema is its name, and those that pydantic makes of the names of fields say nothing."""
    if isinstance(part, list):
        return [_untitled(item) for item in part]
    if not isinstance(part, dict):
        return part
    return {key: _untitled(value) for key, value in part.items() if key != "title" or not isinstance(value, str)}


def _enumerated(schema: dict[str, Any]) -> dict[str, Any]:
    """Return a schema with an enumeration of one value for a constant.

    Some generators take a constant among several types to rule out the others, and write wrong code for one that is a number.
    """
    if "const" not in schema:
        return schema
    return {key: value for key, value in schema.items() if key != "const"} | {"enum": [schema["const"]]}


def _operations(document: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for path in document["paths"].values():
        yield from (operation for operation in path.values() if isinstance(operation, dict))


def _plain_parameter(parameter: dict[str, Any]) -> dict[str, Any]:
    """Return a parameter that is never null; one that is JSON as text has a content type, the form that OpenAPI has for it."""
    schema = {
        key: value for key, value in _without_null(parameter["schema"]).items() if (key, value) != ("description", parameter.get("description"))
    }
    schema.pop("title", None)
    if "contentMediaType" not in schema:
        return parameter | {"schema": schema}
    rest = {key: value for key, value in parameter.items() if key != "schema"}
    return rest | {"content": {schema["contentMediaType"]: {"schema": schema["contentSchema"]}}}


def _without_null(schema: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of a parameter without null among its types: a parameter that has no value is left out."""
    choices: list[dict[str, Any]] = [choice for choice in schema.get("anyOf", ()) if choice != {"type": "null"}]
    rest = {key: value for key, value in schema.items() if key != "anyOf"}
    if len(choices) == 1:
        return choices[0] if "$ref" in choices[0] else choices[0] | rest
    return rest | {"anyOf": choices} if choices else schema


#: What makes one schema readable, whatever is in it.
_REWRITES: tuple[Callable[[dict[str, Any]], dict[str, Any]], ...] = (_plain_number, _plain_map, _plain_list, _plain_sizes, _plain_range)
