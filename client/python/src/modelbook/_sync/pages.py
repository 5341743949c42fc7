# Written from _async/pages.py by client/python/tools/generate.py; do not edit.
"""Lists that come page by page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Protocol, TypeVar

from modelbook._sync.http import Http
from modelbook._calls import Call
from modelbook._operations import Operation


class Page(Protocol):
    """A page of a list."""

    @property
    def next_cursor(self) -> str | int | None:
        """Return where the next page begins; None on the last."""


PageT = TypeVar("PageT", bound=Page)


def pages(http: Http, answer: type[PageT], operation: Operation, query: Mapping[str, Any], **path: str) -> Iterator[PageT]:
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
        page = http.get(answer, Call(operation, path, {**query, "cursor": cursor}))
        yield page
        cursor = page.next_cursor
        if cursor is None:
            return
