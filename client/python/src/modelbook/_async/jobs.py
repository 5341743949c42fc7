"""Jobs: submitted, followed, ended, and what they leave."""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import PrivateAttr

from modelbook import _operations as operations
from modelbook._async.bound import bind
from modelbook._async.courses import AsyncCourse, AsyncCurves
from modelbook._async.deletions import AsyncDeletion, deleted
from modelbook._async.downloads import download
from modelbook._async.http import AsyncHttp
from modelbook._async.pages import pages
from modelbook._async.plots import OF_JOBS, AsyncPlots, plots_of
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
    from modelbook._async.models import AsyncModel

#: Tasks whose jobs make no model.
_WITHOUT_MODEL = frozenset({"batch", "cross_validate", "reproduce"})


class AsyncJobCalls(AsyncCourse):
    """What can be asked of a job, and done with it."""

    if TYPE_CHECKING:
        id: str
        _http: AsyncHttp

    async def refresh(self) -> AsyncJob:
        """Return the job as it is now."""
        return await self._job(operations.GET_JOB)

    async def annotate(self, *, tags: Sequence[str] | None = None, note: str | None = None) -> AsyncJob:
        """Write all its tags and a note on the job, and return it; what is left out stays, what is empty is taken away."""
        call = Call(operations.ANNOTATE_JOB, {"job_id": self.id}, body=annotations_body(tags, note))
        return bind(await self._http.get(AsyncJob, call), self._http)

    async def cancel(self) -> AsyncJob:
        """Cancel the job: at once if it is queued, after the current batch or trial if it is running."""
        return await self._job(operations.CANCEL_JOB)

    async def delete(self, *, purge: bool | None = None, cancel: bool | None = None, with_models: bool | None = None) -> AsyncDeletion:
        """Delete the job; `.undo()` what is returned to restore it.

        Args:
            purge: Whether to remove the files at once, so that nothing can be restored.
            cancel: Whether to cancel first what has not ended.
            with_models: Whether to delete the model versions that were registered, too.

        Raises:
            ConflictError: It has not ended, or a model that it made is there.
        """
        query = {"purge": purge, "cancel": cancel, "with_models": with_models}
        return await deleted(self._http, operations.DELETE_JOB, {"job_id": self.id}, **query)

    async def pause(self) -> AsyncJob:
        """Pause the job: at once if it is queued, after the current batch or trial if it is running."""
        return await self._job(operations.PAUSE_JOB)

    async def resume(self) -> AsyncJob:
        """Resume the job: it is queued again, and continues from where it was."""
        return await self._job(operations.RESUME_JOB)

    async def stop(self) -> AsyncJob:
        """Stop a running search: its best candidate so far is fitted and registered."""
        return await self._job(operations.STOP_JOB)

    async def wait(self, progress: bool = False) -> AsyncJob:
        """Wait until the job has ended, and return it.

        Args:
            progress: Whether to show a bar; lines where there is no terminal.

        Raises:
            JobFailed: It failed; the message is the reason.
            JobCancelled: It was cancelled.
        """
        job = await self.refresh()
        if job.state not in FINAL:
            job = await self._watched(job, progress)
        if job.state == "failed":
            raise JobFailed(f"job {job.id} ({job.name}) failed: {job.error}", job)
        if job.state == "cancelled":
            raise JobCancelled(f"job {job.id} ({job.name}) was cancelled", job)
        return job

    async def watch(self, progress: bool = True) -> AsyncModel:
        """Wait until the job has ended, with a bar, and return its model. Ctrl-C ends the watching only.

        Args:
            progress: Whether to show a bar; lines where there is no terminal.

        Raises:
            JobFailed: It failed; the message is the reason.
            JobCancelled: It was cancelled.
            ModelbookError: It makes no model; use `wait`.
        """
        from modelbook._async.models import AsyncModel  # Models know the jobs that made them, too.

        job = await self.refresh()
        if task_of(job.spec) in _WITHOUT_MODEL:
            raise ModelbookError(f"job {job.id} makes no model: expected wait(progress=True), which returns the job with its metrics")
        job = await job.wait(progress)
        found = await self._http.get(AsyncModel, Call(operations.GET_MODEL, {"ref": job.model}))
        return bind(found, self._http)

    async def plots(self) -> AsyncPlots:
        """Return the plots of the job, once it has ended."""
        return await plots_of(self._http, OF_JOBS, {"job_id": self.id})

    async def trials(self, order: str | None = None) -> AsyncIterator[CandidateOut]:
        """Yield the candidates of a search or a cross-validation.

        Args:
            order: `candidate`, or `rank` for the best first.
        """
        async for page in pages(self._http, CandidatePage, operations.LIST_TRIALS, {"order": order}, job_id=self.id):
            for candidate in page.candidates:
                yield candidate

    async def scores(self) -> CandidateScoresOut:
        """Return the parameters and scores of all candidates of a search in columns, for a plot or a table of them."""
        return await self._http.get(CandidateScoresOut, self._call(operations.LIST_SCORES))

    async def files(self) -> list[FileOut]:
        """Return the output files of the job besides its model."""
        return (await self._http.get(FilesOut, self._call(operations.LIST_FILES))).files

    async def download_file(self, name: str, path: PathLike | None = None) -> Path:
        """Write an output file, and return its path.

        Args:
            name: Its name.
            path: File or folder to write to; the current folder when left out.
        """
        return await download(self._http, Call(operations.DOWNLOAD_FILE, {"job_id": self.id, "name": name}), path)

    async def download_predictions(self, path: PathLike | None = None) -> Path:
        """Write the file of a batch of predictions, and return its path.

        Args:
            path: File or folder to write to; the current folder when left out.

        Raises:
            ModelbookError: There is none: the job has not succeeded, or is no batch.
        """
        names = [file.name for file in await self.files() if file.name.startswith("predictions.")]
        if not names:
            raise ModelbookError(f"job {self.id} has no file of predictions: expected a batch that has succeeded")
        return await self.download_file(names[0], path)

    async def checkpoints(self) -> list[CheckpointOut]:
        """Return the checkpoints that are on disk."""
        return (await self._http.get(CheckpointsOut, self._call(operations.LIST_CHECKPOINTS))).checkpoints

    async def download_checkpoint(self, epoch: int, path: PathLike | None = None) -> Path:
        """Write the checkpoint of an epoch, an HDF5 file, and return its path."""
        return await download(self._http, Call(operations.DOWNLOAD_CHECKPOINT, {"job_id": self.id, "epoch": epoch}), path)

    async def register_checkpoint(self, epoch: int, name: str | None = None) -> AsyncJob:
        """Register the checkpoint of an epoch as a model version; return the job that does it.

        Args:
            epoch: The epoch.
            name: Name of the model; the job's when left out.
        """
        call = Call(operations.REGISTER_CHECKPOINT, {"job_id": self.id, "epoch": epoch}, {"name": name})
        return bind(await self._http.get(AsyncJob, call), self._http)

    async def _watched(self, job: AsyncJob, progress: bool) -> AsyncJob:
        display = JobDisplay(job.name, display_for(progress))
        try:
            async for event in self.events():
                display.show(event)
        except INTERRUPTS:
            display.close()
            sys.stderr.write(left_running(self.id) + "\n")
            raise
        display.close()
        return await self.refresh()

    async def _job(self, operation: Operation) -> AsyncJob:
        return bind(await self._http.get(AsyncJob, self._call(operation)), self._http)

    def _call(self, operation: Operation, query: dict[str, Any] | None = None) -> Call:
        return Call(operation, {"job_id": self.id}, query or {})


