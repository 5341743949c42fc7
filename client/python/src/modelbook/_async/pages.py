"""Lists that come page by page."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from typing import Any, Protocol, TypeVar

from modelbook._async.http import AsyncHttp
from modelbook._calls import Call
from modelbook._operations import Operation


class Page(Protocol):
    """A page of a list."""

    @property
    def next_cursor(self) -> str | int | None:
        """Return where the next page begins; None on the last."""


PageT = TypeVar("PageT", bound=Page)


async def pages(http: AsyncHttp, answer: type[PageT], operation: Operation, query: Mapping[str, Any], **path: str) -> AsyncIterator[PageT]:
    """Yield the pages of a list, each when it is needed.

    Args:
        http: The connection.
        answer: Type of a page.
        operation: Operation that lists.
        query: Its query parameters.
        path: Parameters of its path.
    """
    cursor: str | int | None = None
    while True:
        page = await http.get(answer, Call(operation, path, {**query, "cursor": cursor}))
        yield page
        cursor = page.next_cursor
        if cursor is None:
            return
