"""How the cells of a column are read: the same in an upload and in predictions."""

from typing import Annotated, Literal

from pydantic import Field

from models.core.part import Part
from models.core.schema_name import SchemaName

#: Type of a column as a caller names it.
ColumnType = Annotated[Literal["number", "text", "boolean", "date"], SchemaName("ColumnType", "Type of a column.")]

#: Types of columns of tables that are not numbers.
_TYPES: dict[str, ColumnType] = {"text": "text", "boolean": "boolean", "date": "date"}


class CellReading(Part):
    """How the cells of one column are read.

    It is recorded with the column, also in models that are trained on it, so that rows of predictions are read as those of training.
    """

    type: ColumnType
    decimal: str = Field(".", description="Character before decimals.")
    thousands: str = Field("", description="Character between groups of three digits; empty for none.")
    missing: tuple[str, ...] = Field(("",), description="Cells that stand for a missing value, after blanks round them are removed.")
    affixes: tuple[str, ...] = Field((), description="Signs round numbers that are left out, such as $ or %.")
    day_first: bool | None = Field(None, description="Whether the day comes before the month; null where dates have one meaning.")
    is_utc: bool = Field(False, description="Whether dates are instants in UTC, since their cells say a zone or an offset.")
    labels: str = Field("as_is", description="How labels that look alike are joined.")


def plain_cells(type_name: str) -> CellReading:
    """Return how the cells of a column are read that has a type, but was not read from text.

    Args:
        type_name: Type of the column of a table: int64, float64, boolean, date or text.
    """
    return CellReading(type=_TYPES.get(type_name, "number"))
