"""The base of every part of a spec."""

from typing import Any, ClassVar

from pydantic import BaseModel, ConfigDict, GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from models.core.exact_scalars import exact


def _schema_name(part: type[Any]) -> str:
    return f"{part.__name__}{part.schema_suffix}"


class Part(BaseModel):
    """A part of a spec: immutable, with no other than its declared fields, and with exact numbers and truth values."""

    #: Follows the class name in the title of the JSON schema, by which the API document names it. The base of a registry has one, so that a layer
    #: and a step of one class name are two schemas.
    schema_suffix: ClassVar[str] = ""

    # The schema of a part is built when it is first used: those of all parts take a fifth of the start of a process, which uses few.
    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        allow_inf_nan=False,
        populate_by_name=True,
        serialize_by_alias=True,
        model_title_generator=_schema_name,
        defer_build=True,
    )

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """Return the JSON schema, in which also the field that tells the part from others of its union is described: in the same words for all."""
        found = handler(schema)
        for field in handler.resolve_ref_schema(found).get("properties", {}).values():
            if "const" in field:
                field.setdefault("description", "Tells this form from others.")
        return found

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return exact(handler(source))
