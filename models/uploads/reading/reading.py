"""What a caller says about the reading of a file, and what was understood of it."""

from typing import Annotated, Any, Literal

from pydantic import Field

from models.core.part import Part
from models.core.schema_name import SchemaName
from models.datasets.cell_reading import ColumnType

#: Order of day and month in dates of numbers.
DateOrder = Annotated[Literal["day_first", "month_first"], SchemaName("DateOrder", "Order of day and month in dates of numbers.")]
#: Name of a column.
ColumnName = Annotated[str, Field(min_length=1, max_length=200)]
#: A delimiter that stands for runs of blanks.
BLANKS = " "

#: Fields of `Reading` that say how the columns of a table are understood, whatever its format.
COLUMN_FIELDS = frozenset({"decimal", "thousands", "missing", "types", "dates", "labels"})
#: Fields for tables that are text.
TEXT_TABLE_FIELDS = COLUMN_FIELDS | {"encoding", "delimiter", "header", "skip_lines"}


class Reading(Part):
    """How to read a file, where the caller settles it; what is left out is recognized."""

    encoding: str | None = Field(None, min_length=1, max_length=40, description="Encoding of text, such as utf-8, utf-16 or cp1252.")
    delimiter: str | None = Field(None, min_length=1, max_length=1, description="Character between cells; a blank for runs of blanks.")
    decimal: Literal[".", ","] | None = Field(None, description="Character before the decimals of a number.")
    thousands: Literal[",", ".", " ", "'", "_"] | None = Field(None, description="Character between groups of three digits.")
    header: bool | None = Field(None, description="Whether the first row names the columns.")
    missing: list[Annotated[str, Field(max_length=100)]] | None = Field(
        None, max_length=100, description="Cells that stand for a missing value, in every column, besides empty ones."
    )
    types: dict[ColumnName, ColumnType] | None = Field(None, max_length=10_000, description="Types of columns, by name.")
    dates: dict[ColumnName, DateOrder] | None = Field(None, max_length=10_000, description="Order of day and month, by name of a column of dates.")
    skip_lines: list[Annotated[int, Field(ge=1)]] | None = Field(None, max_length=10_000, description="Lines to leave out, counted from 1.")
    labels: str | None = Field(
        None,
        min_length=1,
        max_length=200,
        description="How labels that look alike are joined: strip, strip_casefold or as_is; for images also a CSV member with labels.",
    )
    sheet: str | None = Field(None, min_length=1, max_length=200, description="Name of the sheet of a workbook; the first when left out.")
    on_bad: Literal["refuse", "skip"] | None = Field(None, description="What happens to members of an archive that cannot be read.")
    max_bad_share: float | None = Field(None, gt=0, le=1, description="Largest share of members that may be skipped; 0.05 when left out.")

    def said(self) -> dict[str, Any]:
        """Return the fields that the caller has given."""
        return self.model_dump(exclude_none=True)

    def over(self, other: "Reading") -> "Reading":
        """Return another reading with the fields of this one over its own."""
        return Reading.model_validate(other.said() | self.said())


class Skipped(Part):
    """Something in a file that was passed over."""

    what: str = Field(description="What was passed over.")
    count: int = Field(description="How often.")
    first_line: int | None = Field(None, description="Line of the first, from 1.")
    names: list[str] = Field(default_factory=list, max_length=20, description="Names of the first of them, where they have names.")


class ReadingReport(Part):
    """How a file was read."""

    encoding: str | None = Field(None, description="Encoding of the text; null where the file is not text.")
    delimiter: str | None = Field(None, description="Character between cells; a blank for runs of blanks; null without cells.")
    decimal: str | None = Field(None, description="Character before decimals.")
    thousands: str | None = Field(None, description="Character between groups of three digits; null for none.")
    header: bool | None = Field(None, description="Whether the first row named the columns; null where the format has names of its own.")
    missing: list[str] = Field(default_factory=list, description="Cells that were taken for missing values.")
    skipped: list[Skipped] = Field(default_factory=list, description="What was passed over.")
    types: dict[str, str] = Field(default_factory=dict, description="Columns whose type does not follow from plain numbers or text.")
    notes: list[str] = Field(default_factory=list, description="What else was taken as meant, in sentences.")
    sheet: str | None = Field(None, description="Sheet of a workbook.")
    labels: str | None = Field(None, description="How labels were joined.")
