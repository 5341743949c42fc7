"""A response with what it means."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import httpx


@dataclass(frozen=True)
class RawResponse:
    """A response with what it means.

    Args:
        http_response: The response of httpx; of a call that sends several requests, that of the last.
        value: What the call returns.
    """

    http_response: httpx.Response
    value: Any

    @property
    def status_code(self) -> int:
        """Return the HTTP status."""
        return self.http_response.status_code

    @property
    def headers(self) -> httpx.Headers:
        """Return the headers."""
        return self.http_response.headers

    def parse(self) -> Any:
        """Return what the call returns."""
        return self.value
