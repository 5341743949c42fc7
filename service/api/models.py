"""Registered models and their versions."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Literal

from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict, Field

from models.artifact.earlier import stored_signature, stored_steps
from models.artifact.signature import Method
from models.core.schema_name import SchemaName
from models.serving.runtimes import RUNTIMES
from models.specs.job import GoldenSource
from service.api.filters import ModelsAsked
from service.api.tagged_route import TaggedRoute
from service.api.value_types import KindName, RawValue, StoredStep, Tag
from service.deps import Parts, TheParts
from service.problem_types.declared import problems
from service.store.event_data import LeftOut, left_out
from service.store.name_labels import NameLabels, labels_of
from service.store.rows import Version

router = APIRouter(prefix="/v1/models", tags=["models"], route_class=TaggedRoute)


if TYPE_CHECKING:
    RuntimeName = str  # A type checker cannot read the registry.
else:
    RuntimeName = Annotated[Literal[tuple(RUNTIMES)], SchemaName("RuntimeName", "What runs a model.")]

#: Columns of a version that the API shows as they are.
_SHOWN = ("version", "job_id", "metrics", "sha256", "size_bytes", "provenance", "created_at", "tags", "note")


class StepsOut(BaseModel):
    """The single-step form of a model."""

    difference: float | None = Field(
        description="Largest difference from whole windows, relative to the largest output; null if there is no single-step form."
    )
    reason: str = Field(description="Why there is no single-step form; empty if there is one.")


class ServingOut(BaseModel):
    """How a model is served."""

    runtime: RuntimeName = Field(description="What runs it: onnx; or keras or sklearn, if ONNX cannot express the model.")
    difference: float | None = Field(
        description="Largest difference from the source model on the probe batch, relative to its largest; for labels, the differing fraction."
    )
    samples: int = Field(description="Samples in the probe batch.")
    reason: str = Field(description="Why ONNX is not used; empty if it is.")
    steps: StepsOut | None = Field(description="Single-step form of a text model; null for other models.")


class InputOut(BaseModel):
    """One input of a model."""

    input_shape: list[int | None] = Field(description="Shape of one raw value; null for an axis of any length.")
    input_dtype: str = Field(description="NumPy type of raw values; str: text, object: rows of numbers and text, image: encoded images.")
    images: bool = Field(description="Whether PNG, JPEG and other image files are accepted.")
    model_shape: list[int] = Field(description="Shape of one value after preprocessing.")
    columns: list[str] | None = Field(description="Names of the input columns; null if inputs are not rows with named columns.")
    text_columns: list[int] = Field(description="Indices of the text columns, from 0.")
    gaps: list[int] = Field(description="Indices of the columns in which the model itself takes missing values, from 0.")


class OutputOut(BaseModel):
    """One output of a model."""

    kind: KindName = Field(description="Kind of its predictions.")
    output_shape: list[int] = Field(description="Shape of one output, before it is converted to the units of the targets.")
    labels: list[int | str] | None = Field(description="Class labels, in the order of the output; null if it has none.")
    target_columns: list[str] | None = Field(description="Names of the forecast columns of a series; null if they are the inputs.")


class SignatureOut(BaseModel):
    """Inputs, outputs and methods of a model."""

    inputs: dict[str, InputOut] = Field(description="By name, in the model's order; a model without named nodes has one input, `inputs`.")
    outputs: dict[str, OutputOut] = Field(description="By name, in the model's order; a model without named nodes has one output, `outputs`.")
    methods: list[Method] = Field(
        description="Values of the field `method`; empty if the model only labels its training data, or has several outputs."
    )
    stateful: bool = Field(description="Whether sessions can be opened, which keep the recurrent state from call to call.")
    latent_size: int | None = Field(description="Number of values of a latent point; null if there is no latent space.")


class FittedStepOut(BaseModel):
    """A preprocessing step with what it has learned from the training part."""

    spec: StoredStep = Field(description="The step with its fields, as in a spec.")
    state: dict[str, RawValue] = Field(
        description="What it has learned, by name, such as the mean and the deviation of each column; empty for most steps."
    )


class PreprocessingOut(BaseModel):
    """The preprocessing of a model."""

    inputs: dict[str, list[FittedStepOut]] = Field(description="Steps over the inputs in order, by the name of the input.")
    targets: dict[str, list[FittedStepOut]] = Field(description="Steps over the targets, inverted on predictions, by the name of the output.")


class SharedLayersOut(BaseModel):
    """Layers that a model shares with another."""

    model: str = Field(description="Name of the other model.")
    layers: list[str] = Field(description="Names of the shared layers.")


class DataPartOut(BaseModel):
    """One part of the data of a model."""

    n_samples: int = Field(description="Number of its samples, or of steps of its series.")
    sha256: str = Field(description="Digest of its raw samples and targets.")


class ProvenanceOut(BaseModel):
    """What a model was made with. Tasks may add further notes, each under its own name."""

    model_config = ConfigDict(extra="allow")

    modelbook: str = Field(description="Version of Modelbook.")
    python: str = Field(description="Version of Python.")
    libraries: dict[str, str] = Field(description="Versions of the libraries, by name.")
    machine: str = Field(description="System and processor.")
    cpu: str | LeftOut = left_out("Name of the processor; left out of models of earlier releases.")
    created_at: float = Field(description="When it was trained, in seconds since 1970.")
    data_sha256: str | LeftOut = left_out("Digest of the raw training part; left out of imported models.")
    parts: dict[str, DataPartOut] | LeftOut = left_out(
        "Size and digest of each raw part by its name; left out of imported models and those of before."
    )
    retrains: str | LeftOut = left_out("Version whose spec was trained again, as the owner writes it; left out of models that are no retraining.")
    shares: SharedLayersOut | LeftOut = left_out("Layers that it shares with another model; left out if it shares none.")


class ModelOut(BaseModel):
    """A model version."""

    ref: str = Field(description="Its reference, such as digits@3, by which paths and specs name it.")
    name: str = Field(description="Its name; owner/name if it is another owner's.")
    owner: str = Field(description="Its owner.")
    version: int = Field(description="Its version, from 1.")
    job_id: str = Field(description="Id of the job that made it.")
    kind: KindName | None = Field(description="Kind of its output; null if there are several, each of its own kind.")
    signature: SignatureOut = Field(description="What it takes and gives.")
    preprocessing: PreprocessingOut = Field(description="Its preprocessing steps with their fitted state.")
    metrics: dict[str, float] = Field(description="Metrics of the finished model, by name; in the units of the targets where they have units.")
    serving: ServingOut = Field(description="How it is served.")
    golden: GoldenSource = Field(
        description="Whether the examples in the artifact are raw samples of its data, which whoever downloads it sees (real), or drawn (synthetic)."
    )
    sha256: str = Field(description="Digest of the artifact.")
    size_bytes: int = Field(description="Size of the artifact, in bytes.")
    provenance: ProvenanceOut = Field(description="What it was made with.")
    created_at: datetime = Field(description="When it was registered.")
    aliases: list[str] = Field(description="The aliases that mean this version.")
    tags: list[Tag] = Field(description="Tags of this version.")
    note: str = Field(description="What its owner has noted about this version; empty if nothing.")
    name_tags: list[Tag] = Field(description="Tags of its name, which count for all versions.")
    name_note: str = Field(description="What its owner has noted about the name; empty if nothing.")


class ModelPage(BaseModel):
    """A page of models: the newest version of each, by name."""

    models: list[ModelOut] = Field(description="The newest version of each model.")
    next_cursor: str | None = Field(description="Give it as ?cursor= for the next page; null at the end.")


class VersionsOut(BaseModel):
    """All versions of a model, newest first."""

    versions: list[ModelOut] = Field(description="The versions, newest first.")


@router.get("")
def list_models(
    parts: TheParts,
    wanted: ModelsAsked,
    cursor: Annotated[str | None, Query(description="`next_cursor` of the previous page.")] = None,
    limit: Annotated[int, Query(ge=1, le=200, description="Models on a page.")] = 50,
    shared: Annotated[bool, Query(description="Whether to list the models that other owners share with yours, instead of its own.")] = False,
) -> ModelPage:
    """List the newest version of each model.

    Models are sorted by name. Give `next_cursor` of a page as `cursor` for the next one.
    """
    found = parts.registry.newest(cursor, limit + 1, shared=shared, wanted=wanted)
    page = found[:limit]
    return ModelPage(models=_model_outs(page, parts), next_cursor=page[-1].name if len(found) > limit else None)


@router.get("/{ref:ref}")
def get_model(ref: str, parts: TheParts) -> ModelOut:
    """Show a model version.

    What it takes and gives, its metrics, its preprocessing and what it was made with.
    """
    return model_out(parts.registry.resolve(ref), parts)


@router.get("/{name:ref}/versions", responses=problems("no-such-model"))
def list_versions(name: str, parts: TheParts) -> VersionsOut:
    """List all versions of a model.

    The newest version is first. Versions are never changed; a new training makes a new one.
    """
    return VersionsOut(versions=_model_outs(parts.registry.versions(name), parts))


@router.get("/{name:ref}/versions/{version}", responses=problems("no-such-model"))
def get_version(name: str, version: int, parts: TheParts) -> ModelOut:
    """Show one version of a model.

    The same as `GET /v1/models/{ref}` with name@version.
    """
    return model_out(parts.registry.resolve(f"{name}@{version}"), parts)


def model_out(version: Version, parts: Parts) -> ModelOut:
    """Return a version as the API shows it."""
    return _model_outs([version], parts)[0]


def _model_outs(versions: Sequence[Version], parts: Parts) -> list[ModelOut]:
    labels = labels_of(parts.database, versions)
    return [_labelled(version, labels[version.key]) for version in versions]


def _labelled(version: Version, labels: NameLabels) -> ModelOut:
    signature = stored_signature(version.signature)
    return ModelOut(
        ref=version.ref,
        name=version.name,
        owner=version.owner,
        kind=signature.output.kind if len(signature.outputs) == 1 else None,
        signature=SignatureOut(**signature.as_dict()),
        preprocessing=PreprocessingOut.model_validate(stored_steps(version.preprocessing)),
        golden=version.golden,
        serving=ServingOut(**{"steps": None, **version.serving}),
        aliases=labels.aliases,
        name_tags=labels.tags,
        name_note=labels.note,
        **{name: getattr(version, name) for name in _SHOWN},
    )
