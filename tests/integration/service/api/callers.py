"""Callers of an API that requires keys."""

from collections.abc import Callable
from typing import Any

import httpx

from service.store.key_rows import Key, NewKey
from service.store.keys import Keys
from tests.responses import problem

#: Makes a client of an application with given limits.
Clients = Callable[..., httpx.Client]


def made(keys: Keys, scopes: str = "read,predict,train", owner: str = "app1", **more: Any) -> tuple[Key, dict[str, str]]:
    """Make a key; return it, and the header that sends it."""
    key, text = keys.create(NewKey(owner, tuple(scopes.split(",")), **more), "test")
    return key, bearer(text)


def bearer(text: str) -> dict[str, str]:
    """Return the header that sends a key."""
    return {"Authorization": f"Bearer {text}"}


def refused(response: httpx.Response) -> str:
    """Return the detail of a refusal that asks for a key."""
    assert (response.status_code, response.headers["content-type"]) == (401, "application/problem+json"), response.text
    assert response.headers["www-authenticate"].startswith("Bearer")
    document = problem(response, 401)
    assert document["type"] in ("/problems/no-key", "/problems/invalid-key")
    assert document["errors"] == []
    return str(document["detail"])
