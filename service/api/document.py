"""The form of the OpenAPI document that generators of clients can read.

FastAPI and pydantic describe some things in ways that generators refuse or read wrongly: names with module paths, parameters that
may be null, a null as default, maps by the pattern of their keys, the items of a stream by a keyword of OpenAPI 3.2.
"""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

_PREFIX = "#/components/schemas/"
_NAME = re.compile(r"[A-Z][A-Za-z0-9]*\Z")


class SchemaNameError(ValueError):
    """A schema whose name generators cannot use. The message says which, and what was expected."""


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
    names = _names(document["components"]["schemas"])
    plain: dict[str, Any] = _plain(document, names)
    plain["components"]["schemas"] = {names[key]: schema for key, schema in plain["components"]["schemas"].items()}
    for operation in _operations(plain):
        if "parameters" in operation:
            operation["parameters"] = [_plain_parameter(parameter) for parameter in operation["parameters"]]
    return plain


def _names(schemas: dict[str, Any]) -> dict[str, str]:
    """Return the name of each schema by its key: its title, since keys of equal class names have module paths."""
    names = {key: str(schema.get("title", key)) for key, schema in schemas.items()}
    for name, count in Counter(names.values()).items():
        if count > 1:
            keys = ", ".join(key for key, named in names.items() if named == name)
            raise SchemaNameError(f"expected a schema name of its own for each class, got {name} for {keys}")
        if not _NAME.match(name):
            raise SchemaNameError(f"expected a schema name of letters and digits that begins with a capital, got {name!r}")
    return names


def _plain(value: Any, names: dict[str, str]) -> Any:
    """Rename references to schemas, rewrite maps, and leave out null defaults and the keyword `itemSchema`."""
    if isinstance(value, dict):
        kept = {key: item for key, item in value.items() if key != "itemSchema" and (key, item) != ("default", None)}
        kept = _plain_map(_enumerated(kept) if isinstance(kept.get("const"), int | float) else kept)
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
    schema = _without_null(parameter["schema"])
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
