"""Names of repeated parts of JSON schemas: the API document has each of them once, and refers to it by its name."""

from dataclasses import dataclass
from typing import Any

from pydantic import GetJsonSchemaHandler
from pydantic_core import CoreSchema

#: Keyword of a JSON schema that has a name; the API document has it no longer.
NAMED = "x-named"


@dataclass(frozen=True)
class SchemaName:
    """Name of a type that has no class, such as a union or an enumeration: put it last in an `Annotated`.

    Unlike a named alias (`TypeAliasType`), it leaves validation as it is: exact numbers, pointers and speed are those of the type written out.

    Args:
        name: Name of the schema, as that of a class.
        description: What the type is, in a sentence.

    Example:
        ``Padding = Annotated[Literal["valid", "same"], SchemaName("Padding", "Whether windows may extend beyond the edge.")]``
    """

    name: str
    description: str

    def __get_pydantic_json_schema__(self, core_schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        """Return the schema of the type with the keyword `NAMED`."""
        return {**handler(core_schema), NAMED: {"title": self.name, "description": self.description}}
