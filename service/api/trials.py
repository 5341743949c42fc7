"""Trials of searches and cross-validations, and the output files of jobs."""

from pathlib import Path
from typing import Annotated, Any, Literal

from fastapi import APIRouter, BackgroundTasks, Query, Request, Response
from fastapi.responses import FileResponse
from pydantic import BaseModel, Field

from models.core.files import OUTPUTS
from models.core.schema_name import SchemaName
from models.searching.ranking import Standing, standings
from service.access.guarded_route import GuardedRoute
from service.api.job_answers import JobOut, job_out
from service.api.openapi import download_response
from service.api.sent_file import SentFile, etag_of_file
from service.bodies.content import BYTES
from service.deps import Parts, TheJob, TheParts
from service.errors import NotFound
from service.problem_types.declared import problems
from service.problem_types.of_missing import NO_SUCH_FILE
from service.store.rows import Job

router = APIRouter(prefix="/v1/jobs", tags=["jobs"], route_class=GuardedRoute)


class CandidateOut(BaseModel):
    """A candidate of a search, or the only one of a cross-validation."""

    candidate: int = Field(description="Index of the candidate, from 0, in the order of the search.")
    params: dict[str, Any] = Field(description="Its parameters, by the keys of the search space.")
    scores: list[float | None] = Field(description="Score on each fold, in order; null if the trial is not done, or failed.")
    train_scores: list[float | None] = Field(description="Score on the training part of each fold.")
    mean_score: float | None = Field(description="Mean of the scores; null until all are known.")
    std_score: float | None = Field(description="Standard deviation of the scores (of the population).")
    mean_train_score: float | None = Field(description="Mean of the scores on the training parts; null until all are known.")
    mean_fit_seconds: float | None = Field(description="Mean duration of a fit, in seconds; null until one is done.")
    figures: dict[str, float] = Field(description="Further figures, for example of clusters.")
    errors: list[str] = Field(description="Why trials failed; empty if none has.")
    rank: int | None = Field(description="Rank among the candidates, from 1; equal means share the better rank.")


class CandidatePage(BaseModel):
    """A page of candidates."""

    candidates: list[CandidateOut] = Field(description="The candidates of the page.")
    n_candidates: int = Field(description="Candidates so far; later rounds add more.")
    n_trials: int = Field(description="Trials so far: candidates times folds.")
    n_open: int = Field(description="Trials that are not done yet.")
    next_cursor: int | None = Field(description="Give it as ?cursor= for the next page; null at the end.")


CandidateState = Annotated[
    Literal["scored", "failed", "open"],
    SchemaName("CandidateState", "Whether all folds of a candidate are scored, one has failed, or neither, also after the search has ended."),
]


class CandidateScoresOut(BaseModel):
    """All candidates of a search in columns, ordered by index: what stands at one position of the lists belongs to one candidate."""

    candidates: list[int] = Field(description="Index of each candidate, from 0.")
    rounds: list[int] = Field(description="Round of the search that it is of, from 0.")
    params: dict[str, list[Any]] = Field(description="Its values, by the keys of the search space; null where it has none.")
    mean_scores: list[float | None] = Field(description="Mean of its scores; null until all are known.")
    std_scores: list[float | None] = Field(description="Standard deviation of its scores (of the population).")
    mean_fit_seconds: list[float | None] = Field(description="Mean duration of a fit, in seconds; null until one is done.")
    ranks: list[int | None] = Field(description="Rank among the candidates, from 1; equal means share the better rank.")
    states: list[CandidateState] = Field(description="Whether it is scored, has failed, or is open.")


class FileOut(BaseModel):
    """An output file of a job."""

    name: str = Field(description="Name of the file, by which it is downloaded.")
    size_bytes: int = Field(description="Size of the file, in bytes.")


class FilesOut(BaseModel):
    """The output files of a job."""

    files: list[FileOut] = Field(description="The files, by name.")


