"""What every response goes through, and the gate's options: what both the application has and what stands for it while it is built.

Every response, also a refusal or a failure, gets an id and the headers for pages of other origins, has no body for HEAD, and is compressed.
"""

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from starlette.types import ASGIApp

from service.http.compressed import Compressed
from service.http.cors import Cors, varying
from service.http.entry import Entry
from service.http.head_only import HeadOnly
from service.http.hosts import Hosts
from service.http.inference_errors import InferenceErrors
from service.http.origins import AllowedOrigins
from service.http.prefix import Prefixes, Trusts
from service.http.traffic import Observed, Traffic
from service.http.tus import Tus
from service.settings import Settings


def wrappers_of(settings: Settings, trusts: Trusts, traffic: Traffic) -> list[Callable[[ASGIApp], ASGIApp]]:
    """Return the middleware around an application, the innermost first.

    Args:
        settings: Settings of the process.
        trusts: Tells whether a connection comes from a trusted proxy.
        traffic: Where requests are noted.

    Raises:
        HostNameError: The prefix or an origin of the settings is malformed.
    """
    origins = _allowed_origins(settings)
    cors = [partial(Cors, origins=origins)] if origins else []
    tus = partial(Tus, max_bytes=settings.max_resumable_bytes)
    entry = partial(Entry, prefixes=Prefixes(settings.root_path, trusts))
    return [InferenceErrors, tus, Compressed, HeadOnly, *cors, partial(Observed, traffic=traffic), entry]


def gate_options(settings: Settings, own_names: Iterable[str], trusts: Trusts) -> dict[str, Any]:
    """Return the options of the gate.

    Args:
        settings: Settings of the process.
        own_names: Host names under which it may be called besides those of the settings.
        trusts: Tells whether a connection comes from a trusted proxy.

    Raises:
        HostNameError: A host name or an origin of the settings is malformed.
    """
    hosts = Hosts([*filter(None, settings.hosts.split(",")), *own_names])
    return {"hosts": hosts, "origins": _allowed_origins(settings), "trusts": trusts}


def constant_headers(settings: Settings) -> list[tuple[bytes, bytes]]:
    """Return the headers that the middleware adds to every response, whatever the request.

    Raises:
        HostNameError: An origin of the settings is malformed.
    """
    return varying(_allowed_origins(settings))


def _allowed_origins(settings: Settings) -> AllowedOrigins:
    """Return the origins whose pages may call the API.

    Raises:
        HostNameError: One is malformed.
    """
    return AllowedOrigins(settings.cors_origins, keys_required=settings.keys == "required")
