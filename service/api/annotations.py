"""Tags and notes: what an owner writes on its jobs, models and data sets, to find them again."""

from typing import Annotated, Any

from fastapi import APIRouter, Request
from fastapi.concurrency import run_in_threadpool
from pydantic import AfterValidator, Field

from models.core.names import unseen_in
from models.core.part import Part
from models.core.redaction import holds_key
from service.access.guarded_route import GuardedRoute
from service.api.job_answers import JobOut, job_out
from service.api.models import ModelOut, model_out
from service.api.openapi import json_body
from service.api.uploads import UploadOut
from service.api.value_types import MAX_TAGS, Tag
from service.bodies.content import MAX_SPEC_BYTES, read_part
from service.deps import TheParts
from service.problem_types.declared import problems
from service.store.annotations import Annotations

router = APIRouter(prefix="/v1", route_class=GuardedRoute)

#: Most characters of a note.
MAX_NOTE = 10_000


def _different(tags: list[str] | None) -> list[str] | None:
    if tags is not None and len(set(tags)) < len(tags):
        raise ValueError("expected each tag once")
    return tags


def _readable(note: str | None) -> str | None:
    if note is None:
        return None
    if holds_key(note):
        raise ValueError("expected a note, got a text with a key in it; notes are shown in lists")
    if unseen := unseen_in(note.replace("\n", "").replace("\t", "")):
        raise ValueError(f"expected a note without control characters and characters that reorder text, got one with {unseen}")
    return note


class AnnotationsRequest(Part):
    """What is written on a thing; a field that is left out stays as it is."""

    tags: Annotated[list[Tag] | None, AfterValidator(_different)] = Field(
        None, max_length=MAX_TAGS, description="All its tags: small letters, digits and . _ : / -, at most 40 characters each; null for none."
    )
    note: Annotated[str | None, AfterValidator(_readable)] = Field(None, max_length=MAX_NOTE, description="A text for people; null for none.")

    @property
    def annotations(self) -> Annotations:
        """Return the changes."""
        empty: dict[str, Any] = {"tags": [], "note": ""}
        return Annotations(**{name: getattr(self, name) or empty[name] for name in self.model_fields_set})


_EXAMPLE = json_body(AnnotationsRequest, {"tags": ["baseline", "team:vision"], "note": "The first one that reads sevens well."})


@router.patch("/jobs/{job_id}", tags=["jobs"], openapi_extra=_EXAMPLE)
async def annotate_job(job_id: str, request: Request, parts: TheParts) -> JobOut:
    """Write tags and a note on a job.

    They change nothing else about it, in whatever state it is. A field that is left out stays.
    """
    wanted = await read_part(request, MAX_SPEC_BYTES, AnnotationsRequest)
    return await run_in_threadpool(lambda: job_out(parts.jobs.annotate(job_id, wanted.annotations), parts))


@router.patch("/models/{ref:ref}", tags=["models"], openapi_extra=_EXAMPLE)
async def annotate_model(ref: str, request: Request, parts: TheParts) -> ModelOut:
    """Write tags and a note on a model of yours.

    With a bare name on the name, which counts for all versions; with a version or an alias on that version.
    """
    wanted = await read_part(request, MAX_SPEC_BYTES, AnnotationsRequest)
    return await run_in_threadpool(lambda: model_out(parts.registry.annotate(ref, wanted.annotations), parts))


@router.patch("/datasets/{dataset_id}", tags=["datasets"], openapi_extra=_EXAMPLE, responses=problems("no-such-dataset"))
async def annotate_dataset(dataset_id: str, request: Request, parts: TheParts) -> UploadOut:
    """Write tags and a note on an uploaded data set of yours.

    They change nothing else about it. A field that is left out stays.
    """
    wanted = await read_part(request, MAX_SPEC_BYTES, AnnotationsRequest)
    return UploadOut.of(await run_in_threadpool(parts.uploads.annotate, dataset_id, wanted.annotations))
