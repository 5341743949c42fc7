"""Uploads that arrive in several requests, by tus 1.0 (https://tus.io): whoever is cut off goes on where it was."""

import os
from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path
from typing import Annotated, Any

from fastapi import APIRouter, Header, Request, Response
from fastapi.concurrency import run_in_threadpool
from pydantic import BaseModel, Field

from models.core.errors import Fault
from service.access.guarded_route import GuardedRoute
from service.api.documented_headers import merged_responses, sends
from service.api.uploads import reading_of, taken_in
from service.bodies.content import bounded, media_type
from service.bodies.spooled_form import Chunks
from service.bodies.upload_metadata import metadata_of
from service.deps import Parts, TheParts
from service.errors import Conflict, Invalid, TooLarge, UnsupportedMedia
from service.intake import Incoming, require_sound_names
from service.problem_types.declared import problems
from service.problem_types.of_conflicts import WRONG_OFFSET
from service.request_context import link
from service.store.incoming_files import IncomingFile

router = APIRouter(prefix="/v1/uploads", tags=["datasets"], route_class=GuardedRoute)

#: Content type of bytes that continue an upload.
OFFSET_BYTES = "application/offset+octet-stream"
#: Metadata that the server knows; others are ignored, since clients send some of their own.
KNOWN = ("filename", "name", "format", "delimiter", "reading")
_BODY = {"requestBody": {"required": True, "content": {OFFSET_BYTES: {"schema": {"type": "string", "format": "binary"}}}}}
#: Headers of the state of an upload.
_STATE = ("Upload-Expires", "Upload-Offset")

Length = Annotated[int, Header(alias="Upload-Length", ge=1, lt=2**63, description="Bytes of the whole file.")]
Metadata = Annotated[
    str,
    Header(
        alias="Upload-Metadata",
        description="Names with values in base64, by commas: filename, and name, format, delimiter and reading as in the form of an upload.",
    ),
]
Offset = Annotated[int, Header(alias="Upload-Offset", ge=0, lt=2**63, description="Bytes that have arrived, where the body begins.")]


class ResumableOut(BaseModel):
    """An upload that arrives in several requests."""

    id: str = Field(description="Its id.")
    offset: int = Field(description="Bytes that have arrived.")
    size_bytes: int = Field(description="Bytes of the whole file.")
    created_at: datetime = Field(description="When it was begun.")
    expires_at: datetime = Field(description="When it is deleted unless it is whole.")
    dataset: str | None = Field(description="Id of the data set that it became; null before.")


@router.post(
    "",
    status_code=201,
    responses=merged_responses(sends(201, "Location", *_STATE), problems("invalid-file", "limit-reached", "body-too-large", "other-tus-version")),
)
async def begin_upload(request: Request, response: Response, parts: TheParts, size_bytes: Length, metadata: Metadata = "") -> ResumableOut:
    """Begin a resumable upload.

    Location is the path for its bytes, which PATCH sends, in as many requests as it takes. Any client of tus 1.0 can be used.
    """
    if size_bytes > (most := parts.settings.max_resumable_bytes):
        raise TooLarge(f"expected a file of at most {most:,} bytes, got {size_bytes:,}", [Fault("/header/upload-length", "larger than allowed")])
    details = {name: value for name, value in metadata_of(metadata).items() if name in KNOWN}
    require_sound_names(_incoming(Path(), details))
    incoming = await run_in_threadpool(parts.incoming.create, size_bytes, details)
    if media_type(request) == OFFSET_BYTES:
        await _received(request, incoming, 0, parts)
    response.headers["Location"] = link(f"/v1/uploads/{incoming.id}")
    return await run_in_threadpool(_shown, incoming.id, parts, response)


@router.get("/{upload_id}", responses=sends(200, "Cache-Control", "Upload-Length", *_STATE))
def get_upload(upload_id: str, parts: TheParts, response: Response) -> ResumableOut:
    """Show how far a resumable upload is.

    HEAD gives the same in headers: Upload-Offset is where the next PATCH begins.
    """
    shown = _shown(upload_id, parts, response)
    response.headers.update({"Cache-Control": "no-store", "Upload-Length": str(shown.size_bytes)})
    return shown


