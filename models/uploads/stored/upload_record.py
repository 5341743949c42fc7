"""What is kept of an uploaded file besides its values."""

from pydantic import Field

from models.core.part import Part

Label = int | str


class Count(Part):
    """A value and how often it comes."""

    value: Label
    count: int


class ColumnRecord(Part):
    """A column of a table, or an array."""

    name: str
    type: str = Field(description="int64, float64 or text; of an array its NumPy type.")
    shape: tuple[int, ...] = Field((), description="Shape of one value; () for single numbers and text.")
    n_samples: int
    n_missing: int = Field(0, description="Values that are missing: empty cells, NaN.")
    first_missing: int | None = Field(None, description="Line of the first one; of an array its place, from 0.")
    counts: list[Count] | None = Field(None, description="How often each value comes, where there are few different ones.")


class Record(Part):
    """What is known of an uploaded file once it has been read; kept as JSON, and enough to load its values."""

    n_samples: int
    columns: list[ColumnRecord] = Field(default_factory=list)
    classes: list[Count] = Field(default_factory=list, description="Classes that the file itself names, in order.")
