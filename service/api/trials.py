"""Trials of searches and cross-validations, and files that jobs leave beside their models."""

from pathlib import Path
from typing import Annotated, Literal

from fastapi import APIRouter, BackgroundTasks, Query
from fastapi.responses import FileResponse

from models.core.output_files import OUTPUTS
from models.searching.ranking import Standing, standings
from service.api.jobs import job_out
from service.api.schemas import JobOut
from service.api.trial_schemas import CandidateOut, CandidatePage, FileOut, FilesOut
from service.deps import Parts, TheJob, TheParts
from service.errors import NotFound
from service.store.rows import Job
from service.store.states import OPEN

router = APIRouter(prefix="/v1/jobs", tags=["jobs"])


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
    background.add_task(parts.queue.call_for_help, job.id, job.queue)  # Where nobody is at work, someone has to end it.
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
