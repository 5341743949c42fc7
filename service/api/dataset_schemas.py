"""What the API tells of data sets."""

from typing import Any, Literal

from pydantic import BaseModel, Field

from service.api.upload_schemas import UploadOut


class DatasetOut(BaseModel):
    """A data set, as it is before it is loaded."""

    source: str = Field(description="What `data.source` of a spec says.")
    title: str
    kind: Literal["built-in", "upload"]
    downloads: bool = Field(description="Whether the first use downloads something.")
    axis: Literal["sample", "time"] = Field(description="Whether the data are samples or the steps of one series or text.")
    n_train: int = Field(description="Samples (or steps) in the training part, before any split.")
    n_test: int = Field(description="Samples in the set's own test part; 0 where it brings none.")
    endless: bool = Field(description="Whether a network is trained on fresh samples in every epoch, as many as `training.samples_per_epoch` says.")
    input_shape: list[int | None] = Field(description="Shape of one raw input; null where an axis may vary.")
    input_dtype: str = Field(description='NumPy type name; "str" for text, "object" for rows of numbers and text.')
    target_dtype: str | None = Field(description="Type of one raw target; null where there are none.")
    labels: list[int | str] | None = Field(description="Class labels, where targets are classes.")
    columns: list[str] | None = Field(description="Names of the input columns, where they have some.")
    params: dict[str, Any] = Field(description="JSON schema of `data.params`: what a generator can be given, with defaults.")
    upload: UploadOut | None = Field(description="What is known of an uploaded file; null for a built-in set.")


class DatasetsOut(BaseModel):
    """The built-in data sets and generators, by name, and a page of uploads, newest first."""

    datasets: list[DatasetOut]
    uploads: list[UploadOut]
    next_cursor: str | None = Field(description="Give it as ?cursor= for the next page of uploads; null at the end.")


class SampleOut(BaseModel):
    """A raw sample."""

    input: Any = Field(description="A value or nested lists, of the data set's `input_shape`.")
    target: Any = Field(description="The raw target; null where the set brings none.")


class PreviewOut(BaseModel):
    """The first samples of the training part, in order; of a series, its first steps."""

    samples: list[SampleOut]
