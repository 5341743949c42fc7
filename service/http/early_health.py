"""Health checks of a process whose application is not built yet: it runs, and is not ready."""

from collections.abc import Iterable
from typing import Any

import orjson
from starlette.types import ASGIApp, Receive, Scope, Send

from service.http.gate import Gate
from service.http.inference_errors import ROOT
from service.http.manners import gate_options, wrappers_of
from service.http.prefix import Trusts
from service.http.traffic import Traffic
from service.settings import Settings

#: What GET /healthz answers, as it always does.
ALIVE: dict[str, Any] = {"status": "ok", "checks": {}}
#: What GET /readyz answers: nothing else has been checked.
NOT_READY: dict[str, Any] = {
    "status": "unavailable",
    "checks": {"api": "is starting: it loads its parts, for which requests wait; try again in a second"},
    "workers": {"cpu": 0, "gpu": 0},
    "free_bytes": {},
}
#: Status and content of each answer, by path.
_ANSWERS: dict[str, tuple[int, dict[str, Any]]] = {
    "/healthz": (200, ALIVE),
    "/readyz": (503, NOT_READY),
    f"{ROOT}/health/live": (200, {"live": True}),
    f"{ROOT}/health/ready": (503, {"ready": False}),
}


def early_health(settings: Settings, own_names: Iterable[str], trusts: Trusts) -> ASGIApp:
    """Return what answers health checks, behind the gate of the application and with the manners of its responses.

    Args:
        settings: Settings of the process.
        own_names: Host names under which it may be called besides those of the settings.
        trusts: Tells whether a connection comes from a trusted proxy.

    Raises:
        HostNameError: A host name, an origin or the prefix of the settings is malformed.
    """
    stack: ASGIApp = Gate(_health, **gate_options(settings, own_names, trusts))
    for wrapped in wrappers_of(settings, trusts, Traffic(is_logged=settings.access_log)):
        stack = wrapped(stack)
    return stack


async def _health(scope: Scope, _receive: Receive, send: Send) -> None:
    status, content = _ANSWERS[scope["path"]]
    body = orjson.dumps(content)
    headers = [(b"content-length", b"%d" % len(body)), (b"content-type", b"application/json")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
