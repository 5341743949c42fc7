# Written from _async/resumable.py by client/python/tools/generate.py; do not edit.
"""Uploads in pieces: what a broken connection cuts off goes on where it was."""

from __future__ import annotations

import time
import base64
import os
from collections.abc import Mapping
from contextlib import suppress

from modelbook import _operations as operations
from modelbook._sync.http import Http
from modelbook._calls import Call, bytes_body, sendable
from modelbook._files import Upload
from modelbook._models import ResumableOut
from modelbook._progress import Display
from modelbook._retries import LONGEST_ASKED_S, backoff_s
from modelbook.errors import APIConnectionError, APIError, ConflictError, InputError, ModelbookError, NotFoundError, RateLimitError, ServerError

#: Bytes of a piece, and the size from which files are sent in pieces unless the caller says otherwise: 8 and 64 MiB.
PIECE_BYTES, FROM_BYTES = 8 * 1024 * 1024, 64 * 1024 * 1024
#: Failures in a row, without a byte that arrives, after which an upload is given up: about a minute without a server; and answers in a row that
#: a whole file is still being read: about 12 minutes.
MOST_FAILURES, MOST_READING = 12, 120
#: Content type of a piece.
_PIECE = "application/offset+octet-stream"
#: Errors that may pass; and of these the kind of fault, and the status, of a server without room for the file, which waiting does not settle.
_PASSING = (APIConnectionError, ConflictError, RateLimitError, ServerError)
_LIMIT_REACHED, _NO_ROOM = "/problems/limit-reached", 507


def send_in_pieces(http: Http, upload: Upload, fields: Mapping[str, str | None], display: Display) -> str:
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
    state = http.get(ResumableOut, Call(operations.BEGIN_UPLOAD, headers=headers))
    try:
        return _send_all(http, upload, state, display)
    except APIConnectionError:
        raise  # A server that is away cannot cancel it, and deletes it when it expires.
    except ModelbookError:
        with suppress(ModelbookError):
            http.send(Call(operations.CANCEL_UPLOAD, {"upload_id": state.id}))
        raise


def _send_all(http: Http, upload: Upload, state: ResumableOut, display: Display) -> str:
    """Send pieces until the file is whole and read, and return the id of its data set; after a failure that passes, from where the server says."""
    n_failed = 0
    while True:
        try:
            if n_failed or _is_whole(state):
                found = _state(http, state)
                n_failed, state = 0 if found.offset > state.offset else n_failed, found
            if state.dataset is not None:
                return state.dataset
            state = _continued(http, upload, state)
            n_failed = 0
        except _PASSING as error:
            n_failed += 1
            if n_failed > _most_failures(error, state):
                raise
            time.sleep(max(backoff_s(n_failed), min(getattr(error, "retry_after_s", None) or 0, LONGEST_ASKED_S)))
            continue
        display.show(state.offset / state.size_bytes, f"upload of {upload.name}")


def _continued(http: Http, upload: Upload, state: ResumableOut) -> ResumableOut:
    """Send the next piece; of a whole file an empty one, upon which the server reads what it has not read, as after a restart."""
    piece = _piece(upload, state.offset)
    reached = state.model_copy(update={"offset": state.offset + len(piece)})
    headers = {"Tus-Resumable": "1.0.0", "Upload-Offset": str(state.offset)}
    timeout_s = http.config.reading_s if _is_whole(reached) else None
    http.send(Call(operations.CONTINUE_UPLOAD, {"upload_id": state.id}, headers=headers, body=bytes_body(piece, _PIECE), timeout_s=timeout_s))
    return reached


def _is_whole(state: ResumableOut) -> bool:
    return state.offset == state.size_bytes


def _most_failures(error: ModelbookError, state: ResumableOut) -> int:
    """Return how many failures in a row an upload may have, of which an error is the last."""
    if isinstance(error, APIError) and (error.status == _NO_ROOM or error.type.endswith(_LIMIT_REACHED)):
        return 0
    return MOST_READING if isinstance(error, ConflictError) and _is_whole(state) else MOST_FAILURES


def size_of(upload: Upload) -> int:
    """Return the size of a file, in bytes; 0 for one that can be read once only."""
    return upload.file.seek(0, os.SEEK_END) if upload.file.seekable() else 0


def _state(http: Http, state: ResumableOut) -> ResumableOut:
    """Return the state of an upload as the server has it now."""
    try:
        return http.get(ResumableOut, Call(operations.GET_UPLOAD, {"upload_id": state.id}))
    except NotFoundError as error:
        if not _is_whole(state):
            raise
        settled = "the connection was lost before it said why; upload it again"
        raise ModelbookError(f"{error}: the server has refused the file when it was read, and {settled}") from error


def _piece(upload: Upload, offset: int) -> bytes:
    upload.file.seek(offset)
    return upload.file.read(PIECE_BYTES)


def _metadata(said: Mapping[str, str | None]) -> str:
    return ",".join(f"{name} {base64.b64encode(value.encode()).decode()}" for name, value in said.items() if value is not None)
