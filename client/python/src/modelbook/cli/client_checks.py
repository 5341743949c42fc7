"""Checks of what a client needs: the names of its settings, a service that answers, a key that it takes."""

from __future__ import annotations

import os
import platform
import time
from collections.abc import Iterator
from email.utils import parsedate_to_datetime
from importlib.metadata import version

import httpx

from modelbook._answers import require_compatible
from modelbook._config import DEFAULT_URL, without_password
from modelbook._own_client import own_client
from modelbook.cli.findings import Finding, note, ok, wrong
from modelbook.cli.variables import unknown_variables
from modelbook.errors import IncompatibleServerError, InputError

#: Largest difference between the clocks of client and service, in seconds.
CLOCKS_S = 30.0
TIMEOUT_S = 5.0


def client_findings(url: str | None, default: str = DEFAULT_URL, *, is_optional: bool = False) -> Iterator[Finding]:
    """Check what a client needs.

    Args:
        url: Address of the service; that of the environment when it is None.
        default: Address where neither says one.
        is_optional: Whether it is no error that nothing answers there: the service may not have been started yet.
    """
    yield ok("Python", f"{platform.python_version()} ({platform.platform(terse=True)})")
    yield variables()
    given = url or os.environ.get("MODELBOOK_URL")
    yield from _of_service((given or default).rstrip("/"), is_optional=is_optional and not given)


def variables() -> Finding:
    """Check the names of the variables MODELBOOK_..."""
    unknown = unknown_variables()
    return wrong("settings", "; ".join(unknown), "correct or unset it") if unknown else ok("settings", "each variable MODELBOOK_... is known")


def _of_service(address: str, *, is_optional: bool) -> Iterator[Finding]:
    key = os.environ.get("MODELBOOK_API_KEY", "")
    try:
        with own_client(httpx.Client, base_url=address, timeout=TIMEOUT_S, headers={"Authorization": f"Bearer {key}"} if key else {}) as http:
            yield from _of_answers(http, without_password(address), bool(key))
    except InputError as error:
        yield wrong("connection", str(error), "correct or unset the variable")
    except (httpx.HTTPError, httpx.InvalidURL, UnicodeEncodeError) as error:
        made = note if is_optional else wrong
        cure = "start it: modelbook up; or set MODELBOOK_URL to the address of the service"
        yield made("service", f"nothing answers at {without_password(address)} ({str(error) or type(error).__name__})", cure)


def _of_answers(http: httpx.Client, address: str, has_key: bool) -> Iterator[Finding]:
    health = http.get("/healthz")
    if not _is_ours(health):
        yield wrong(
            "service", f"{address} is not Modelbook: /healthz answers {health.status_code}", "set MODELBOOK_URL to the address of the service"
        )
        return
    yield ok("service", f"answers at {address}")
    yield _clock(health)
    yield from _readiness(http.get("/readyz"))
    yield _key(http.get("/v1/me"), has_key)
    yield _version(health.headers.get("Modelbook-Version", ""))


def _is_ours(health: httpx.Response) -> bool:
    try:
        return bool(health.json()["status"] == "ok")
    except (ValueError, KeyError, TypeError):
        return False


def _clock(answer: httpx.Response) -> Finding:
    date = answer.headers.get("Date")
    difference_s = abs(time.time() - parsedate_to_datetime(date).timestamp()) if date else 0.0
    if difference_s > CLOCKS_S:
        detail = f"the clocks of this machine and of the service differ by {difference_s:.0f} s"
        return wrong("clock", detail, "let both follow a time server: keys and leases end by the clock")
    return ok("clock", "agrees with that of the service")


def _readiness(answer: httpx.Response) -> Iterator[Finding]:
    try:
        checks = answer.json()["checks"]
    except (ValueError, KeyError, TypeError):
        checks = {}
    faults = {name: state for name, state in checks.items() if state != "ok"}
    for name, state in faults.items():
        yield wrong(f"service's {name}", str(state), "see the log of the service, or run `modelbook doctor` on its machine")
    if answer.status_code == 200:
        yield ok("readiness", f"the service is ready: {', '.join(checks)}")
    elif not faults:
        yield wrong("readiness", f"/readyz answers {answer.status_code}", "see the log of the service")


def _key(answer: httpx.Response, has_key: bool) -> Finding:
    if answer.status_code == 401:
        what = "the key in MODELBOOK_API_KEY is not valid" if has_key else "the service requires a key, and MODELBOOK_API_KEY is not set"
        return wrong("key", what, "set MODELBOOK_API_KEY to a key; on its machine one is made by: modelbook keys create --owner NAME")
    if answer.status_code != 200:
        return wrong("key", f"/v1/me answers {answer.status_code}", "see the log of the service")
    me = answer.json()
    return ok("key", f"owner {me.get('owner')}, scopes {', '.join(me.get('scopes', []))}")


def _version(theirs: str) -> Finding:
    own = version("modelbook-client")
    if not theirs:
        return note("version", f"client {own}; that of the service is not known")
    try:
        require_compatible(theirs)
    except IncompatibleServerError as error:
        return wrong("version", str(error), f"pip install 'modelbook-client=={theirs}'")
    return ok("version", f"client {own}, service {theirs}")
