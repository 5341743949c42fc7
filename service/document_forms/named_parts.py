"""Repeated parts of a document's schemas, each written once and referred to by its name."""

import json
from collections.abc import Iterator
from typing import Any

from models.core.schema_name import NAMED
from service.document_forms.defaults import DEFAULT
from service.document_forms.schema_names import SchemaNameError

#: Keywords that say something of the place where a schema stands, and stay there.
ANNOTATIONS = frozenset({"title", "description", "default", "examples", "deprecated", DEFAULT})
#: Most characters of a schema, as JSON without annotations, that may be written out more than once.
MAX_REPEATED = 150
_REF = "#/components/schemas/"


def named_once(document: dict[str, Any]) -> dict[str, Any]:
    """Return a document with a schema more for each name that a part has, and references instead of the parts.

    Args:
        document: The document; parts with a name have the keyword `NAMED`.

    Raises:
        SchemaNameError: Two different parts have one name.
    """
    found: dict[str, Any] = {}
    written = _with_references(document, found)
    schemas = written["components"]["schemas"]
    if both := schemas.keys() & found.keys():
        raise SchemaNameError(f"expected a name of its own for each part of the schemas, got that of a class: {', '.join(sorted(both))}")
    return _with_enumerations({**written, "components": {**written["components"], "schemas": schemas | found}})


def _with_references(part: Any, found: dict[str, Any]) -> Any:
    if isinstance(part, list):
        return [_with_references(item, found) for item in part]
    if not isinstance(part, dict):
        return part
    here = {key: _with_references(value, found) for key, value in part.items() if key != NAMED}
    return _reference(part[NAMED], here, found) if NAMED in part else here


def _reference(heading: dict[str, str], part: dict[str, Any], found: dict[str, Any]) -> dict[str, Any]:
    """Enter a part among the named ones, and return the reference to it."""
    name = heading["title"]
    schema = {**{key: value for key, value in part.items() if key not in ANNOTATIONS}, **heading}
    if found.setdefault(name, schema) != schema:
        raise SchemaNameError(f"expected a name of its own for each part of the schemas, got {name} for two of them")
    return {"$ref": _REF + name, **{key: value for key, value in part.items() if key in ANNOTATIONS and key != "title"}}


def _with_enumerations(document: dict[str, Any]) -> dict[str, Any]:
    """Return a document in which an enumeration that has a name is referred to by it, also where it was written by hand."""
    schemas = document["components"]["schemas"]
    names = {json.dumps(schema["enum"]): name for name, schema in schemas.items() if len(schema.get("enum", ())) > 1}
    named = set(names.values())
    inside = {name: schema if name in named else _enumerations(schema, names) for name, schema in schemas.items()}
    rest: dict[str, Any] = _enumerations({**document, "components": {**document["components"], "schemas": {}}}, names)
    return {**rest, "components": {**rest["components"], "schemas": inside}}


def _enumerations(part: Any, names: dict[str, str]) -> Any:
    if isinstance(part, list):
        return [_enumerations(item, names) for item in part]
    if not isinstance(part, dict):
        return part
    name = names.get(json.dumps(part["enum"])) if isinstance(part.get("enum"), list) else None
    if name is None:
        return {key: _enumerations(value, names) for key, value in part.items()}
    return {"$ref": _REF + name, **{key: value for key, value in part.items() if key in ANNOTATIONS}}


def repeated(document: dict[str, Any]) -> dict[str, list[str]]:
    """Return the schemas that are written out more than once and should have a name: pointers by the schema as JSON."""
    found: dict[str, list[str]] = {}
    for pointer, schema in _schemas_in(document["components"]["schemas"], ""):
        found.setdefault(json.dumps(schema, sort_keys=True), []).append(pointer)
    return {text: pointers for text, pointers in found.items() if len(pointers) > 1 and (len(text) > MAX_REPEATED or '"enum": [' in text)}


#: Keywords whose values hold no schemas, or hold them by names.
_VALUES = frozenset({"default", DEFAULT, "examples", "example", "enum", "const", "required", "discriminator"})
_BY_NAME = frozenset({"properties", "patternProperties", "$defs"})


def _schemas_in(schemas: dict[str, Any], pointer: str) -> Iterator[tuple[str, Any]]:
    for name, schema in schemas.items():
        yield from _parts_of(schema, f"{pointer}/{name}")


def _parts_of(schema: Any, pointer: str) -> Iterator[tuple[str, Any]]:
    """Yield a schema and those in it, without annotations, each with its pointer."""
    if not isinstance(schema, dict):
        return
    yield pointer, without_annotations(schema)
    for key, value in schema.items():
        if key in _BY_NAME:
            yield from _schemas_in(value, f"{pointer}/{key}")
        elif isinstance(value, list) and key not in _VALUES:
            yield from _schemas_in({str(index): item for index, item in enumerate(value)}, f"{pointer}/{key}")
        elif key not in _VALUES:
            yield from _parts_of(value, f"{pointer}/{key}")


def without_annotations(schema: Any) -> Any:
    """Return a schema without the keywords that say something of the place where it stands."""
    if isinstance(schema, list):
        return [without_annotations(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    return {
        key: {name: without_annotations(item) for name, item in value.items()} if key in _BY_NAME else without_annotations(value)
        for key, value in schema.items()
        if key not in ANNOTATIONS
    }
