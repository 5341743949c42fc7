"""TypeScript that calls every operation of the API once, for the type checker: by openapi-fetch, and by the functions of hey-api."""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

#: A value of TypeScript that is a file.
FILE = 'new Blob(["1"])'
#: What the document calls the types of a body, those first whose values say most.
_MEDIA = ("application/json", "multipart/form-data", "application/octet-stream", "text/csv")


@dataclass(frozen=True)
class Operation:
    """One operation of a document.

    Args:
        document: The document.
        method: The method, in small letters.
        path: The path, with its parameters in braces.
        description: The operation.
    """

    document: dict[str, Any]
    method: str
    path: str
    description: dict[str, Any]

    @property
    def id(self) -> str:
        """Return its id."""
        return str(self.description["operationId"])

    def parameters(self, place: str) -> str:
        """Return an object of TypeScript with a value for each parameter in a place: path, query or header."""
        found = [parameter for parameter in map(self._resolved, self.description.get("parameters", ())) if parameter["in"] == place]
        return _object({parameter["name"]: self._value_of(parameter) for parameter in found})

    def body(self) -> str | None:
        """Return a body in TypeScript: of JSON the example of the document; None if it takes none."""
        if "requestBody" not in self.description:
            return None
        content = self._resolved(self.description["requestBody"])["content"]
        media = next(media for media in (*_MEDIA, *content) if media in content)
        return self._value_of(content[media]) if media == "application/json" else self._value(content[media]["schema"])

    def _value_of(self, described: dict[str, Any]) -> str:
        """Return a value of a parameter or a body."""
        if "content" in described:
            (described,) = described["content"].values()
        examples = [example["value"] for example in map(self._resolved, described.get("examples", {}).values()) if "value" in example]
        examples += [described["example"]] if "example" in described else []
        return json.dumps(examples[0]) if examples else self._value(described["schema"])

    def _value(self, schema: dict[str, Any]) -> str:
        """Return a value of a schema in TypeScript; of an object all properties that are no unions."""
        schema = self._resolved(schema)
        if schema.get("format") == "binary":
            return FILE
        for values in (schema.get("examples"), [schema["const"]] if "const" in schema else None, schema.get("enum")):
            if values:
                return json.dumps(values[0])
        if choices := schema.get("anyOf") or schema.get("oneOf"):
            return self._value(choices[0])
        return _VALUES[schema.get("type", "object")](self, schema)

    def _object_of(self, schema: dict[str, Any]) -> str:
        return _object({name: self._value(value) for name, value in schema.get("properties", {}).items()})

    def _array_of(self, schema: dict[str, Any]) -> str:
        return f"[{', '.join(self._value(item) for item in schema.get('prefixItems', [schema.get('items', {})]))}]"

    def _resolved(self, part: dict[str, Any]) -> dict[str, Any]:
        while "$ref" in part:
            found: Any = self.document
            for key in part["$ref"].removeprefix("#/").split("/"):
                found = found[key]
            part = found
        return part


_VALUES: dict[str, Callable[[Operation, dict[str, Any]], str]] = {
    "string": lambda operation, schema: json.dumps("a" * schema.get("minLength", 1)),
    "integer": lambda operation, schema: str(schema.get("minimum", 1)),
    "number": lambda operation, schema: str(schema.get("minimum", 0.5)),
    "boolean": lambda operation, schema: "true",
    "array": Operation._array_of,
    "object": Operation._object_of,
}


def operations(document: dict[str, Any]) -> Iterator[Operation]:
    """Yield the operations of a document."""
    for path, methods in document["paths"].items():
        for method, described in methods.items():
            yield Operation(document, method, path, described)


def by_openapi_fetch(document: dict[str, Any], types: str) -> str:
    """Return a module that calls every operation by openapi-fetch.

    Args:
        document: The document.
        types: Module of the types that openapi-typescript has made.
    """
    head = f'import createClient from "openapi-fetch";\nimport type {{ paths }} from "{types}";\n\nconst api = createClient<paths>();\n'
    return head + "".join(map(_fetched, operations(document)))


def _fetched(operation: Operation) -> str:
    found = ((place, operation.parameters(place)) for place in ("path", "query", "header"))
    places = ", ".join(f"{place}: {values}" for place, values in found if values != "{}")
    body = operation.body()
    given = f"params: {{ {places} }}" + ("" if body is None else f", body: {body}")
    return f'export const {operation.id} = api.{operation.method.upper()}("{operation.path}", {{ {given} }});\n'


def by_hey_api(document: dict[str, Any], sdk: str) -> str:
    """Return a module that calls every operation by the functions that hey-api has made.

    Args:
        document: The document.
        sdk: Module of the functions.
    """
    return f'import * as sdk from "{sdk}";\n\n' + "".join(map(_called, operations(document)))


def _called(operation: Operation) -> str:
    body = operation.body()
    given = [f"{name}: {operation.parameters(place)}" for name, place in (("path", "path"), ("query", "query"), ("headers", "header"))]
    given = [part for part in given if not part.endswith("{}")] + ([] if body is None else [f"body: {body}"])
    name = re.sub(r"_(\w)", lambda match: match[1].upper(), operation.id)
    return f"export const {operation.id} = sdk.{name}({{ {', '.join(given)} }});\n"


def _object(values: dict[str, str]) -> str:
    return "{" + ", ".join(f"{json.dumps(name)}: {value}" for name, value in values.items()) + "}"