@router.patch(
    "/{upload_id}",
    status_code=204,
    response_model=None,
    openapi_extra=_BODY,
    responses=merged_responses(sends(204, *_STATE), problems("invalid-file", "limit-reached", "wrong-offset", "upload-in-use", "other-tus-version")),
)
async def continue_upload(upload_id: str, request: Request, parts: TheParts, offset: Offset) -> Response:
    """Send bytes of a resumable upload.

    The request that makes the file whole also reads it; `dataset` of GET then is the id of the data set. A file that cannot be read is refused as
    by POST /v1/datasets, and the upload is deleted.
    """
    if media_type(request) != OFFSET_BYTES:
        raise UnsupportedMedia(f"expected {OFFSET_BYTES}, got {media_type(request) or 'no content type'}")
    incoming = await run_in_threadpool(parts.incoming.get, upload_id)
    await _received(request, incoming, offset, parts)
    response = Response(status_code=204)
    await run_in_threadpool(_shown, upload_id, parts, response)
    return response


@router.delete("/{upload_id}", status_code=204, responses=problems("other-tus-version"))
def cancel_upload(upload_id: str, parts: TheParts) -> None:
    """Cancel a resumable upload.

    Its bytes are deleted. The data set of one that is whole stays.
    """
    parts.incoming.delete(upload_id)


async def _received(request: Request, incoming: IncomingFile, offset: int, parts: Parts) -> None:
    """Write the body of a request at the end of an upload, and read the file if that makes it whole."""
    if incoming.dataset is not None:
        _require_offset(offset, incoming.size_bytes)
        return
    with parts.incoming.opened(incoming) as opened:
        arrived = os.fstat(opened).st_size
        _require_offset(offset, arrived)
        if await _appended(request, opened, arrived, incoming.size_bytes) == incoming.size_bytes:
            await _read(incoming, parts)


def _require_offset(given: int, arrived: int) -> None:
    if given != arrived:
        detail = f"expected the offset {arrived:,}, the number of bytes that have arrived, got {given:,}"
        raise Conflict(detail, [Fault("/header/upload-offset", detail)], kind=WRONG_OFFSET)


async def _appended(request: Request, opened: int, arrived: int, size_bytes: int) -> int:
    """Append a body to a file; return the bytes that it has then. What comes before a caller leaves is kept, what a full disk cuts off is not."""
    chunks, written = Chunks(opened), 0
    try:
        try:
            async for chunk in bounded(request, size_bytes - arrived):
                written += await chunks.add(chunk)
        finally:
            written += await chunks.write()
    except OSError:
        os.ftruncate(opened, arrived)
        raise
    return arrived + written


async def _read(incoming: IncomingFile, parts: Parts) -> None:
    """Make a data set of a whole file; delete the upload of a file that is refused."""
    try:
        dataset = await taken_in(_incoming(parts.incoming.path(incoming.id), incoming.details), parts, Response())
    except Invalid:
        await run_in_threadpool(parts.incoming.delete, incoming.id)
        raise
    await run_in_threadpool(parts.incoming.settle, incoming, dataset.id)


def _incoming(path: Path, details: dict[str, Any]) -> Incoming:
    """Return a file with what its sender says about it."""
    texts = {name: value for name, value in details.items() if name in ("delimiter", "reading")}
    return Incoming(path, details.get("filename", ""), details.get("name"), details.get("format"), reading_of(texts))


def _shown(upload_id: str, parts: Parts, response: Response) -> ResumableOut:
    """Return an upload as it is now, and set the headers that say the same."""
    incoming = parts.incoming.get(upload_id)
    offset = parts.incoming.offset(incoming)
    begun, expires = (datetime.fromtimestamp(time, UTC) for time in (incoming.created_at, incoming.expires_at))
    response.headers.update({"Upload-Offset": str(offset), "Upload-Expires": format_datetime(expires, usegmt=True)})
    return ResumableOut(id=incoming.id, offset=offset, size_bytes=incoming.size_bytes, dataset=incoming.dataset, created_at=begun, expires_at=expires)
