"""JSON objects with `inputs`: a table of their keys, by which a body is both read and described."""

from dataclasses import dataclass, field
from typing import Any

from models.artifact.signature import Method
from models.core.errors import MAX_FAULTS, Fault
from models.core.faults import listed, pointer_of
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

    def taken(self, raw: Any) -> dict[str, Any]:
        """Return a decoded body that has this form.

        Raises:
            Invalid: It has another one.
        """
        if not isinstance(raw, dict) or "inputs" not in raw:
            raise Invalid.of([Fault("", self._expected(raw))])
        if len(raw) > 1 and (unknown := [key for key in raw if key != "inputs" and key not in self.optional]):
            raise Invalid.of([Fault(pointer_of([key]), self._expected(raw)) for key in unknown[:MAX_FAULTS]])
        if not isinstance(raw["inputs"], list):
            raise Invalid.of([Fault("/inputs", f"expected a list with one {self.entries}, got a {type(raw['inputs']).__name__}")])
        return raw

    def _expected(self, raw: Any) -> str:
        got = f"an object with {listed(raw) or 'nothing'}" if isinstance(raw, dict) else f"a {type(raw).__name__}"
        others = ", ".join(f'"{key}"' for key in self.optional)
        keys = f'"inputs" and, optionally, {others}' if others else 'only "inputs"'
        return f"expected an object with {keys}, got {got}"


#: Bodies of predictions, of encoding, and of sessions.
PREDICT_INPUTS = InputsObject(
    "PredictRequest",
    "Inputs to predict on, and the method.",
    [[150, 7.1], [118, 3.6]],
    optional={"method": {"type": "string", "enum": list(Method), "description": _METHOD}},
)
ENCODE_INPUTS = InputsObject("EncodeRequest", "Inputs to encode.", [[[0] * 28] * 28])
FEED_INPUTS = InputsObject(
    "FeedRequest",
    "Steps to feed.",
    [99.8],
    inputs="Steps of the series in its own units, oldest first: numbers, or rows of them.",
    entries="entry per step",
)
