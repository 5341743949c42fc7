"""The fields beside a faulty one: those of the part of a form that an error of pydantic is in."""

from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import Any

from pydantic import BaseModel

Schema = dict[str, Any]

#: Longest key that is compared with the fields of a part, in characters.
MAX_KEY = 200


def fields_beside(loc: Sequence[str | int], cls: type[BaseModel]) -> frozenset[str]:
    """Return the fields of the part that the last key of a location is in; those of the nearest known part around it where it has none.

    Args:
        loc: Location of an error, as pydantic has it: keys, indices and the tags of unions.
        cls: The validated pydantic model.
    """
    # Keys of the caller are kept in the cache: never more of them than a field may be long.
    return _fields_of(tuple(key[:MAX_KEY] if isinstance(key, str) else key for key in loc[:-1]), cls)


@lru_cache(maxsize=1024)
def _fields_of(path: tuple[str | int, ...], cls: type[BaseModel]) -> frozenset[str]:
    definitions = schema_of(cls).get("$defs", {})
    parts = [schema_of(cls)]
    for key in path:
        found = [inner for part in parts for form in _forms(part, definitions) for inner in _inside(form, key)]
        parts = found or parts  # A tag that is not in the schema chooses among the forms of the same part.
    return frozenset(name for part in parts for form in _forms(part, definitions) for name in form.get("properties", {}))


@cache
def schema_of(cls: type[BaseModel]) -> Schema:
    """Return the JSON schema of a model as it is validated."""
    return cls.model_json_schema(mode="validation")


def _forms(part: Schema, definitions: Schema) -> Iterator[Schema]:
    """Yield a schema and the alternatives of a union, references resolved."""
    if "$ref" in part:
        part = definitions[part["$ref"].rsplit("/", 1)[-1]]
    yield part
    for union in ("anyOf", "oneOf", "allOf"):
        for choice in part.get(union, ()):
            yield from _forms(choice, definitions)


def _inside(form: Schema, key: str | int) -> Iterator[Schema]:
    """Yield what a key, an index or a tag leads to."""
    if isinstance(key, int):
        if isinstance(form.get("items"), dict):
            yield form["items"]
        return
    tagged = form.get("discriminator", {}).get("mapping", {}).get(key)
    if tagged is not None:
        yield {"$ref": tagged}
    elif key in form.get("properties", {}):
        yield form["properties"][key]
    elif isinstance(form.get("additionalProperties"), dict):
        yield form["additionalProperties"]
