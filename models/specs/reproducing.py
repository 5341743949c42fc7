"""The spec of a reproduction: a registered model that is trained again on the same data, and compared with the recorded one."""

from typing import Literal

from pydantic import Field

from models.core.part import Part
from models.specs.job import Reference, Resources
from models.specs.versions import VersionedSpec


class ReproducedData(Part):
    """The data of a reproduction."""

    source: str = Field(max_length=100, description="The data set, as the recorded spec names it.")


class ReproduceSpec(VersionedSpec):
    """Everything that determines a reproduction: the spec that is trained again is recorded with the model."""

    task: Literal["reproduce"] = "reproduce"
    model: Reference = Field(description="The model version.")
    data: ReproducedData = Field(description="The data that the model was trained on.")
    resources: Resources = Field(default_factory=Resources, description="What the job may use; as the recorded spec says.")
