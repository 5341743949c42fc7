"""Deletions: models, jobs, sweeps and data sets are hidden at once, restored by an undo, or removed after some days."""

from datetime import UTC, datetime
from typing import Annotated, Literal, Self

from fastapi import APIRouter, Query
from fastapi.concurrency import run_in_threadpool
from pydantic import AwareDatetime, BaseModel, Field

from models.core.errors import Fault
from models.core.schema_name import SchemaName
from service.access.guarded_route import GuardedRoute
from service.api.filters import Tags
from service.api.keys import actor_of
from service.cancelling import stopped
from service.deps import Parts, TheParts
from service.errors import Invalid
from service.problem_types.declared import problems
from service.store.deletion_rows import DeletedKind, Deletion, Order
from service.store.job_filter import JobFilter
from service.store.purging import Purging

router = APIRouter(prefix="/v1", route_class=GuardedRoute)

#: Seconds for which a request removes files itself; what is left then, a worker removes.
PURGE_S = 1.0
_PURGE = "Remove the files at once, so that it cannot be undone."
_CANCEL = "Cancel what has not ended first, and wait until it has stopped."
_MODELS = "Delete the model versions that the jobs have registered, too."

Purge = Annotated[bool, Query(description=_PURGE)]
Cancel = Annotated[bool, Query(description=_CANCEL)]
WithModels = Annotated[bool, Query(description=_MODELS)]
#: The states of jobs that can be deleted.
EndedState = Annotated[Literal["succeeded", "failed", "cancelled"], SchemaName("EndedState", "State of a job that has ended.")]


class DeletionOut(BaseModel):
    """A deletion: what was deleted, and until when it can be restored."""

    id: str = Field(description="Its id, by which it is undone.")
    kind: DeletedKind = Field(description="What was deleted: a model with all versions, one version, a job, jobs by filters, a sweep, a data set.")
    name: str = Field(description="What was deleted, as it was named: a reference, an id, or the filters.")
    n_versions: int = Field(description="Model versions in it.")
    n_jobs: int = Field(description="Jobs in it.")
    n_datasets: int = Field(description="Data sets in it.")
    size_bytes: int = Field(description="Bytes of its files, which are free once it is purged.")
    deleted_by: str = Field(description="Who deleted it: key and its id, account and its owner, nobody without a key, or retention.")
    deleted_at: datetime = Field(description="When it was deleted.")
    undo_until: datetime | None = Field(description="Until when it can be undone; null if its files are being removed or are gone.")

    @classmethod
    def of(cls, deletion: Deletion) -> Self:
        """Return what is shown of a deletion."""
        until = datetime.fromtimestamp(deletion.until, UTC) if deletion.purged_from is None else None
        return cls.model_validate({**vars(deletion), "undo_until": until})


class JobsDeletionOut(BaseModel):
    """What a deletion of many jobs takes."""

    n_jobs: int = Field(description="Jobs that are deleted.")
    n_versions: int = Field(description="Model versions that are deleted with them.")
    n_kept: int = Field(description="Jobs that fit the filters and are kept: they have not ended, or something needs them.")
    size_bytes: int = Field(description="Bytes of the files.")
    deletion: DeletionOut | None = Field(description="The deletion; null if nothing was deleted, as with `dry_run`.")


class DeletionPage(BaseModel):
    """A page of deletions, newest first."""

    deletions: list[DeletionOut] = Field(description="The deletions of which something is left.")
    next_cursor: str | None = Field(description="Give it as ?cursor= for the next page; null at the end.")


@router.delete("/models/{ref:ref}", tags=["models"], responses=problems("still-needed"))
def delete_model(ref: str, parts: TheParts, purge: Purge = False) -> DeletionOut:
    """Delete a model of your own.

    A name means all its versions, name@3 one of them. The jobs that made them go with them, unless other versions stand on these. It is hidden within
    a second, and its grants end; `undo_until` says how long it can be restored. 409 names what still needs it. A number of a version is never used
    again.
    """
    return _deleted(parts.deletions.model(ref, _order(parts, purge)), parts)


@router.delete("/jobs/{job_id}", tags=["jobs"], responses=problems("still-needed", "job-not-ended"))
async def delete_job(job_id: str, parts: TheParts, purge: Purge = False, cancel: Cancel = False, with_models: WithModels = False) -> DeletionOut:
    """Delete a job that has ended.

    Its events, history, checkpoints and files go with it. 409 while it has not ended, or while a model that it made is there.
    """
    if cancel:
        await stopped(lambda: [parts.jobs.get(job_id)], parts)
    return await run_in_threadpool(lambda: _deleted(parts.deletions.job(job_id, _order(parts, purge, with_models)), parts))


