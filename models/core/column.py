"""How a spec gives a column: by its name or its index."""

from typing import Annotated

from pydantic import Field

from models.core.schema_name import SchemaName

#: Name of a column or array; index of a column without a name, from 0.
Column = Annotated[
    Annotated[str, Field(min_length=1, max_length=200)] | Annotated[int, Field(ge=0, lt=1_000_000)],
    SchemaName("Column", "A column: its name, or its index from 0."),
]
