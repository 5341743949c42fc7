"""Deletions: what was deleted, restored, or removed now."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from pydantic import PrivateAttr

from modelbook import _operations as operations
from modelbook._async.bound import AsyncResource, bind
from modelbook._async.http import AsyncHttp
from modelbook._async.pages import pages
from modelbook._calls import Call
from modelbook._models import DeletionOut, DeletionPage, JobsDeletionOut
from modelbook._operations import Operation


class AsyncDeletionCalls:
    """What can be done with a deletion."""

    if TYPE_CHECKING:
        id: str
        _http: AsyncHttp

    async def refresh(self) -> AsyncDeletion:
        """Return the deletion as it is now."""
        return await self._deletion(operations.GET_DELETION)

    async def undo(self) -> AsyncDeletion:
        """Restore what was deleted.

        Raises:
            NotFoundError: Its time is over, or it was undone.
            ConflictError: The same data set was uploaded again.
        """
        return await self._deletion(operations.UNDO_DELETION)

    async def purge(self) -> AsyncDeletion:
        """Remove what was deleted now: it cannot be restored any more."""
        return await self._deletion(operations.PURGE_DELETION)

    async def _deletion(self, operation: Operation) -> AsyncDeletion:
        return bind(await self._http.get(AsyncDeletion, Call(operation, {"deletion_id": self.id})), self._http)


class AsyncDeletionRef(AsyncDeletionCalls):
    """A deletion by its id: nothing is requested until a method is called.

    Args:
        http: The connection.
        id: The id.
    """

    def __init__(self, http: AsyncHttp, id: str) -> None:
        self._http, self.id = http, id

    def __repr__(self) -> str:
        return f"<deletion {self.id}>"


class AsyncDeletion(AsyncDeletionCalls, DeletionOut):
    """A deletion: what was deleted, and until when it can be undone."""

    _http: AsyncHttp = PrivateAttr()

    def __repr__(self) -> str:
        return f"<deletion {self.id} of {self.kind} {self.name}>"


class AsyncDeletions(AsyncResource):
    """Deletions of which something is left."""

    async def list(self, *, limit: int | None = None) -> AsyncIterator[AsyncDeletion]:
        """Yield the deletions, newest first, page by page.

        Args:
            limit: Deletions on a page, 1 to 200.
        """
        async for page in pages(self._http, _DeletionPage, operations.LIST_DELETIONS, {"limit": limit}):
            for deletion in page.deletions:
                yield bind(deletion, self._http)

    async def delete_jobs(
        self,
        *,
        state: str | None = None,
        name: str | None = None,
        recipe: str | None = None,
        before: datetime | None = None,
        tag: str | Sequence[str] | None = None,
        with_models: bool | None = None,
        purge: bool | None = None,
        dry_run: bool | None = None,
    ) -> JobsDeletionOut:
        """Delete the jobs that fit filters, of which at least one is needed; those that something needs are kept, and counted.

        Args:
            state: Only jobs in this state, such as `failed`.
            name: Only jobs whose model has this name.
            recipe: Only jobs of this recipe.
            before: Only jobs that ended before this time; local time if it names no zone.
            tag: Only jobs with this tag, or with all of several.
            with_models: Whether to delete the model versions that the jobs have registered, too.
            purge: Whether to remove the files at once, so that nothing can be restored.
            dry_run: Whether only to count what would be deleted.
        """
        until = None if before is None else before.astimezone().isoformat()
        query: dict[str, Any] = {"state": state, "name": name, "recipe": recipe, "before": until, "tag": tag}
        query |= {"with_models": with_models, "purge": purge, "dry_run": dry_run}
        return await self._http.get(JobsDeletionOut, Call(operations.DELETE_JOBS, query=query))

    async def get(self, deletion_id: str) -> AsyncDeletion:
        """Return a deletion."""
        return await self[deletion_id].refresh()

    def __getitem__(self, deletion_id: str) -> AsyncDeletionRef:
        return AsyncDeletionRef(self._http, deletion_id)


class _DeletionPage(DeletionPage):
    deletions: list[AsyncDeletion]  # type: ignore[assignment]


async def deleted(http: AsyncHttp, operation: Operation, path: dict[str, Any], **query: Any) -> AsyncDeletion:
    """Delete a thing; return the deletion."""
    return bind(await http.get(AsyncDeletion, Call(operation, path, query)), http)
