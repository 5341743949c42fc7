"""Limits of what a caller may send, and how slowly."""

from dataclasses import dataclass
from typing import Self

from service.settings import Settings


@dataclass(frozen=True)
class Limits:
    """Limits of one API process.

    Args:
        header_bytes: Most bytes of the request line and the headers of a request together; trailers of its body count too.
        headers: Most header lines.
        header_timeout_s: Seconds in which they must arrive, from the start of the connection or of the request.
        body_timeout_s: Seconds without a byte of a body, or without the caller taking a byte of the response, that end a request.
        keep_alive_s: Seconds that a connection may wait for its next request.
        connections: Connections that are kept; a further one takes the place of the one that has waited longest for a request.
    """

    header_bytes: int
    headers: int
    header_timeout_s: float
    body_timeout_s: float
    keep_alive_s: float
    connections: int

    @classmethod
    def of(cls, settings: Settings) -> Self:
        """Return the limits of an installation."""
        return cls(
            settings.max_header_bytes,
            settings.max_headers,
            settings.header_timeout_s,
            settings.body_timeout_s,
            settings.keep_alive_s,
            settings.max_connections,
        )
