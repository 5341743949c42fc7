"""Curves of jobs for charts: loss, metrics and learning rate over their epochs, thinned."""

from collections.abc import Sequence
from typing import Annotated, Any

import orjson
from fastapi import APIRouter, Depends, Query, Response
from fastapi.concurrency import run_in_threadpool
from pydantic import BaseModel, Field

from models.core.errors import Fault
from service.access.guarded_route import GuardedRoute
from service.curves.columns import Columns
from service.curves.drawn import Wanted, drawn
from service.deps import Parts, TheParts
from service.errors import Invalid
from service.problem_types.declared import problems
from service.store.histories import Head

router = APIRouter(prefix="/v1/curves", tags=["jobs"], route_class=GuardedRoute)

#: Points of a curve, at most.
MAX_POINTS = 2_000
#: Jobs of one request, and names of metrics, at most.
MAX_JOBS = MAX_METRICS = 100
#: Largest number of an epoch that a database takes.
_MAX_EPOCH = 2**31 - 1


class MissingOut(BaseModel):
    """Epochs without a value of a metric, for which a curve has null."""

    metric: str = Field(description="Name of the metric.")
    n_epochs: int = Field(description="How many of the wanted epochs have none.")
    first_epoch: int = Field(description="Number of the first of them.")
    last_epoch: int = Field(description="Number of the last of them.")
    reason: str = Field(description="Why they have none.")


class JobCurvesOut(BaseModel):
    """The curves of one job."""

    job_id: str = Field(description="Id of the job.")
    name: str = Field(description="Name of the job's model.")
    last_event: int = Field(description="Id of the last event that the curves know of: the stream of events continues with ?after= this one.")
    first_epoch: int | None = Field(description="Number of the first epoch of the job; null if it has none.")
    last_epoch: int | None = Field(description="Number of its last one.")
    metrics: dict[str, list[float | None]] = Field(
        description="Loss, metrics and `learning_rate` by name, a value for each number of `epoch`, in single precision; null where there is none."
    )
    missing: list[MissingOut] = Field(description="Why values are missing within the epochs of the job; empty if none is.")


class CurvesOut(BaseModel):
    """Curves over the same epochs, so that a chart can draw them as they are."""

    epoch: list[int] = Field(
        description="Numbers of the epochs: each of those that are wanted, or the first, the two ends of each bucket (of three, if a curve has gaps, "
        "the middle one, too), and the last."
    )
    epochs_per_bucket: int = Field(
        description="Epochs of a bucket at most; 1 if every epoch is there. At its ends are its least and its greatest value, in the order in which "
        "they come, and null between them if a value is missing."
    )
    jobs: list[JobCurvesOut] = Field(description="The jobs, in the order in which they were named.")


async def _wanted(
    points: Annotated[int | None, Query(ge=10, le=MAX_POINTS, description="Points of a curve, at most; 2,000 when left out.")] = None,
    first: Annotated[int | None, Query(alias="from", ge=1, le=_MAX_EPOCH, description="Number of the first epoch.")] = None,
    last: Annotated[int | None, Query(alias="to", ge=1, le=_MAX_EPOCH, description="Number of the last epoch.")] = None,
    metric: Annotated[
        list[str] | None, Query(max_length=MAX_METRICS, description="Only the curve of this name, such as val_loss; repeat it for several.")
    ] = None,
) -> Wanted | None:
    """Return what of the curves is wanted; None if nothing is said of them."""
    if first is not None and last is not None and first > last:
        raise Invalid.of([Fault("/query/to", f"expected an epoch from {first} on, which is the first one (from), got {last}")])
    if (points, first, last, metric) == (None, None, None, None):
        return None
    return Wanted(points or MAX_POINTS, first, last, metric)


TheWanted = Annotated[Wanted | None, Depends(_wanted)]
#: All curves of all epochs.
EVERYTHING = Wanted(MAX_POINTS, None, None, None)


async def columns_of_jobs(job_ids: Sequence[str], parts: Parts) -> list[tuple[Head, Columns]]:
    """Return jobs of the caller with the columns of their epochs; 404 if one does not exist.

    Endpoints have them by a dependency: while it waits for curves that are read, it holds no thread.
    """
    heads = await run_in_threadpool(parts.histories.heads, list(dict.fromkeys(job_ids)))
    return [(head, await parts.columns.of(head, parts.histories)) for head in heads]


async def _asked(
    parts: TheParts,
    wanted: TheWanted,
    job: Annotated[
        list[str], Query(min_length=1, max_length=MAX_JOBS, description="Id of a job; repeat it to lay curves of several over one another.")
    ],
) -> tuple[list[tuple[Head, Columns]], Wanted]:
    return await columns_of_jobs(job, parts), wanted or EVERYTHING


@router.get("", response_model=CurvesOut, responses=problems("no-such-job"))
def get_curves(asked: Annotated[tuple[list[tuple[Head, Columns]], Wanted], Depends(_asked)]) -> Response:
    """Show curves of jobs, thinned for a chart.

    Loss, metrics and learning rate over the epochs of up to 100 jobs, all over the same epochs. Peaks, gaps and both ends are kept. Give `from` and
    `to` to look closer: of few enough epochs each is there.
    """
    return curves_response(drawn(*asked))


def curves_response(shown: dict[str, Any]) -> Response:
    """Return the response with curves, which are too many numbers for a form."""
    return Response(orjson.dumps(shown, option=orjson.OPT_SERIALIZE_NUMPY), media_type="application/json")
