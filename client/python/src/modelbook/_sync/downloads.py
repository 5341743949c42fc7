# Written from _async/downloads.py by client/python/tools/generate.py; do not edit.
"""Files of the API: as bytes, or written to disk as they arrive."""

from __future__ import annotations

import os
from pathlib import Path
from typing import BinaryIO

import httpx

from modelbook._sync.http import Http
from modelbook._calls import Call
from modelbook._files import PathLike, temporary_beside


def download(http: Http, call: Call, path: PathLike | None) -> Path:
    """Write the file that answers a call; it has its name only when it is whole.

    Args:
        http: The connection.
        call: The call.
        path: File or folder to write to; the server's name, in the current folder, when left out.
    """
    with http.stream(call) as response:
        target = Path(path) if path is not None else Path()
        if target.is_dir():
            target = target / _name(response.headers.get("content-disposition", ""), call)
        if target.exists() and not target.is_file():
            with target.open("wb") as device:  # Such as /dev/stdout, which must not become a file.
                _copy(response, device)
            return target
        file, temporary = temporary_beside(target)
        try:
            with file:
                _copy(response, file)
            os.replace(temporary, target)
        except BaseException:
            temporary.unlink()
            raise
    return target


def _copy(response: httpx.Response, file: BinaryIO) -> None:
    for chunk in response.iter_bytes():
        file.write(chunk)


def _name(disposition: str, call: Call) -> str:
    """Return the name that the server gives a file, without folders."""
    name = disposition.partition("filename=")[2].split(";")[0].strip('" ')
    return Path(name).name or str(call.operation.id)
