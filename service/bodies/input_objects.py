"""JSON objects with `inputs`: a table of their keys, by which a body is both read and described."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from models.artifact.signature import Method
from models.core.errors import MAX_FAULTS, Fault
from models.core.faults import listed, pointer_of
from service.bodies.foreign_bodies import own_form
from service.errors import Invalid

_INPUTS = "One entry per sample, in the units of the raw data; an object of inputs by name if the model has several."
_METHOD = "Method that gives the predictions; that of the model's kind when left out."


@dataclass(frozen=True)
class InputsObject:
    """The form of a JSON body: an object with a list `inputs`, and perhaps more.

    Args:
        name: Name of its schema.
        description: What it is, in a sentence.
        example: Value of `inputs` in the example.
        inputs: What is in `inputs`, for callers.
        entries: What one entry is, for messages.
        optional: Schemas of the other keys, which may be left out, by name.
    """

    name: str
    description: str
    example: list[Any] = field(hash=False)
    inputs: str = _INPUTS
    entries: str = "entry per sample"
    optional: dict[str, dict[str, Any]] = field(default_factory=dict, hash=False)

    @property
    def schema(self) -> dict[str, Any]:
        """Return its schema."""
        properties = {"inputs": {"type": "array", "items": {}, "description": self.inputs}, **self.optional}
        return {"type": "object", "description": self.description, "required": ["inputs"], "additionalProperties": False, "properties": properties}

    def taken(self, raw: Any, columns: Sequence[str] | None = None) -> dict[str, Any]:
        """Return a decoded body that has this form.

        Args:
            raw: The body.
            columns: Names of the model's columns; None if it has none.

        Raises:
            Invalid: It has another one; the message shows a body of another system in this form.
        """
        if not isinstance(raw, dict) or "inputs" not in raw:
            pointer, hint = _hint(raw, columns)
            raise Invalid.of([Fault(pointer, self._expected(raw) + hint)])
        if len(raw) > 1 and (unknown := [key for key in raw if key != "inputs" and key not in self.optional]):
            raise Invalid.of([Fault(pointer_of([key]), self._expected(raw)) for key in unknown[:MAX_FAULTS]])
        if not isinstance(raw["inputs"], list):
            expected = f"expected a list with one {self.entries}, got {_named(raw['inputs'])}"
            raise Invalid.of([Fault("/inputs", expected + _hint(raw, columns)[1])])
        if _are_tensors(raw["inputs"]):
            form = "tensors of the Open Inference Protocol, which POST /v2/models/{name}/infer takes"
            raise Invalid.of([Fault("/inputs/0", f"expected a list with one {self.entries}, got {form}")])
        return raw

    def _expected(self, raw: Any) -> str:
        got = f"an object with {listed(raw) or 'nothing'}" if isinstance(raw, dict) else _named(raw)
        others = ", ".join(f'"{key}"' for key in self.optional)
        keys = f'"inputs" and, optionally, {others}' if others else 'only "inputs"'
        return f"expected an object with {keys}, got {got}"


def _hint(raw: Any, columns: Sequence[str] | None) -> tuple[str, str]:
    """Return where the rows of a body of another system are, and the end of a message that shows them in this form; both empty for other bodies."""
    found = own_form(raw, columns)
    return ("", "") if found is None else (found[0], f"; send {found[1]}")


def _are_tensors(inputs: list[Any]) -> bool:
    return bool(inputs) and isinstance(inputs[0], dict) and inputs[0].keys() >= {"name", "shape", "datatype"}


def _named(value: Any) -> str:
    return _JSON_TYPES.get(type(value), "a number")


#: Names of what a body may be instead, by the type that it is decoded to.
_JSON_TYPES = {type(None): "null", bool: "a boolean", str: "a text", list: "a list", dict: "an object"}

#: Bodies of predictions, of encoding, of activations, and of sessions.
PREDICT_INPUTS = InputsObject(
    "PredictRequest",
    "Inputs to predict on, and the method.",
    [[150, 7.1], [118, 3.6]],
    optional={"method": {"type": "string", "enum": list(Method), "description": _METHOD}},
)
ENCODE_INPUTS = InputsObject("EncodeRequest", "Inputs to encode.", [[[0] * 28] * 28])
ACTIVATION_INPUTS = InputsObject(
    "ActivationsRequest",
    "A sample to follow through the layers of a network.",
    [[[0] * 28] * 28],
    inputs="One sample, in the units of the raw data; an object of inputs by name if the model has several.",
    entries="sample",
)
FEED_INPUTS = InputsObject(
    "FeedRequest",
    "Steps to feed.",
    [99.8],
    inputs="Steps of the series in its own units, oldest first: numbers, or rows of them.",
    entries="entry per step",
)
