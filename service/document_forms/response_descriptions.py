"""Descriptions of the responses that an endpoint does not describe itself: what the schema of the body says."""

from typing import Any

#: What FastAPI writes where an endpoint says nothing.
_NOTHING_SAID = "Successful Response"
_NO_BODY = "Done; there is no body."


def describe_responses(document: dict[str, Any]) -> None:
    """Describe the responses of which FastAPI says nothing by their bodies.

    Args:
        document: The document, whose schemas have their final names.
    """
    schemas = document["components"]["schemas"]
    for path in document["paths"].values():
        for operation in path.values():
            for response in operation["responses"].values():
                if response["description"] == _NOTHING_SAID:
                    response["description"] = _of_body(response.get("content", {}), schemas)


def _of_body(content: dict[str, Any], schemas: dict[str, Any]) -> str:
    schema = next((media["schema"] for media in content.values()), None)
    if schema is None:
        return _NO_BODY
    name = schema.get("$ref", "").rpartition("/")[2]
    description: str = schemas.get(name, schema).get("description", _NOTHING_SAID)
    return description
