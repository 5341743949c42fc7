"""The lineage of a version: from its data to what continued from it."""

from datetime import datetime

from fastapi import APIRouter
from pydantic import BaseModel, Field

from service.api.tagged_route import TaggedRoute
from service.deps import TheParts
from service.lineage import Graph, Relation, ThingKind, lineage_of

router = APIRouter(prefix="/v1/models", tags=["models"], route_class=TaggedRoute)


class LineageThingOut(BaseModel):
    """A data set, job or model version of a lineage."""

    id: str = Field(description="Its id in this answer: its kind and its name.")
    kind: ThingKind = Field(description="What it is.")
    name: str = Field(description="Source of a data set as in a spec, id of a job, or reference of a model version.")
    gone: bool = Field(description="Whether it was deleted, or is another owner's and not shared with you: then only its name is known.")
    title: str | None = Field(description="Name of an uploaded data set, or of the model of a job; null if there is none.")
    state: str | None = Field(description="State of a job; null of other things.")
    sha256: str | None = Field(description="Digest of the uploaded file, or of the artifact; null of other things.")
    data_sha256: str | None = Field(description="Digest of the raw training part of a model; null of imported models and other things.")
    created_at: datetime | None = Field(description="When it was made; null of built-in data sets, and of what is gone.")


class LineageLinkOut(BaseModel):
    """One thing was made from another."""

    parent: str = Field(description="Id of the older thing.")
    child: str = Field(description="Id of the newer thing.")
    relation: Relation = Field(
        description="data: the job was given the data set; start: it began with the weights of the model; share: it shared layers with it; layer: it "
        "has it, or its weights, as a layer; checkpoint: it registered a checkpoint of the other job; retrained: it trained the spec of the model "
        "again; made: the job made the model; imported: it imported it; appended: the data set is the other one with further rows."
    )


class LineageOut(BaseModel):
    """What a model version was made from, and what was made from it: a graph without cycles."""

    model: str = Field(description="The model version.")
    things: list[LineageThingOut] = Field(description="Data sets, jobs and models, the model itself first, then what it was made from; at most 200.")
    links: list[LineageLinkOut] = Field(description="How they follow from one another.")
    complete: bool = Field(
        description="Whether nothing was left out: false beyond 200 things, 20 jobs one after another, or a job whose spec can no longer be read."
    )


@router.get("/{ref:ref}/lineage")
def get_lineage(ref: str, parts: TheParts) -> LineageOut:
    """Show what a model was made from, and what from it.

    Data sets, jobs and versions in both directions; what was deleted or is not shared with you is named as gone.
    """
    version = parts.registry.resolve(ref)
    return _lineage_out(version.ref, lineage_of(version, parts))


def _lineage_out(ref: str, graph: Graph) -> LineageOut:
    things = [LineageThingOut(id=thing.id, gone=thing.is_gone, **_fields(vars(thing))) for thing in graph.things.values()]
    return LineageOut(model=ref, things=things, links=[LineageLinkOut(**vars(link)) for link in graph.links], complete=graph.is_whole)


def _fields(thing: dict[str, object]) -> dict[str, object]:
    return {name: value for name, value in thing.items() if name in LineageThingOut.model_fields}
