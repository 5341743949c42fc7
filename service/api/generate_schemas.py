"""What the API takes and answers with about texts."""

from typing import Any

from pydantic import BaseModel, Field

_EXAMPLE = {"seed": "Shall I compare thee to a", "length": 200, "temperature": 0.5, "seed_number": 1}
GENERATE_BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {"application/json": {"schema": {"$ref": "#/components/schemas/GenerationSpec"}, "example": _EXAMPLE}},
    }
}
GENERATE_STREAM: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "The text; or, for callers that accept it, a stream of the events start, symbol and end.",
        "content": {"text/event-stream": {"schema": {"type": "string"}}},
    }
}


class TextOut(BaseModel):
    """A text that a model has written."""

    model: str = Field(description="The version that wrote it.")
    seed: str = Field(description="What it goes on from, as the model reads it: its last window.")
    seed_number: int = Field(description="Seed of the draws; the same one, with the same seed and temperature, gives the same text.")
    temperature: float
    by: str = Field(description="steps: one step of the network a symbol; windows: a whole window each, for networks that cannot go by steps.")
    text: str = Field(description="What was written, without the seed.")
    symbols: int = Field(description="Letters or words written.")
