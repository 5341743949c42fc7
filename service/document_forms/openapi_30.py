"""The document as OpenAPI 3.0.3, for tools that do not know 3.1."""

from typing import Any

from service.document_forms.schema_30 import schema_30

VERSION = "3.0.3"
_LICENSE = {"name": "MIT", "url": "https://opensource.org/license/mit"}
#: Keywords whose values are data: nothing in them is a schema, or a reference.
_DATA = frozenset({"example", "value", "default", "enum"})
#: Keywords of 3.1 at the head of a document.
_NEW = frozenset({"webhooks", "jsonSchemaDialect"})


def openapi_30(document: dict[str, Any]) -> dict[str, Any]:
    """Return an OpenAPI 3.1 document as OpenAPI 3.0.3.

    Args:
        document: The document; it is not changed.
    """
    components = document["components"]
    schemas = {name: schema_30(schema) for name, schema in components["schemas"].items()}
    info = {**{key: value for key, value in document["info"].items() if key != "summary"}, "license": _LICENSE}
    rest: dict[str, Any] = _rest({key: value for key, value in document.items() if key not in _NEW})
    return {**rest, "openapi": VERSION, "info": info, "components": {**rest["components"], "schemas": schemas}}


def _rest(part: Any) -> Any:
    """Rewrite what stands around schemas: paths, responses, parameters, headers."""
    if isinstance(part, list):
        return [_rest(item) for item in part]
    if not isinstance(part, dict):
        return part
    if isinstance(part.get("$ref"), str):
        return {"$ref": part["$ref"]}  # 3.0 has nothing beside a reference.
    return {key: _value(key, value) for key, value in part.items() if key != "schemas"}


def _value(key: str, value: Any) -> Any:
    if key in _DATA:
        return value
    return schema_30(value) if key in ("schema", "x-item-schema") and isinstance(value, dict) else _rest(value)
