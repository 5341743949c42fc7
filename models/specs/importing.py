"""The spec of a network that is imported, not trained: its layers, and where its weights lie."""

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import Field

from models.core.errors import SpecError
from models.specs.functional import Functional
from models.specs.job import JobSpec, Preprocessing, Resources
from models.specs.layer_rows import layer_rows
from models.specs.model import Sequential
from models.specs.registered import NONE_REGISTERED
from models.specs.rows import LayerRow
from models.specs.tasks import task_of
from models.specs.versions import VersionedSpec


class ImportSpec(VersionedSpec):
    """Everything that decides an imported network."""

    task: Literal["import"] = "import"
    seed: int = Field(42, ge=0, lt=2**31, description="Seed of the inputs that the network's examples are drawn from.")
    model: Annotated[Sequential | Functional, Field(discriminator="kind")] = Field(description="The layers.")
    input_shape: list[int] = Field(min_length=1, max_length=6, description="Sample shape that enters.")
    labels: list[int] | list[str] | None = Field(None, min_length=2, max_length=10_000, description="Class labels, in the order of the outputs.")
    weights: str = Field(description="Key of the file with the weights.")
    resources: Resources = Field(default_factory=Resources, description="What the job may use.")

    @property
    def preprocessing(self) -> Preprocessing:
        """Return no steps: an imported network takes what reaches its first layer."""
        return Preprocessing()

    @property
    def training(self) -> None:
        """Return nothing: an imported network was not trained here."""
        return

    @property
    def start_from(self) -> None:
        """Return nothing: an imported network began elsewhere."""
        return

    @property
    def kind(self) -> str:
        """Return the kind of prediction of the network: classes where it has labels."""
        return "regression" if self.labels is None else "classification"

    def rows(self) -> list[LayerRow]:
        """Return the layers with their shapes and parameter counts.

        Raises:
            SpecError: They do not fit together.
        """
        rows, faults = layer_rows(self.model, [tuple(self.input_shape)], NONE_REGISTERED)
        if faults:
            raise SpecError(faults)
        return rows


def spec_of(raw: Mapping[str, Any]) -> JobSpec | ImportSpec:
    """Rebuild a stored spec of the current version, of a job that trained or one that imported."""
    return (ImportSpec if task_of(raw).imports else JobSpec).model_validate(raw)
