"""Registered models and their versions."""

from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field

from models.artifact.earlier import stored_signature, stored_steps
from service.api.tagged_route import TaggedRoute
from service.deps import TheParts
from service.problem_types.declared import problems
from service.store.rows import Version

router = APIRouter(prefix="/v1/models", tags=["models"], route_class=TaggedRoute)


class StepsOut(BaseModel):
    """The single-step form of a model."""

    difference: float | None = Field(
        description="Largest difference from whole windows, relative to the largest output; null if there is no single-step form."
    )
    reason: str = Field(description="Why there is no single-step form; empty if there is one.")


class ServingOut(BaseModel):
    """How a model is served."""

    runtime: str = Field(description="onnx; or keras or sklearn, if ONNX cannot express the model.")
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


class OutputOut(BaseModel):
    """One output of a model."""

    kind: str = Field(description="classification, regression, forecasting, generation, clustering, transform or reconstruction.")
    output_shape: list[int] = Field(description="Shape of one output, before it is converted to the units of the targets.")
    labels: list[int | str] | None = Field(description="Class labels, in the order of the output; null if it has none.")
    target_columns: list[str] | None = Field(description="Names of the forecast columns of a series; null if they are the inputs.")


class SignatureOut(BaseModel):
    """Inputs, outputs and methods of a model."""

    inputs: dict[str, InputOut] = Field(description="By name, in the model's order; a model without named nodes has one input, `inputs`.")
    outputs: dict[str, OutputOut] = Field(description="By name, in the model's order; a model without named nodes has one output, `outputs`.")
    methods: list[str] = Field(description="Values of the field `method`; empty if the model only labels its training data, or has several outputs.")
    stateful: bool = Field(description="Whether sessions can be opened, which keep the recurrent state from call to call.")
    latent_size: int | None = Field(description="Number of values of a latent point; null if there is no latent space.")


class ModelOut(BaseModel):
    """A model version."""

    ref: str
    name: str = Field(description="Its name; owner/name if it is another owner's.")
    owner: str
    version: int
    job_id: str
    kind: str | None = Field(description="Kind of its output; null if there are several, each of its own kind.")
    signature: SignatureOut
    preprocessing: dict[str, dict[str, list[dict[str, Any]]]] = Field(
        description="The preprocessing steps with their fitted state: `inputs` by input name, `targets` by output name."
    )
    metrics: dict[str, float]
    serving: ServingOut
    sha256: str = Field(description="Digest of the artifact.")
    size_bytes: int
    provenance: dict[str, Any]
    created_at: datetime


class ModelPage(BaseModel):
    """A page of models: the newest version of each, by name."""

    models: list[ModelOut]
    next_cursor: str | None


class VersionsOut(BaseModel):
    """All versions of a model, newest first."""

    versions: list[ModelOut]


@router.get("")
def list_models(
    parts: TheParts,
    cursor: Annotated[str | None, Query(description="`next_cursor` of the previous page.")] = None,
    limit: Annotated[int, Query(ge=1, le=200, description="Models on a page.")] = 50,
    shared: Annotated[bool, Query(description="Whether to list the models that other owners share with yours, instead of its own.")] = False,
) -> ModelPage:
    """List the newest version of each model, by name."""
    found = parts.registry.newest(cursor, limit + 1, shared=shared)
    page = found[:limit]
    return ModelPage(models=[_model_out(version) for version in page], next_cursor=page[-1].name if len(found) > limit else None)


@router.get("/{ref:ref}")
def get_model(ref: str, parts: TheParts) -> ModelOut:
    """Show a model version: `name` for the newest, `name@3` for version 3."""
    return _model_out(parts.registry.resolve(ref))


@router.get("/{name:ref}/versions", responses=problems("no-such-model"))
def list_versions(name: str, parts: TheParts) -> VersionsOut:
    """List all versions of a model, newest first."""
    return VersionsOut(versions=[_model_out(version) for version in parts.registry.versions(name)])


@router.get("/{name:ref}/versions/{version}", responses=problems("no-such-model"))
def get_version(name: str, version: int, parts: TheParts) -> ModelOut:
    """Show one version of a model."""
    return _model_out(parts.registry.resolve(f"{name}@{version}"))


def _model_out(version: Version) -> ModelOut:
    signature = stored_signature(version.signature)
    return ModelOut(
        ref=version.ref,
        name=version.name,
        owner=version.owner,
        kind=signature.output.kind if len(signature.outputs) == 1 else None,
        signature=SignatureOut(**signature.as_dict()),
        preprocessing=stored_steps(version.preprocessing),
        serving=ServingOut(**{"steps": None, **version.serving}),
        **{name: getattr(version, name) for name in ("version", "job_id", "metrics", "sha256", "size_bytes", "provenance", "created_at")},
    )
