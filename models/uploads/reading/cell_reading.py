"""How the cells of a column are read: the same in an upload and in predictions."""

from pydantic import Field

from models.core.part import Part
from models.uploads.reading.reading import ColumnType


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
    labels: str = Field("as_is", description="How labels that look alike are joined.")