@router.get("/{job_id}/trials")
def list_trials(
    job: TheJob,
    parts: TheParts,
    order: Annotated[Literal["candidate", "rank"], Query(description="By index, or best first; candidates without a mean are last.")] = "candidate",
    cursor: Annotated[int, Query(ge=0, description="`next_cursor` of the previous page.")] = 0,
    limit: Annotated[int, Query(ge=1, le=1000, description="Candidates on a page.")] = 100,
) -> CandidatePage:
    """List the candidates of a search.

    Parameters, scores on each fold, mean, deviation, time and rank. A cross-validation has one candidate, other jobs have none. Give `next_cursor` of
    a page as `cursor` for the next one.
    """
    trials = parts.trials.scores_of_job(job.id)
    lines = standings(trials)
    if order == "rank":
        lines.sort(key=lambda line: (line.rank is None, line.rank, line.candidate))
    page = lines[cursor : cursor + limit]
    n_open, figures = parts.trials.open_and_figures(job.id, [line.candidate for line in page])
    return CandidatePage(
        candidates=[_candidate_out(line, figures.get(line.candidate, {})) for line in page],
        n_candidates=len(lines),
        n_trials=len(trials),
        n_open=n_open,
        next_cursor=cursor + limit if cursor + limit < len(lines) else None,
    )


@router.get("/{job_id}/trials/scores")
def list_scores(job: TheJob, parts: TheParts) -> CandidateScoresOut:
    """List the parameters and scores of all candidates of a search.

    For a plot of them: in columns and in one response, also of ten thousand. The lists are empty for other jobs.
    """
    lines = standings(parts.trials.scores_of_job(job.id))
    keys = dict.fromkeys(key for line in lines for key in line.params)
    return CandidateScoresOut(
        candidates=[line.candidate for line in lines],
        rounds=[line.round for line in lines],
        params={key: [line.params.get(key) for line in lines] for key in keys},
        mean_scores=[line.mean for line in lines],
        std_scores=[line.std for line in lines],
        mean_fit_seconds=[line.fit_seconds for line in lines],
        ranks=[line.rank for line in lines],
        states=["failed" if line.errors else "open" if line.mean is None else "scored" for line in lines],
    )


@router.post("/{job_id}/stop", status_code=202, responses=problems("job-ended", "not-a-search"))
def stop_job(job_id: str, parts: TheParts, background: BackgroundTasks) -> JobOut:
    """Stop a search with its best candidate so far.

    Running trials are finished, others skipped; the best candidate is fitted to all data and registered. 409 for other jobs: cancel them.
    """
    job = parts.jobs.request_stop(job_id)
    background.add_task(parts.queue.call_trial_workers, job.id, job.queue)  # If no trial worker is running, one has to end the job.
    return job_out(job, parts)


@router.get("/{job_id}/files")
def list_files(job: TheJob, parts: TheParts) -> FilesOut:
    """List the output files of a job.

    Files besides the model: transformed rows, augmented images, or texts that were generated while training.
    """
    folder = _outputs(job, parts)
    paths = sorted(folder.iterdir()) if folder.is_dir() else []
    return FilesOut(files=[FileOut(name=path.name, size_bytes=path.stat().st_size) for path in paths if not path.name.startswith(".")])


@router.get("/{job_id}/files/{name}", response_class=FileResponse, responses=download_response(BYTES, "no-such-file"))
def download_file(job: TheJob, name: str, request: Request, parts: TheParts) -> Response:
    """Download an output file of a job.

    Name a file that `GET /v1/jobs/{job_id}/files` lists.
    """
    known = [file.name for file in list_files(job, parts).files]
    if name not in known:
        raise NotFound(f"job {job.id} has no file {name!r}; expected one of {', '.join(known) or 'none'}", kind=NO_SUCH_FILE)
    path = _outputs(job, parts) / name
    return SentFile(path, f"{job.name}-{name}", BYTES, etag_of_file(path)).response(request)


def _outputs(job: Job, parts: Parts) -> Path:
    """Return the output folder of the process that ended a job."""
    return parts.files.path(f"jobs/{job.id}/{job.process}/{OUTPUTS}")


def _candidate_out(line: Standing, figures: dict[str, float]) -> CandidateOut:
    return CandidateOut(
        mean_score=line.mean,
        std_score=line.std,
        mean_train_score=line.mean_train,
        mean_fit_seconds=line.fit_seconds,
        figures=figures,
        **{name: getattr(line, name) for name in ("candidate", "params", "scores", "train_scores", "errors", "rank")},
    )
