"""The guards in front of an application: known names, own and allowed pages, bounded work."""

from collections.abc import Iterable

from fastapi import FastAPI

from service.http.gate import Gate
from service.http.hosts import Hosts
from service.http.origins import AllowedOrigins
from service.http.prefix import Trusts
from service.http.work import BoundedWork, Work
from service.settings import Settings


def bounded_work(settings: Settings) -> Work:
    """Return the requests in work of one process: none yet."""
    return Work(settings.max_requests)


def install_guards(app: FastAPI, settings: Settings, own_names: Iterable[str], work: Work, trusts: Trusts) -> None:
    """Put the guards in front of an application.

    Args:
        app: The application.
        settings: Its settings.
        own_names: Host names under which it may be called besides those of the settings.
        work: The requests that it works on.
        trusts: Tells whether a connection comes from a trusted proxy.

    Raises:
        HostNameError: A host name or an origin of the settings is malformed.
    """
    hosts = Hosts([*filter(None, settings.hosts.split(",")), *own_names])
    app.add_middleware(BoundedWork, work=work)
    app.add_middleware(Gate, hosts=hosts, origins=allowed_origins(settings), trusts=trusts)


def allowed_origins(settings: Settings) -> AllowedOrigins:
    """Return the origins whose pages may call the API.

    Raises:
        HostNameError: One is malformed.
    """
    return AllowedOrigins(settings.cors_origins, keys_required=settings.keys == "required")
