# Written from _async/jobs.py by client/python/tools/generate.py; do not edit.
"""Jobs: submitted, followed, ended, and what they leave."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import PrivateAttr

from modelbook import _operations as operations
from modelbook._sync.bound import bind
from modelbook._sync.courses import Course, Curves
from modelbook._sync.deletions import Deletion, deleted
from modelbook._sync.downloads import download
from modelbook._sync.http import Http
from modelbook._sync.pages import pages
from modelbook._sync.plots import OF_JOBS, Plots, plots_of
from modelbook._calls import Call, annotations_body, json_body, submission_headers
from modelbook._events import FINAL
from modelbook._files import PathLike
from modelbook._models import CandidateOut, CandidatePage, CandidateScoresOut, CheckpointOut, CheckpointsOut, FileOut, FilesOut, JobOut, JobPage
from modelbook._notebook import job_html
from modelbook._operations import Operation
from modelbook._progress import INTERRUPTS, JobDisplay, display_for, left_running
from modelbook._specs import Patch, Trainable, submission, task_of
from modelbook.errors import JobCancelled, JobFailed, ModelbookError

if TYPE_CHECKING:
    from modelbook._sync.models import Model

#: Tasks whose jobs make no model.
_WITHOUT_MODEL = frozenset({"batch", "cross_validate", "reproduce"})


class JobCalls(Course):
    """What can be asked of a job, and done with it."""

    if TYPE_CHECKING:
        id: str
        _http: Http

    def refresh(self) -> Job:
        """Return the job as it is now."""
        return self._job(operations.GET_JOB)

    def annotate(self, *, tags: Sequence[str] | None = None, note: str | None = None) -> Job:
        """Write all its tags and a note on the job, and return it; what is left out stays, what is empty is taken away."""
        call = Call(operations.ANNOTATE_JOB, {"job_id": self.id}, body=annotations_body(tags, note))
        return bind(self._http.get(Job, call), self._http)

    def cancel(self) -> Job:
        """Cancel the job: at once if it is queued, after the current batch or trial if it is running."""
        return self._job(operations.CANCEL_JOB)

    def delete(self, *, purge: bool | None = None, cancel: bool | None = None, with_models: bool | None = None) -> Deletion:
        """Delete the job; `.undo()` what is returned to restore it.

        Args:
            purge: Whether to remove the files at once, so that nothing can be restored.
            cancel: Whether to cancel first what has not ended.
            with_models: Whether to delete the model versions that were registered, too.

        Raises:
            ConflictError: It has not ended, or a model that it made is there.
        """
        query = {"purge": purge, "cancel": cancel, "with_models": with_models}
        return deleted(self._http, operations.DELETE_JOB, {"job_id": self.id}, **query)

    def pause(self) -> Job:
        """Pause the job: at once if it is queued, after the current batch or trial if it is running."""
        return self._job(operations.PAUSE_JOB)

    def resume(self) -> Job:
        """Resume the job: it is queued again, and continues from where it was."""
        return self._job(operations.RESUME_JOB)

    def stop(self) -> Job:
        """Stop a running search: its best candidate so far is fitted and registered."""
        return self._job(operations.STOP_JOB)

    def wait(self, progress: bool = False) -> Job:
        """Wait until the job has ended, and return it.

        Args:
            progress: Whether to show a bar; lines where there is no terminal.

        Raises:
            JobFailed: It failed; the message is the reason.
            JobCancelled: It was cancelled.
        """
        job = self.refresh()
        if job.state not in FINAL:
            job = self._watched(job, progress)
        if job.state == "failed":
            raise JobFailed(f"job {job.id} ({job.name}) failed: {job.error}", job)
        if job.state == "cancelled":
            raise JobCancelled(f"job {job.id} ({job.name}) was cancelled", job)
        return job

    def watch(self, progress: bool = True) -> Model:
        """Wait until the job has ended, with a bar, and return its model. Ctrl-C ends the watching only.

        Args:
            progress: Whether to show a bar; lines where there is no terminal.

        Raises:
            JobFailed: It failed; the message is the reason.
            JobCancelled: It was cancelled.
            ModelbookError: It makes no model; use `wait`.
        """
        from modelbook._sync.models import Model  # Models know the jobs that made them, too.

        job = self.refresh()
        if task_of(job.spec) in _WITHOUT_MODEL:
            raise ModelbookError(f"job {job.id} makes no model: expected wait(progress=True), which returns the job with its metrics")
        job = job.wait(progress)
        found = self._http.get(Model, Call(operations.GET_MODEL, {"ref": job.model}))
        return bind(found, self._http)

    def plots(self) -> Plots:
        """Return the plots of the job, once it has ended."""
        return plots_of(self._http, OF_JOBS, {"job_id": self.id})

    def trials(self, order: str | None = None) -> Iterator[CandidateOut]:
        """Yield the candidates of a search or a cross-validation.

        Args:
            order: `candidate`, or `rank` for the best first.
        """
        for page in pages(self._http, CandidatePage, operations.LIST_TRIALS, {"order": order}, job_id=self.id):
            for candidate in page.candidates:
                yield candidate

    def scores(self) -> CandidateScoresOut:
        """Return the parameters and scores of all candidates of a search in columns, for a plot or a table of them."""
        return self._http.get(CandidateScoresOut, self._call(operations.LIST_SCORES))

    def files(self) -> list[FileOut]:
        """Return the output files of the job besides its model."""
        return (self._http.get(FilesOut, self._call(operations.LIST_FILES))).files

    def download_file(self, name: str, path: PathLike | None = None) -> Path:
        """Write an output file, and return its path.

        Args:
            name: Its name.
            path: File or folder to write to; the current folder when left out.
        """
        return download(self._http, Call(operations.DOWNLOAD_FILE, {"job_id": self.id, "name": name}), path)

    def download_predictions(self, path: PathLike | None = None) -> Path:
        """Write the file of a batch of predictions, and return its path.

        Args:
            path: File or folder to write to; the current folder when left out.

        Raises:
            ModelbookError: There is none: the job has not succeeded, or is no batch.
        """
        names = [file.name for file in self.files() if file.name.startswith("predictions.")]
        if not names:
            raise ModelbookError(f"job {self.id} has no file of predictions: expected a batch that has succeeded")
        return self.download_file(names[0], path)

    def checkpoints(self) -> list[CheckpointOut]:
        """Return the checkpoints that are on disk."""
        return (self._http.get(CheckpointsOut, self._call(operations.LIST_CHECKPOINTS))).checkpoints

    def download_checkpoint(self, epoch: int, path: PathLike | None = None) -> Path:
        """Write the checkpoint of an epoch, an HDF5 file, and return its path."""
        return download(self._http, Call(operations.DOWNLOAD_CHECKPOINT, {"job_id": self.id, "epoch": epoch}), path)

    def register_checkpoint(self, epoch: int, name: str | None = None) -> Job:
        """Register the checkpoint of an epoch as a model version; return the job that does it.

        Args:
            epoch: The epoch.
            name: Name of the model; the job's when left out.
        """
        call = Call(operations.REGISTER_CHECKPOINT, {"job_id": self.id, "epoch": epoch}, {"name": name})
        return bind(self._http.get(Job, call), self._http)

    def _watched(self, job: Job, progress: bool) -> Job:
        display = JobDisplay(job.name, display_for(progress))
        try:
            for event in self.events():
                display.show(event)
        except INTERRUPTS:
            display.close()
            sys.stderr.write(left_running(self.id) + "\n")
            raise
        display.close()
        return self.refresh()

    def _job(self, operation: Operation) -> Job:
        return bind(self._http.get(Job, self._call(operation)), self._http)

    def _call(self, operation: Operation, query: dict[str, Any] | None = None) -> Call:
        return Call(operation, {"job_id": self.id}, query or {})


class JobRef(JobCalls):
    """A job by its id: nothing is requested until a method is called.

    Args:
        http: The connection.
        id: The id.
    """

    def __init__(self, http: Http, id: str) -> None:
        self._http, self.id = http, id

    def __repr__(self) -> str:
        return f"<job {self.id}>"


class Job(JobCalls, JobOut):
    """A job: as it was when it was read, and what can be asked of it now."""

    _http: Http = PrivateAttr()

    def __repr__(self) -> str:
        return f"<job {self.id} {self.name!r}: {self.state}{f', {self.progress:.0%}' if self.state == 'running' else ''}>"

    def _repr_html_(self) -> str:
        return job_html(self)


class Jobs(Curves):
    """Jobs."""

    def submit(
        self, what: Trainable, patch: Patch | None = None, *, epochs: int | None = None, idempotency_key: str | None = None, **fields: Any
    ) -> Job:
        """Submit a job.

        Args:
            what: Id of a recipe, or a spec (a `JobSpec` or a dictionary).
            patch: RFC 7386 merge patch on the spec.
            epochs: Short for `{"training": {"epochs": ...}}` in the patch.
            idempotency_key: Key under which repeated submissions are one; a new one when left out.
            fields: `name` of the model, `priority`, `notify`: `[{"url": ..., "events": ["job.succeeded"]}]`.

        Raises:
            SpecError: The spec is at fault; `errors` says where and why.
        """
        operation = operations.SUBMIT_JOB
        body = json_body(submission(what, patch, epochs, **fields))
        call = Call(operation, headers=submission_headers(operation, idempotency_key), body=body)
        return bind(self._http.get(Job, call), self._http)

    def list(self, *, limit: int | None = None, **filters: Any) -> Iterator[Job]:
        """Yield all jobs, newest first, page by page.

        Args:
            limit: Jobs on a page, 1 to 200.
            filters: Only those that fit: `state`, `recipe`, `name` of the model, `task`; `tag`, one or a list; `text`, a part of name, note or
                error; `created_from` and `created_before`, datetimes.
        """
        for page in pages(self._http, _JobPage, operations.LIST_JOBS, {"limit": limit, **filters}):
            for job in page.jobs:
                yield bind(job, self._http)

    def get(self, job_id: str, *, wait: float | None = None) -> Job:
        """Return a job.

        Args:
            job_id: Its id.
            wait: Seconds to wait for it to change, up to 60.
        """
        timeout_s = None if wait is None else self._http.config.timeout_s + wait
        call = Call(operations.GET_JOB, {"job_id": job_id}, {"wait": wait}, timeout_s=timeout_s)
        return bind(self._http.get(Job, call), self._http)

    def __getitem__(self, job_id: str) -> JobRef:
        return JobRef(self._http, job_id)


class _JobPage(JobPage):
    jobs: list[Job]  # type: ignore[assignment]