class AsyncJobRef(AsyncJobCalls):
    """A job by its id: nothing is requested until a method is called.

    Args:
        http: The connection.
        id: The id.
    """

    def __init__(self, http: AsyncHttp, id: str) -> None:
        self._http, self.id = http, id

    def __repr__(self) -> str:
        return f"<job {self.id}>"


class AsyncJob(AsyncJobCalls, JobOut):
    """A job: as it was when it was read, and what can be asked of it now."""

    _http: AsyncHttp = PrivateAttr()

    def __repr__(self) -> str:
        return f"<job {self.id} {self.name!r}: {self.state}{f', {self.progress:.0%}' if self.state == 'running' else ''}>"

    def _repr_html_(self) -> str:
        return job_html(self)


class AsyncJobs(AsyncCurves):
    """Jobs."""

    async def submit(
        self, what: Trainable, patch: Patch | None = None, *, epochs: int | None = None, idempotency_key: str | None = None, **fields: Any
    ) -> AsyncJob:
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
        return bind(await self._http.get(AsyncJob, call), self._http)

    async def list(self, *, limit: int | None = None, **filters: Any) -> AsyncIterator[AsyncJob]:
        """Yield all jobs, newest first, page by page.

        Args:
            limit: Jobs on a page, 1 to 200.
            filters: Only those that fit: `state`, `recipe`, `name` of the model, `task`; `tag`, one or a list; `text`, a part of name, note or
                error; `created_from` and `created_before`, datetimes.
        """
        async for page in pages(self._http, _JobPage, operations.LIST_JOBS, {"limit": limit, **filters}):
            for job in page.jobs:
                yield bind(job, self._http)

    async def get(self, job_id: str, *, wait: float | None = None) -> AsyncJob:
        """Return a job.

        Args:
            job_id: Its id.
            wait: Seconds to wait for it to change, up to 60.
        """
        timeout_s = None if wait is None else self._http.config.timeout_s + wait
        call = Call(operations.GET_JOB, {"job_id": job_id}, {"wait": wait}, timeout_s=timeout_s)
        return bind(await self._http.get(AsyncJob, call), self._http)

    def __getitem__(self, job_id: str) -> AsyncJobRef:
        return AsyncJobRef(self._http, job_id)


class _JobPage(JobPage):
    jobs: list[AsyncJob]  # type: ignore[assignment]
