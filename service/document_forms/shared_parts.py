"""Parameters and responses of errors that several operations have, each written once and referred to by its name.

Each operation has the same half a dozen ways to fail: written out, they are a sixth of the document.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator
from http import HTTPStatus
from typing import Any

_PARAMETERS, _RESPONSES, _EXAMPLES = "parameters", "responses", "examples"
#: Smallest response or parameter that gets a name, as JSON: a reference is about as long as a shorter one.
_MIN_CHARACTERS = 90
Part = dict[str, Any]


def with_shared_parts(document: Part) -> Part:
    """Return a document with the parameters and responses of errors that more than one operation has among its components.

    A parameter with a content type stays where it is: openapi-python-client leaves out one by itself, but the operations of a shared one.

    Args:
        document: The document; it is not changed.
    """
    operations = [operation for item in document["paths"].values() for operation in item.values()]
    responses = _Shared(_RESPONSES, _repeated(part for operation in operations for _, part in _errors(operation)))
    parameters = _Shared(_PARAMETERS, _repeated(part for operation in operations for part in operation.get(_PARAMETERS, ()) if "schema" in part))
    paths: Part = {}
    for path, item in document["paths"].items():
        paths[path] = {verb: _with_references(operation, responses, parameters) for verb, operation in item.items()}
    components = {**document["components"], _PARAMETERS: parameters.by_name, _RESPONSES: responses.by_name}
    components[_EXAMPLES] = _used(components.get(_EXAMPLES, {}), json.dumps([paths, responses.by_name]))
    return {**document, "paths": paths, "components": {key: part for key, part in components.items() if part}}


class _Shared:
    """The shared parts of one kind.

    Args:
        kind: Name of the kind among the components.
        repeated: The parts that get names, as JSON.
    """

    def __init__(self, kind: str, repeated: set[str]) -> None:
        self._kind, self._repeated = kind, repeated
        self._names: dict[str, str] = {}
        self.by_name: Part = {}

    def reference(self, part: Part, name: str, operation_id: str) -> Part:
        """Return the reference to a part, or the part if it is the only one of its kind.

        Args:
            part: The part.
            name: Its name, unless another part has that: then the first operation that has it is in the name, too.
            operation_id: Name of the operation.
        """
        text = json.dumps(part)
        if text not in self._repeated:
            return part
        if text not in self._names:
            self._names[text] = name if name not in self.by_name else f"{name}Of{_camel(operation_id)}"
            self.by_name[self._names[text]] = part
        return {"$ref": f"#/components/{self._kind}/{self._names[text]}"}


def _with_references(operation: Part, responses: _Shared, parameters: _Shared) -> Part:
    own = operation["operationId"]
    errors = {status: responses.reference(part, _phrase(status), own) for status, part in _errors(operation)}
    found = {**operation, _RESPONSES: operation[_RESPONSES] | errors}
    if _PARAMETERS in operation:
        found[_PARAMETERS] = [parameters.reference(part, _camel(part["name"]), own) for part in operation[_PARAMETERS]]
    return found


def _errors(operation: Part) -> list[tuple[str, Part]]:
    return [(status, part) for status, part in operation[_RESPONSES].items() if status[0] not in "123"]


def _used(examples: Part, text: str) -> Part:
    """Return the examples that a text refers to: some problems are given on paths that the document does not have."""
    return {name: example for name, example in examples.items() if f'"#/components/{_EXAMPLES}/{name}"' in text}


def _repeated(parts: Iterator[Part]) -> set[str]:
    counted = Counter(map(json.dumps, parts))
    return {text for text, count in counted.items() if count > 1 and len(text) >= _MIN_CHARACTERS}


def _phrase(status: str) -> str:
    """Return the name of a status: that of HTTP."""
    return "AnyError" if status == "default" else _camel(HTTPStatus(int(status)).phrase)


def _camel(text: str) -> str:
    return "".join(word[:1].upper() + word[1:] for word in re.split(r"[ _-]", text))
