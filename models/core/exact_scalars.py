"""Schemas of numbers and truth values that take no other value in their place, as pydantic's own convert texts and truth values."""

from typing import Any, cast

from pydantic_core import CoreSchema, PydanticKnownError, core_schema

#: Keys of a schema whose values hold no schemas; and the schema of the keys of an object, which are texts in JSON: {"1": 0.5} has the number 1
#: as its key.
_OPAQUE = frozenset({"metadata", "default", "config", "keys_schema"})


def exact(schema: CoreSchema) -> CoreSchema:
    """Return a schema whose numbers and truth values are exact.

    A text or true is not a number, and a number or a text is not a truth value; 1.0 is the integer 1, as JSON does not tell them apart.
    """
    return cast("CoreSchema", _exact(schema))


def _exact(schema: Any) -> Any:
    if isinstance(schema, list | tuple):
        return type(schema)(map(_exact, schema))
    if not isinstance(schema, dict):
        return schema
    match schema.get("type"):
        case "float" | "bool":
            return {**schema, "strict": True}
        case "int":
            # A strict integer would refuse 1.0.
            return core_schema.no_info_before_validator_function(_neither_text_nor_truth, cast("CoreSchema", schema))
        case "function-before" if schema["function"]["function"] is _neither_text_nor_truth:
            return schema
    return {key: value if key in _OPAQUE else _exact(value) for key, value in schema.items()}


def _neither_text_nor_truth(value: Any) -> Any:
    if isinstance(value, bool | str):
        raise PydanticKnownError("int_type")
    return value