@router.delete("/jobs", tags=["jobs"])
def delete_jobs(
    parts: TheParts,
    state: Annotated[EndedState | None, Query(description="Only jobs in this state; jobs that have not ended are never deleted.")] = None,
    name: Annotated[str | None, Query(description="Only jobs whose model has this name.")] = None,
    recipe: Annotated[str | None, Query(description="Only jobs of this recipe.")] = None,
    before: Annotated[AwareDatetime | None, Query(description="Only jobs that ended before this time, such as 2026-11-01T00:00:00Z.")] = None,
    tag: Tags = None,
    with_models: WithModels = False,
    purge: Purge = False,
    dry_run: Annotated[bool, Query(description="Only count what would be deleted.")] = False,
) -> JobsDeletionOut:
    """Delete the jobs that fit filters.

    At least one filter is needed. Jobs that have not ended are kept, and so are those that something needs, such as the model that one made; they are
    counted. One undo restores all that are deleted.
    """
    ended_before = None if before is None else before.timestamp()
    wanted = JobFilter(state=state, name=name, recipe=recipe, ended_before=ended_before, tags=tuple(tag or ()))
    if wanted == JobFilter():
        raise Invalid.of([Fault("/query", "expected at least one of state, name, recipe, before and tag, got none: they say which jobs are deleted")])
    order = _order(parts, purge, with_models)
    result = parts.bulk_deletion.look(wanted, order) if dry_run else parts.bulk_deletion.delete(wanted, order)
    deletion = None if result.deletion is None else _deleted(result.deletion, parts)
    return JobsDeletionOut(**{**vars(result), "deletion": deletion})


@router.delete("/sweeps/{sweep_id}", tags=["jobs"], responses=problems("still-needed", "job-not-ended"))
async def delete_sweep(sweep_id: str, parts: TheParts, purge: Purge = False, cancel: Cancel = False, with_models: WithModels = False) -> DeletionOut:
    """Delete a sweep with its jobs.

    All of it, or nothing: 409 while one of its jobs has not ended, or while a model that one has made is there.
    """
    if cancel:
        await stopped(lambda: parts.jobs.sweep(sweep_id), parts)
    return await run_in_threadpool(lambda: _deleted(parts.deletions.sweep(sweep_id, _order(parts, purge, with_models)), parts))


@router.delete("/datasets/{dataset_id}", tags=["datasets"], responses=problems("still-needed"))
def delete_dataset(dataset_id: str, parts: TheParts, purge: Purge = False) -> DeletionOut:
    """Delete an upload of your own.

    Models that were trained on it stay, and so do versions with appended rows. Its grants end. 409 while a job that has not ended uses it.
    """
    return _deleted(parts.deletions.dataset(dataset_id, _order(parts, purge)), parts)


@router.get("/deletions", tags=["deletions"])
def list_deletions(
    parts: TheParts,
    cursor: Annotated[str | None, Query(description="`next_cursor` of the previous page.")] = None,
    limit: Annotated[int, Query(ge=1, le=200, description="Deletions on a page.")] = 50,
) -> DeletionPage:
    """List what you have deleted and what is not gone yet.

    The newest deletion is first. Give `next_cursor` of a page as `cursor` for the next one.
    """
    found = parts.deletions.page(cursor, limit + 1)
    page = found[:limit]
    return DeletionPage(deletions=[DeletionOut.of(one) for one in page], next_cursor=page[-1].id if len(found) > limit else None)


@router.get("/deletions/{deletion_id}", tags=["deletions"])
def get_deletion(deletion_id: str, parts: TheParts) -> DeletionOut:
    """Show a deletion.

    404 once it was undone, and once all of it is gone.
    """
    return DeletionOut.of(parts.deletions.get(deletion_id))


@router.post("/deletions/{deletion_id}/undo", tags=["deletions"], responses=problems("undo-clashes"))
def undo_deletion(deletion_id: str, parts: TheParts) -> DeletionOut:
    """Restore what was deleted.

    Everything of the deletion is there again, except for grants. The response is the deletion that was undone.
    """
    return DeletionOut.of(parts.deletions.undo(deletion_id, actor_of(parts.caller)))


@router.delete("/deletions/{deletion_id}", tags=["deletions"])
def purge_deletion(deletion_id: str, parts: TheParts) -> DeletionOut:
    """Remove what was deleted now.

    Its bytes are free at once, those of much within a while. It cannot be undone any more.
    """
    return _purged(parts.deletions.purge(deletion_id), parts)


def _order(parts: Parts, purge: bool, with_models: bool = False) -> Order:
    return Order(actor_of(parts.caller), purge, with_models)


def _deleted(deletion: Deletion, parts: Parts) -> DeletionOut:
    return DeletionOut.of(deletion) if deletion.purged_from is None else _purged(deletion, parts)


def _purged(deletion: Deletion, parts: Parts) -> DeletionOut:
    Purging(parts.database, parts.files).run(deletion.id, PURGE_S)
    return DeletionOut.of(deletion)
