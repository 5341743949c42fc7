"""The base of what an event says."""

from typing import Any, ClassVar

from pydantic import BaseModel, ConfigDict, Field
from pydantic.json_schema import SkipJsonSchema

#: A type beside that of a field which is left out, and never null, where there is no value.
LeftOut = SkipJsonSchema[None]


def left_out(description: str) -> Any:
    """Return a field that is left out where it has no value."""
    return Field(None, exclude_if=lambda value: value is None, description=description, json_schema_extra=_without_default)


def _without_default(schema: dict[str, Any]) -> None:
    del schema["default"]


def _open(schema: dict[str, Any]) -> None:
    """Let the schema take further fields, so that a client of this version reads what later versions send."""
    if schema.get("additionalProperties") is False:
        del schema["additionalProperties"]


class EventData(BaseModel):
    """Data of an event. It is written, sent and described in the OpenAPI document by one class, so that the three cannot differ."""

    #: Name of the event.
    event: ClassVar[str]

    model_config = ConfigDict(frozen=True, extra="forbid", json_schema_extra=_open)

    def as_dict(self) -> dict[str, Any]:
        """Return the data as a JSON object; fields without a value are left out."""
        return self.model_dump(exclude_unset=True)
