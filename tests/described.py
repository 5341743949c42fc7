"""What the OpenAPI document says of operations, and what values it takes."""

from typing import Any

from jsonschema import Draft202012Validator

JSON = "application/json"


class Described:
    """A document, asked by the names of operations.

    Args:
        document: The document.
    """

    def __init__(self, document: dict[str, Any]) -> None:
        self.document = document
        found = [(path, verb, item) for path, verbs in document["paths"].items() for verb, item in verbs.items() if "operationId" in item]
        self.routes = {item["operationId"]: (verb, path) for path, verb, item in found}
        self.operations = {item["operationId"]: item for _, _, item in found}

    def faults(self, value: Any, schema: dict[str, Any]) -> list[str]:
        """Return what a schema of the document has against a value."""
        validator = Draft202012Validator({**schema, "components": self.document["components"]})
        return [f"{error.json_path}: {error.message}"[:300] for error in validator.iter_errors(value)]

    def answers(self, operation: str) -> dict[str, dict[str, Any]]:
        """Return the JSON contents of the responses of an operation that succeeds, by status."""
        responses = self.operations[operation]["responses"]
        return {code: item["content"][JSON] for code, item in responses.items() if code.startswith("2") and JSON in item.get("content", {})}

    def examples(self, operation: str) -> dict[str, Any]:
        """Return the examples of the bodies of an operation, by content type."""
        content = self.operations[operation].get("requestBody", {}).get("content", {})
        return {media: item["example"] for media, item in content.items() if "example" in item}

    def event_schema(self, operation: str) -> dict[str, Any]:
        """Return the schema of the events of an operation."""
        schema: dict[str, Any] = self.operations[operation]["responses"]["200"]["content"]["text/event-stream"]["x-item-schema"]
        return schema
