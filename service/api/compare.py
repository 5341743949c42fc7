"""Comparison of two versions: metrics, specs, sizes and speed side by side."""

from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Query
from fastapi.concurrency import run_in_threadpool
from pydantic import BaseModel, Field

from models.core.differences import Change, differences
from service.access.guarded_route import GuardedRoute
from service.api.models import DataPartOut, RuntimeName
from service.api.value_types import Figure, JobPart
from service.comparing import Compared, metrics_of, reasons_against
from service.deps import Parts, TheParts
from service.errors import Unavailable
from service.problem_types.declared import problems
from service.recorded import recorded_of
from service.specs_of_versions import layers_of, shown_spec
from service.store.rows import Version

router = APIRouter(prefix="/v1/models", tags=["models"], route_class=GuardedRoute)

#: Sizes of the batches whose times are given.
BATCHES = (1, 32)


class SpeedOut(BaseModel):
    """How long a model takes for a batch on this server, without the time of reading and writing."""

    batch_size: int = Field(description="Samples in the batch.")
    milliseconds: float = Field(description="Expected time of the batch, as measured when the model was loaded, and corrected by its batches since.")


class ComparedOut(BaseModel):
    """One of two versions that are compared."""

    ref: str = Field(description="The model version.")
    job_id: str = Field(description="Id of the job that made it.")
    created_at: datetime = Field(description="When it was registered.")
    size_bytes: int = Field(description="Size of the artifact, in bytes.")
    compiled_bytes: int = Field(description="Size of its compiled forms, in bytes.")
    parameters: int | None = Field(description="Number of weights of the network; null for a pipeline of scikit-learn.")
    runtime: RuntimeName = Field(description="What runs it.")
    speed: list[SpeedOut] = Field(description="Times of a batch of one sample, and of a larger one; empty if the model cannot be served now.")
    part: JobPart | None = Field(description="Part of its data that it was evaluated on; null without an evaluation.")
    data_sha256: str | None = Field(description="Digest of the raw training part; null of an imported model.")
    parts: dict[str, DataPartOut] = Field(description="Size and digest of each raw part of its data, by its name; empty if they are not recorded.")


class MetricPairOut(BaseModel):
    """A metric of both versions."""

    name: str = Field(description="Its name.")
    value: float | None = Field(description="That of the model; null if it has none.")
    other: float | None = Field(description="That of the other one; null if it has none.")
    difference: float | None = Field(description="`value` minus `other`; null if one is missing.")
    part: JobPart | None = Field(description="Part of the data that it was measured on; null for a fitted parameter, which was not measured.")
    same_data: bool | None = Field(description="Whether both were measured on the same samples; null if that is not recorded, or not measured.")


class SpecDifferenceOut(BaseModel):
    """A difference of two specs. In their order they are a patch (RFC 6902) that makes the other spec."""

    pointer: str = Field(description="JSON pointer into the spec, after the differences before it.")
    change: Change = Field(description="replace: both have it; add: only the other one has it; remove: only the model has it.")
    value: Figure | bool | None = Field(description="In the spec of the model; null if it is not there.")
    other: Figure | bool | None = Field(description="In the spec of the other one; null if it is not there.")


class VersionPairOut(BaseModel):
    """A program or library that both versions were made with."""

    name: str = Field(description="Its name.")
    value: str | None = Field(description="Version that the model was made with; null if it was made without.")
    other: str | None = Field(description="Version that the other one was made with; null if it was made without.")


class ComparisonOut(BaseModel):
    """Two model versions side by side."""

    model: ComparedOut = Field(description="The model.")
    other: ComparedOut = Field(description="The one it is compared with.")
    comparable: bool = Field(description="Whether their evaluations are of the same samples and outputs, so that the better one is the better model.")
    reasons: list[str] = Field(description="Why they are not; empty if they are.")
    metrics: list[MetricPairOut] = Field(description="Metrics of both, in the order of the model's.")
    spec: list[SpecDifferenceOut] = Field(description="What differs between their specs; empty if they are equal.")
    libraries: list[VersionPairOut] = Field(description="Versions of Modelbook, Python and the libraries, by name.")


@router.get("/{ref:ref}/compare", responses=problems("model-unavailable"))
async def compare_models(
    ref: str,
    parts: TheParts,
    other: Annotated[str, Query(alias="with", max_length=200, description="Reference of the model to compare with, such as digits@2.")],
) -> ComparisonOut:
    """Compare two model versions.

    Metrics, specs, sizes, speed, data and libraries side by side, and whether the figures are of the same samples.
    """
    versions = await run_in_threadpool(lambda: [parts.registry.resolve(name) for name in (ref, other)])
    speeds = [await _speed(version, parts) for version in versions]
    return await run_in_threadpool(_comparison, versions, speeds, parts)


async def _speed(version: Version, parts: Parts) -> list[SpeedOut]:
    try:
        loaded = await parts.loading.get(version)
    except Unavailable:
        return []
    return [SpeedOut(batch_size=size, milliseconds=1000 * loaded.batcher.expected_s(size)) for size in BATCHES]


def _comparison(versions: list[Version], speeds: list[list[SpeedOut]], parts: Parts) -> ComparisonOut:
    first, second = (Compared(version, recorded_of(version, parts)) for version in versions)
    model, other = (_compared_out(each, speed, parts) for each, speed in zip((first, second), speeds, strict=True))
    reasons = reasons_against(first, second)
    specs = (shown_spec(each.version, each.recorded) for each in (first, second))
    return ComparisonOut(
        model=model,
        other=other,
        comparable=not reasons,
        reasons=reasons,
        metrics=[MetricPairOut(**vars(metric)) for metric in metrics_of(first, second)],
        spec=[SpecDifferenceOut(**vars(found)) for found in differences(*specs)],
        libraries=_libraries(first, second),
    )


def _compared_out(each: Compared, speed: list[SpeedOut], parts: Parts) -> ComparedOut:
    version = each.version
    layers = layers_of(version, each.recorded, parts)
    return ComparedOut.model_validate(
        {
            **{name: getattr(version, name) for name in ("ref", "job_id", "created_at", "size_bytes")},
            "compiled_bytes": version.stored_bytes - version.size_bytes,
            "parameters": sum(layer.parameters for layer in layers) if layers else None,
            "runtime": version.serving["runtime"],
            "speed": speed,
            "part": each.part,
            "data_sha256": each.recorded.data_sha256,
            "parts": each.recorded.parts,
        }
    )


def _libraries(first: Compared, second: Compared) -> list[VersionPairOut]:
    mine, others = (_versions(each.recorded.provenance) for each in (first, second))
    return [VersionPairOut(name=name, value=mine.get(name), other=others.get(name)) for name in dict.fromkeys((*mine, *others))]


def _versions(provenance: dict[str, Any]) -> dict[str, str]:
    return {"modelbook": provenance["modelbook"], "python": provenance["python"], **provenance["libraries"]}
