"""What the API answers about uploaded data sets."""

from datetime import datetime
from typing import Any, Self

from pydantic import BaseModel, Field

from models.uploads.formats import READERS
from models.uploads.stored.upload_record import Record
from service.api.schemas import moment
from service.store.rows import Dataset


class CountOut(BaseModel):
    """A value and how often it comes."""

    value: int | str
    count: int


class ColumnOut(BaseModel):
    """A column of a table, or an array."""

    name: str
    type: str = Field(description="int64, float64 or text; of an array its NumPy type.")
    shape: list[int] = Field(description="Shape of one value; empty for single numbers and text.")
    n_samples: int
    n_missing: int = Field(description="Values that are missing: empty cells, NaN.")
    counts: list[CountOut] | None = Field(description="How often each value comes; null where there are more than 20, and for fractions.")


class UploadOut(BaseModel):
    """An uploaded data set."""

    id: str
    source: str = Field(description="What a spec gives as data.source.")
    name: str
    format: str = Field(description=f"One of {', '.join(READERS)}.")
    sha256: str = Field(description="Digest of the file.")
    size_bytes: int
    n_samples: int = Field(description="Rows, pictures or characters; of arrays, samples of the first.")
    columns: list[ColumnOut] = Field(description="Columns of a table, or arrays; empty for pictures and text.")
    classes: list[CountOut] = Field(description="Class folders of pictures, in order; empty otherwise.")
    created_at: datetime

    @classmethod
    def of(cls, dataset: Dataset) -> Self:
        """Return what is shown of a data set."""
        record = Record.model_validate(dataset.description)
        fields: dict[str, Any] = {name: getattr(dataset, name) for name in ("id", "source", "name", "format", "sha256", "size_bytes")}
        return cls(
            **fields,
            n_samples=record.n_samples,
            columns=[ColumnOut.model_validate(column.model_dump()) for column in record.columns],
            classes=[CountOut.model_validate(item.model_dump()) for item in record.classes],
            created_at=moment(dataset.created_at),
        )
