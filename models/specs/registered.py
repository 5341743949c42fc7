"""What a spec may know of what is registered already: models used as layers or gone on from, and uploaded data sets."""

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from models.core.arrays import Label
from models.core.errors import DataError
from models.core.tensors import Shape
from models.specs.job import Preprocessing
from models.specs.model import AnyModel
from models.specs.start_from import ShareLayers, StartFrom
from models.specs.training import Training
from models.uploads.upload import Upload


@dataclass(frozen=True)
class RegisteredModel:
    """A registered network, as one layer of another.

    Args:
        ref: Reference that always means this version, for example "digits@3".
        input_shape: Sample shape it takes, after preprocessing.
        output_shape: Sample shape it gives.
        parameters: Number of weights.
        trainable: Number of those that training changes.
    """

    ref: str
    input_shape: Shape
    output_shape: Shape
    parameters: int
    trainable: int


class OriginSpec(Protocol):
    """What is asked of the spec of a model that training goes on from: a job's, or an imported network's."""

    @property
    def model(self) -> AnyModel:
        """Return the model part."""

    @property
    def preprocessing(self) -> Preprocessing:
        """Return the steps before and after the model."""

    @property
    def training(self) -> Training | None:
        """Return how the network was fitted; None for a pipeline, and for an imported network."""

    @property
    def start_from(self) -> str | StartFrom | None:
        """Return the model that it was started from itself; None where it began anew."""


@dataclass(frozen=True)
class OriginOutput:
    """One output of a registered model.

    Args:
        kind: What it predicts.
        labels: Class labels, in the order of the output; None where it predicts values.
    """

    kind: str
    labels: tuple[Label, ...] | None


@dataclass(frozen=True)
class Origin:
    """A registered model, as what training continues from.

    Args:
        ref: Reference that always means this version.
        spec: The spec it was made by.
        input_shapes: Sample shape that each input takes, after preprocessing, in the network's order.
        outputs: What its outputs predict, in the network's order.
        shares: The model that it shares layers with, by its name alone; None where there is none.
    """

    ref: str
    spec: OriginSpec
    input_shapes: tuple[Shape, ...]
    outputs: tuple[OriginOutput, ...]
    shares: ShareLayers | None = None


class Registered(Protocol):
    """Looks registered models and uploads up."""

    def describe(self, ref: str) -> RegisteredModel | None:
        """Return what a reference means; None where there is no such network."""

    def origin(self, ref: str) -> Origin | None:
        """Return a model of any kind as what training goes on from; None where there is none of that reference."""

    def artifact(self, ref: str) -> Path:
        """Return where the artifact of a version lies.

        Raises:
            DataError: There is no such version.
        """

    def upload(self, upload_id: str) -> Upload | None:
        """Return an uploaded data set; None where there is none of that id."""

    def checkpoint(self, job_id: str, epoch: int) -> Path | None:
        """Return where a checkpoint of a job lies; None where there is none."""


class NoneRegistered:
    """A registry without models and uploads, for use without a service."""

    def describe(self, ref: str) -> RegisteredModel | None:
        """Know nothing."""
        return None

    def origin(self, ref: str) -> Origin | None:
        """Know nothing."""
        return None

    def artifact(self, ref: str) -> Path:
        """Know nothing."""
        raise DataError(f"there is no registry to take model {ref!r} from")

    def checkpoint(self, job_id: str, epoch: int) -> Path | None:
        """Know nothing."""
        return None

    def upload(self, upload_id: str) -> Upload | None:
        """Know nothing."""
        return None


#: Knows nothing; what specs are judged with where there is no service.
NONE_REGISTERED = NoneRegistered()
