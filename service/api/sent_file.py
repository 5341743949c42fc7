"""Files that are sent: known to caches by their ETags, in parts where a caller asks for ranges (RFC 9110, section 14)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from fastapi import Request, Response
from fastapi.responses import FileResponse
from starlette.types import Receive, Scope, Send

from models.core.errors import Fault
from models.core.faults import quote
from service.bodies.content import file_type
from service.errors import Malformed, OutOfRange
from service.http.etags import is_known, not_modified
from service.problem_types.of_requests import MALFORMED_RANGE

#: Caching of what a reference with a version names, which never changes; and of what may change, which a cache has to ask for each time.
IMMUTABLE, REVALIDATED = "private, max-age=31536000, immutable", "private, no-cache"
#: Request headers that choose another file under the same URL: a key, or the session of a page, chooses the owner whose model a name means.
VARY = "Accept, Authorization, Cookie"

_RANGE = re.compile(r"\s*(\d{0,18})-(\d{0,18})\s*")
_POINTER = "/header/range"


@dataclass(frozen=True)
class SentFile:
    """A file to be sent.

    Args:
        path: The file.
        name: Its name for whoever saves it.
        media_type: Its content type.
        etag: Its ETag, with quotes.
        cache_control: How it may be cached.
    """

    path: Path
    name: str
    media_type: str
    etag: str
    cache_control: str = REVALIDATED

    def response(self, request: Request) -> Response:
        """Return the response: the file or the asked ranges of it, or 304 if the caller has it.

        Raises:
            Malformed: The header Range is malformed.
            OutOfRange: It asks for what is not in the file.
        """
        headers = caching(self.etag, self.cache_control)
        if is_known(request, self.etag):
            return not_modified(request, headers)
        form = FileResponse if _asks_for_ranges(request, self.etag, self.path.stat().st_size) else WholeFile
        return form(self.path, headers=headers, media_type=file_type(request, self.media_type), filename=self.name)


def caching(etag: str, cache_control: str = REVALIDATED) -> dict[str, str]:
    """Return the headers by which caches know a response."""
    return {"ETag": etag, "Cache-Control": cache_control, "Vary": VARY}


def caching_of(ref: str) -> str:
    """Return how the files of a model may be cached: those of a version as long as a cache likes, those of the newest one never unasked."""
    return IMMUTABLE if "@" in ref else REVALIDATED


def etag_of_file(path: Path) -> str:
    """Return an ETag of a file by the time and size of its last change."""
    status = path.stat()
    return f'"{status.st_mtime_ns:x}-{status.st_size:x}"'


def without_range(scope: Scope) -> Scope:
    """Return a request for all of a file, whatever range it asks for."""
    return {**scope, "headers": [(name, value) for name, value in scope["headers"] if name != b"range"]}


class WholeFile(FileResponse):
    """A file that is sent whole, whatever range is asked for."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await super().__call__(without_range(scope), receive, send)


def _asks_for_ranges(request: Request, etag: str, size_bytes: int) -> bool:
    """Tell whether a request asks for ranges of bytes of this very file; refuse ranges that it does not have."""
    unit, _, ranges = request.headers.get("range", "").partition("=")
    condition = request.headers.get("if-range", etag)
    if unit.strip().lower() != "bytes" or (condition != etag and condition.startswith(('"', "W/"))):
        return False
    for first, last in _bounds(ranges, size_bytes):
        if first >= size_bytes:
            detail = f"expected a range that begins within the {size_bytes:,} bytes of the file, got {quote(ranges)}"
            raise OutOfRange(detail, size_bytes, [Fault(_POINTER, detail)])
        if last < first:
            raise _malformed(ranges)
    return True


def _bounds(ranges: str, size_bytes: int) -> Iterator[tuple[int, int]]:
    """Yield the first and the last byte of each range."""
    for text in ranges.split(","):
        found = _RANGE.fullmatch(text)
        if found is None or found[0].strip() == "-":
            raise _malformed(ranges)
        if found[1]:
            yield int(found[1]), int(found[2] or size_bytes)
        else:
            yield size_bytes - min(int(found[2]), size_bytes), size_bytes


def _malformed(ranges: str) -> Malformed:
    detail = f'expected ranges of bytes such as "bytes=0-1023" or "bytes=-500", got {quote(ranges)}'
    return Malformed(detail, [Fault(_POINTER, detail)], kind=MALFORMED_RANGE)
