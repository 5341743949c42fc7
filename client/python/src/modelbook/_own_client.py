"""The client of httpx that is used where a caller brings none."""

from __future__ import annotations

import weakref
from typing import Any, TypeVar

import httpx

from modelbook.errors import InputError

ClientT = TypeVar("ClientT", httpx.Client, httpx.AsyncClient)


def own_client(kind: type[ClientT], owner: object = None, **options: Any) -> ClientT:
    """Return a client of httpx, with the proxy and the certificates of the environment. A blocking one is closed when its owner is forgotten.

    Args:
        kind: Its class.
        owner: Who uses it.
        options: Its arguments.

    Raises:
        InputError: The environment names a proxy or certificates that cannot be used.
    """
    try:
        made = kind(**options)
    except (ImportError, OSError, ValueError) as error:
        variables = "HTTP_PROXY, HTTPS_PROXY, ALL_PROXY, NO_PROXY, SSL_CERT_FILE, SSL_CERT_DIR"
        raise InputError(f"expected a proxy and certificates that can be used ({variables}): {error}") from error
    if owner is not None and isinstance(made, httpx.Client):
        weakref.finalize(owner, made.close)
    return made
