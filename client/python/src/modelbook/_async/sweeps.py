"""Sweeps: sets of jobs that differ by a merge patch each."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from typing import TYPE_CHECKING, Any

from pydantic import PrivateAttr

from modelbook import _operations as operations
from modelbook._async.bound import AsyncResource, bind
from modelbook._async.deletions import AsyncDeletion, deleted
from modelbook._async.http import AsyncHttp
from modelbook._async.jobs import AsyncJobRef
from modelbook._async.pages import pages
from modelbook._async.plots import OF_SWEEPS, AsyncPlots, plots_of
from modelbook._calls import Call, json_body, submission_headers
from modelbook._models import SweepOut, SweepPage, SweepSummaryOut
from modelbook._operations import Operation
from modelbook._specs import Patch, Trainable, submission


class AsyncSweepCalls:
    """What can be asked of a sweep, and done with it."""

    if TYPE_CHECKING:
        id: str
        _http: AsyncHttp

    async def refresh(self) -> AsyncSweep:
        """Return the sweep as it is now."""
        return await self._sweep(operations.GET_SWEEP)

    async def plots(self) -> AsyncPlots:
        """Return the plots that compare the jobs which have ended so far."""
        return await plots_of(self._http, OF_SWEEPS, {"sweep_id": self.id})

    async def cancel(self) -> AsyncSweep:
        """Cancel every job that has not ended."""
        return await self._sweep(operations.CANCEL_SWEEP)

    async def delete(self, *, purge: bool | None = None, cancel: bool | None = None, with_models: bool | None = None) -> AsyncDeletion:
        """Delete the sweep with its jobs; `.undo()` what is returned to restore it.

        Args:
            purge: Whether to remove the files at once, so that nothing can be restored.
            cancel: Whether to cancel first what has not ended.
            with_models: Whether to delete the model versions that were registered, too.

        Raises:
            ConflictError: It has not ended, or a model that it made is there.
        """
        query = {"purge": purge, "cancel": cancel, "with_models": with_models}
        return await deleted(self._http, operations.DELETE_SWEEP, {"sweep_id": self.id}, **query)

    async def wait(self, progress: bool = False) -> AsyncSweep:
        """Wait until every job has ended, and return the sweep.

        Args:
            progress: Whether to show a bar for each job.

        Raises:
            JobError: A job failed or was cancelled.
        """
        for member in (await self.refresh()).members:
            await AsyncJobRef(self._http, member.job.id).wait(progress)
        return await self.refresh()

    async def _sweep(self, operation: Operation) -> AsyncSweep:
        return bind(await self._http.get(AsyncSweep, Call(operation, {"sweep_id": self.id})), self._http)


class AsyncSweepRef(AsyncSweepCalls):
    """A sweep by its id: nothing is requested until a method is called.

    Args:
        http: The connection.
        id: The id.
    """

    def __init__(self, http: AsyncHttp, id: str) -> None:
        self._http, self.id = http, id

    def __repr__(self) -> str:
        return f"<sweep {self.id}>"


class AsyncSweep(AsyncSweepCalls, SweepOut):
    """A sweep: its jobs as they were when it was read, and what can be done with it."""

    _http: AsyncHttp = PrivateAttr()

    def __repr__(self) -> str:
        return f"<sweep {self.id}: {len(self.members)} jobs>"


class AsyncSweeps(AsyncResource):
    """Sweeps."""

    async def submit(
        self,
        what: Trainable,
        sweep: Mapping[str, Patch] | None = None,
        patch: Patch | None = None,
        *,
        epochs: int | None = None,
        idempotency_key: str | None = None,
        **fields: Any,
    ) -> AsyncSweep:
        """Submit a sweep: all of its jobs, or none.

        Args:
            what: Id of a recipe, or a spec.
            sweep: Merge patches by the names of the jobs; the recipe's own when left out.
            patch: Merge patch for all jobs.
            epochs: Short for `{"training": {"epochs": ...}}` in the patch.
            idempotency_key: Key under which repeated submissions are one; a new one when left out.
            fields: `name` of the models, before that of the member; `priority`.
        """
        operation = operations.SUBMIT_SWEEP
        body = json_body(submission(what, patch, epochs, sweep=sweep, **fields))
        call = Call(operation, headers=submission_headers(operation, idempotency_key), body=body)
        return bind(await self._http.get(AsyncSweep, call), self._http)

    async def list(self, *, limit: int | None = None, **filters: Any) -> AsyncIterator[SweepSummaryOut]:
        """Yield all sweeps, newest first, page by page.

        Args:
            limit: Sweeps on a page, 1 to 200.
            filters: What one of their jobs has: `state`, `recipe`, `tag`, `text`, `created_from`, `created_before`; see the list of jobs.
        """
        async for page in pages(self._http, SweepPage, operations.LIST_SWEEPS, {"limit": limit, **filters}):
            for sweep in page.sweeps:
                yield sweep

    async def get(self, sweep_id: str) -> AsyncSweep:
        """Return a sweep."""
        return await self[sweep_id].refresh()

    def __getitem__(self, sweep_id: str) -> AsyncSweepRef:
        return AsyncSweepRef(self._http, sweep_id)
