"""Uploads in pieces: what a broken connection cuts off goes on where it was."""

from __future__ import annotations

import asyncio
import base64
import os
from collections.abc import Mapping
from contextlib import suppress

from modelbook import _operations as operations
from modelbook._async.http import AsyncHttp
from modelbook._calls import Call, bytes_body, sendable
from modelbook._files import Upload
from modelbook._models import ResumableOut
from modelbook._progress import Display
from modelbook._retries import backoff_s
from modelbook.errors import APIConnectionError, ConflictError, InputError, ModelbookError, ServerError

#: Bytes of a piece, and the size from which files are sent in pieces unless the caller says otherwise: 8 and 64 MiB.
PIECE_BYTES, FROM_BYTES = 8 * 1024 * 1024, 64 * 1024 * 1024
#: Failures in a row, without a byte that arrives, after which an upload is given up.
MOST_FAILURES = 12
#: Content type of a piece, and the status of a server without room, which waiting does not settle.
_PIECE, _NO_ROOM = "application/offset+octet-stream", 507


async def send_in_pieces(http: AsyncHttp, upload: Upload, fields: Mapping[str, str | None], display: Display) -> str:
    """Send a file in pieces, and return the id of the data set that it became.

    Args:
        http: The connection.
        upload: The file.
        fields: What is said about it, by name.
        display: Shows how far it is.

    Raises:
        InputError: The file cannot be read from any place.
        ModelbookError: The server refuses it, or is not reached for a while.
    """
    size = size_of(upload)
    if not size:
        raise InputError("expected a file that can be read again from any place, and is not empty, to send it in pieces")
    headers = {"Upload-Length": str(size), "Upload-Metadata": _metadata({"filename": sendable(upload.name), **fields})}
    state = await http.get(ResumableOut, Call(operations.BEGIN_UPLOAD, headers=headers))
    try:
        await _send_all(http, upload, state, display)
    except ModelbookError:
        with suppress(ModelbookError):
            await http.send(Call(operations.CANCEL_UPLOAD, {"upload_id": state.id}))
        raise
    return (await _state(http, state.id)).dataset or ""


async def _send_all(http: AsyncHttp, upload: Upload, state: ResumableOut, display: Display) -> None:
    """Send pieces until all have arrived; after a failure that passes, from where the server says."""
    offset, failures = 0, 0
    while True:
        piece = _piece(upload, offset)
        try:
            await http.send(_call(state.id, offset, piece))
        except (APIConnectionError, ConflictError, ServerError) as error:
            failures += 1
            if failures > MOST_FAILURES or getattr(error, "status", None) == _NO_ROOM:
                raise
            await asyncio.sleep(backoff_s(failures))
            arrived = (await _state(http, state.id)).offset
            failures, offset = 0 if arrived > offset else failures, arrived
            continue
        failures, offset = 0, offset + len(piece)
        display.show(offset / state.size_bytes, f"upload of {upload.name}")
        if offset == state.size_bytes:
            return


def size_of(upload: Upload) -> int:
    """Return the size of a file, in bytes; 0 for one that can be read once only."""
    return upload.file.seek(0, os.SEEK_END) if upload.file.seekable() else 0


async def _state(http: AsyncHttp, upload_id: str) -> ResumableOut:
    return await http.get(ResumableOut, Call(operations.GET_UPLOAD, {"upload_id": upload_id}))


def _call(upload_id: str, offset: int, piece: bytes) -> Call:
    headers = {"Tus-Resumable": "1.0.0", "Upload-Offset": str(offset)}
    return Call(operations.CONTINUE_UPLOAD, {"upload_id": upload_id}, headers=headers, body=bytes_body(piece, _PIECE))


def _piece(upload: Upload, offset: int) -> bytes:
    upload.file.seek(offset)
    return upload.file.read(PIECE_BYTES)


def _metadata(said: Mapping[str, str | None]) -> str:
    return ",".join(f"{name} {base64.b64encode(value.encode()).decode()}" for name, value in said.items() if value is not None)
