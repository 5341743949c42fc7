"""Trials of searches and cross-validations, and files that jobs leave beside their models."""

from pathlib import Path
from typing import Annotated, Any, Literal

from fastapi import APIRouter, BackgroundTasks, Query
from fastapi.responses import FileResponse
from pydantic import BaseModel, Field

from models.core.output_files import OUTPUTS
from models.searching.ranking import Standing, standings
from service.api.job_schemas import JobOut
from service.api.jobs import job_out
from service.deps import Parts, TheJob, TheParts
from service.errors import NotFound
from service.store.rows import Job
from service.store.states import OPEN

router = APIRouter(prefix="/v1/jobs", tags=["jobs"])


class CandidateOut(BaseModel):
    """One candidate of a search, or the one of a cross-validation."""

    candidate: int = Field(description="Number of the candidate, from 0, in the order in which they are tried.")
    params: dict[str, Any] = Field(description="Its values, by the keys of the search space.")
    scores: list[float | None] = Field(description="Score on each fold, in order; null where not done, or failed.")
    train_scores: list[float | None] = Field(description="The same on the samples it was fitted to.")
    mean_score: float | None = Field(description="Mean of the scores; null until all are there.")
    std_score: float | None = Field(description="Standard deviation of the scores, over the folds as they are.")
    mean_train_score: float | None
    mean_fit_seconds: float | None
    figures: dict[str, float] = Field(description="Further figures, of clusters for example.")
    errors: list[str] = Field(description="Why trials failed; empty where none has.")
    rank: int | None = Field(description="Place among the candidates, from 1; equals share the better one.")


class CandidatePage(BaseModel):
    """A page of candidates."""

    candidates: list[CandidateOut]
    n_candidates: int = Field(description="Candidates there are so far; later rounds add more.")
    n_trials: int = Field(description="Trials there are so far: candidates times folds.")
    n_open: int = Field(description="Trials that are still to be done.")
    next_cursor: int | None = Field(description="Give it as ?cursor= for the next page; null at the end.")


class FileOut(BaseModel):
    """A file a job has left."""

    name: str
    size_bytes: int


class FilesOut(BaseModel):
    """The files a job has left beside its model."""

    files: list[FileOut]


@router.get("/{job_id}/trials")
def list_trials(
    job: TheJob,
    parts: TheParts,
    order: Annotated[Literal["candidate", "rank"], Query(description="By number, or the best first; those without a mean come last.")] = "candidate",
    cursor: Annotated[int, Query(ge=0, description="`next_cursor` of the page before.")] = 0,
    limit: Annotated[int, Query(ge=1, le=1000, description="Candidates on a page.")] = 100,
) -> CandidatePage:
    """List the candidates of a search (one, for a cross-validation): parameters, score of each fold, mean, deviation, time, rank."""
    trials = parts.trials.of_job(job.id)
    lines = standings(trials)
    if order == "rank":
        lines.sort(key=lambda line: (line.rank is None, line.rank, line.candidate))
    page = lines[cursor : cursor + limit]
    figures = {trial.candidate: trial.figures for trial in trials if trial.figures}
    return CandidatePage(
        candidates=[_candidate_out(line, figures.get(line.candidate, {})) for line in page],
        n_candidates=len(lines),
        n_trials=len(trials),
        n_open=sum(trial.state in OPEN for trial in trials),
        next_cursor=cursor + limit if cursor + limit < len(lines) else None,
    )


@router.post("/{job_id}/stop", status_code=202)
def stop_job(job_id: str, parts: TheParts, background: BackgroundTasks) -> JobOut:
    """Stop a running search: trials that run are finished, the best candidate so far is fitted to all data and kept."""
    job = parts.jobs.request_stop(job_id)
    background.add_task(parts.queue.call_trial_workers, job.id, job.queue)  # Where nobody is at work, someone has to end it.
    return job_out(job, parts)


@router.get("/{job_id}/files")
def list_files(job: TheJob, parts: TheParts) -> FilesOut:
    """List the files a job has left beside its model."""
    folder = _outputs(job, parts)
    found = sorted(folder.iterdir()) if folder.is_dir() else []
    return FilesOut(files=[FileOut(name=path.name, size_bytes=path.stat().st_size) for path in found if not path.name.startswith(".")])


@router.get("/{job_id}/files/{name}", response_class=FileResponse)
def download_file(job: TheJob, name: str, parts: TheParts) -> FileResponse:
    """Download a file that a job has left."""
    known = [file.name for file in list_files(job, parts).files]
    if name not in known:
        raise NotFound(f"job {job.id} has left no file {name!r}; it has {', '.join(known) or 'none'}")
    return FileResponse(_outputs(job, parts) / name, media_type="application/octet-stream", filename=f"{job.name}-{name}")


def _outputs(job: Job, parts: Parts) -> Path:
    """Return where the process that ended a job left its files."""
    return parts.files.path(f"jobs/{job.id}/{job.owner}/{OUTPUTS}")


def _candidate_out(line: Standing, figures: dict[str, float]) -> CandidateOut:
    return CandidateOut(
        candidate=line.candidate,
        params=line.params,
        scores=line.scores,
        train_scores=line.train_scores,
        mean_score=line.mean,
        std_score=line.std,
        mean_train_score=line.mean_train,
        mean_fit_seconds=line.fit_seconds,
        figures=figures,
        errors=line.errors,
        rank=line.rank,
    )
