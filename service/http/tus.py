"""What tus, the protocol of resumable uploads (https://tus.io/protocols/resumable-upload, version 1.0.0), asks of every request and response."""

from typing import Any

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from models.core.faults import quote
from service.http.refusal import Refusal
from service.problem_types.of_requests import OTHER_TUS_VERSION

#: Path of resumable uploads.
PATH = "/v1/uploads"
VERSION = b"1.0.0"
#: What is supported beyond the core of the protocol.
EXTENSIONS = b"creation,creation-with-upload,expiration,termination"
#: Methods that a request of a client that has only GET and POST may stand for.
_OVERRIDES = (b"PATCH", b"DELETE")
_RESUMABLE, _TUS_VERSION = (b"tus-resumable", VERSION), (b"tus-version", VERSION)


class Tus:
    """ASGI middleware around the paths of resumable uploads.

    Args:
        app: The application behind it.
        max_bytes: Largest file, in bytes.
    """

    def __init__(self, app: ASGIApp, max_bytes: int) -> None:
        self._app = app
        self._offered = [_TUS_VERSION, (b"tus-extension", EXTENSIONS), (b"tus-max-size", b"%d" % max_bytes)]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on."""
        if scope["type"] != "http" or not is_of_tus(scope["path"]):
            await self._app(scope, receive, send)
            return
        is_options = scope["method"] == "OPTIONS"
        more = [_RESUMABLE, *(self._offered if is_options else ())]

        async def with_version(message: Message) -> None:
            if message["type"] == "http.response.start":
                message = {**message, "headers": [*message["headers"], *more]}
            await send(message)

        version = _header(scope, b"tus-resumable")
        if version not in (None, VERSION) and not is_options:
            more.append(_TUS_VERSION)
            detail = f"expected Tus-Resumable: {VERSION.decode()}, got {quote(version.decode('latin-1'))}"
            await Refusal(OTHER_TUS_VERSION, detail)(scope, receive, with_version)
            return
        await self._app(_overridden(scope), receive, with_version)


def is_of_tus(path: str) -> bool:
    """Tell whether a path is one of resumable uploads."""
    return f"{path}/".startswith(f"{PATH}/")


def _overridden(scope: Scope) -> Scope:
    wanted = _header(scope, b"x-http-method-override") if scope["method"] == "POST" else None
    return {**scope, "method": wanted.decode()} if wanted in _OVERRIDES else scope


def _header(scope: Scope, name: bytes) -> Any:
    return next((value for known, value in scope["headers"] if known == name), None)
