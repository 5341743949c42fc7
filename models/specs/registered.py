"""Registered models and uploaded data sets that a spec refers to."""

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from models.catalog import recipes
from models.core.arrays import Label
from models.core.errors import DataError
from models.core.faults import quote
from models.core.model_reference import bare_name
from models.core.tensors import Shape
from models.specs.job import Preprocessing, ShareLayers, StartFrom
from models.specs.model import AnyModel
from models.specs.training import Training
from models.uploads.stored_upload import StoredUpload


@dataclass(frozen=True)
class RegisteredModel:
    """A registered network used as a layer.

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
    """The part of a spec that training from a model needs: of a job or an imported network."""

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
        """Return the model that it was started from; None for new weights."""


@dataclass(frozen=True)
class OriginOutput:
    """One output of a registered model.

    Args:
        kind: Kind of prediction.
        labels: Class labels, in the order of the output; None for values.
    """

    kind: str
    labels: tuple[Label, ...] | None


@dataclass(frozen=True)
class Origin:
    """A registered model that training continues from.

    Args:
        ref: Reference that always means this version.
        spec: Its spec.
        input_shapes: Sample shape that each input takes, after preprocessing, in the network's order.
        outputs: Its outputs, in the network's order.
        shares: The model that it shares layers with, by name without version; None where there is none.
        nested: Where the models that its spec names are looked up; None where it was looked up itself.
    """

    ref: str
    spec: OriginSpec
    input_shapes: tuple[Shape, ...]
    outputs: tuple[OriginOutput, ...]
    shares: ShareLayers | None = None
    nested: "Registered | None" = None


class Registered(Protocol):
    """Looks up registered models and uploads."""

    def describe(self, ref: str) -> RegisteredModel | None:
        """Return a registered network; None where there is none."""

    def origin(self, ref: str) -> Origin | None:
        """Return a registered model of any kind; None where there is none."""

    def artifact(self, ref: str) -> Path:
        """Return the path of the artifact of a version.

        Raises:
            DataError: There is no such version.
        """

    def upload(self, upload_id: str) -> StoredUpload | None:
        """Return an uploaded data set; None where there is none."""

    def checkpoint(self, job_id: str, epoch: int) -> Path | None:
        """Return the path of a checkpoint of a job; None where there is none."""


class NoneRegistered:
    """An empty registry, for use without a service."""

    def describe(self, ref: str) -> RegisteredModel | None:
        """Find nothing."""
        return None

    def origin(self, ref: str) -> Origin | None:
        """Find nothing."""
        return None

    def artifact(self, ref: str) -> Path:
        """Find nothing."""
        raise DataError(f"expected a registry that holds model {ref!r}, got none")

    def checkpoint(self, job_id: str, epoch: int) -> Path | None:
        """Find nothing."""
        return None

    def upload(self, upload_id: str) -> StoredUpload | None:
        """Find nothing."""
        return None


#: Registry of specs that are checked without a service.
NONE_REGISTERED = NoneRegistered()


def no_such_model(ref: str | None) -> str:
    """Return the message for a reference to a missing model, with what would make one of that reference."""
    forms = "a name, a name and a version such as digits@3, or a name and an alias such as digits:champion"
    return f"there is no model {quote(ref)}; expected {forms}{missing_hint(ref)}"


def missing_hint(ref: str | None) -> str:
    """Return a hint at what would make a model of that reference: its owner's grant, or the recipe of that name; empty for other names.

    For another owner's model it is the same whether there is none or it is not shared: what is not shared does not exist for others.
    """
    name = bare_name(ref or "")
    if "/" in name:
        return "; another owner's model has to be shared with you for use, and a grant that was withdrawn no longer counts"
    return f"; submit the recipe {name} first" if name in recipes() else ""
