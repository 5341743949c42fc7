"""Errors of the Open Inference Protocol: whatever refuses a request below /v2, its clients find `{"error": "..."}`."""

from typing import Any

import orjson
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from service.problem_types.problem_type import PROBLEM_MEDIA

#: Path of the protocol.
ROOT = "/v2"
#: Most faults that are written into one error.
MAX_FAULTS = 10
_OF_BODY = frozenset({b"content-type", b"content-length"})


class InferenceErrors:
    """ASGI middleware that writes problem documents in the protocol's form.

    Args:
        app: The application behind it.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on."""
        is_ours = scope["type"] == "http" and (scope["path"] == ROOT or scope["path"].startswith(f"{ROOT}/"))
        await self._app(scope, receive, _Response(send).send if is_ours else send)


class _Response:
    """A response on its way out.

    Args:
        send: Sends it on.
    """

    def __init__(self, send: Send) -> None:
        self._send = send
        self._start: Message | None = None
        self._body = b""

    async def send(self, message: Message) -> None:
        """Send a part of it; of a problem document nothing before its end."""
        if message["type"] == "http.response.start" and (b"content-type", PROBLEM_MEDIA.encode()) in message["headers"]:
            self._start = message
        elif self._start is None or message["type"] != "http.response.body":
            await self._send(message)
        else:
            self._body += message.get("body", b"")
            if not message.get("more_body"):
                await self._finish(self._start)

    async def _finish(self, start: Message) -> None:
        body = orjson.dumps({"error": error_of(orjson.loads(self._body))})
        headers = [(name, value) for name, value in start["headers"] if name not in _OF_BODY]
        own = [(b"content-type", b"application/json"), (b"content-length", b"%d" % len(body))]
        await self._send({**start, "headers": [*headers, *own]})
        await self._send({"type": "http.response.body", "body": body})


def error_of(problem: dict[str, Any]) -> str:
    """Return a problem document as one text: its faults with their pointers, or its detail where it has none."""
    faults = problem["errors"]
    texts = [f"{fault['pointer']}: {fault['detail']}" if fault["pointer"] else fault["detail"] for fault in faults[:MAX_FAULTS]]
    if len(faults) > MAX_FAULTS:
        texts.append(f"{len(faults) - MAX_FAULTS:,} more faults are not listed")
    return "; ".join(texts) or str(problem["detail"])
