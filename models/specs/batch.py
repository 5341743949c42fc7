"""The spec of a batch of predictions: a model, a data set, and the file that is made."""

from typing import Annotated, Any, Literal

from pydantic import Field

from models.core.column import Column
from models.core.part import Part
from models.core.schema_name import SchemaName
from models.datasets.data_set import PartName
from models.specs.job import Reference, Resources
from models.specs.versions import VersionedSpec

#: Most columns that are kept beside the predictions.
MAX_KEPT = 1_000

BatchFormat = Annotated[
    Literal["csv", "parquet", "npy", "jsonl"],
    SchemaName("BatchFormat", "Form of a file of predictions."),
]
#: As `models.artifact.predictions.Probabilities`, which a spec does not know.
ProbabilitiesName = Annotated[Literal["all", "top3", "none"], SchemaName("ProbabilitiesName", "How many class probabilities each prediction has.")]
Kept = Annotated[list[Column], Field(max_length=MAX_KEPT)]

#: Description of the columns that are kept.
_KEEP = "Columns of the data set that stand before the predictions, such as its keys: names, or indices from 0."


class BatchFields(Part):
    """What is said of a batch, by its caller and in its spec."""

    keep: Kept = Field([], description=_KEEP)
    format: BatchFormat = Field("csv", description="Form of the file.")
    probabilities: ProbabilitiesName = Field("all", description="Class probabilities of each prediction.")
    resources: Resources = Field(default_factory=Resources, description="What the job may use.")


class BatchData(Part):
    """The samples of a batch."""

    source: str = Field(min_length=1, max_length=200, description="A data set: dataset:<id> of an upload, or the name of a built-in one.")
    params: dict[str, Any] = Field({}, description="Parameters of a generator.")
    part: PartName = Field("train", description="Part of a data set that has two.")


class BatchSpec(VersionedSpec, BatchFields):
    """Everything that determines a batch of predictions."""

    task: Literal["batch"] = "batch"
    model: Reference = Field(description="The model version.")
    data: BatchData = Field(description="The samples.")
