"""What every response goes through, also refusals and failures: an id, the headers for pages of other origins, HEAD, compression."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from fastapi import APIRouter, FastAPI
from starlette.types import ASGIApp

from service.http.compressed import Compressed
from service.http.cors import Cors
from service.http.entry import Entry
from service.http.guards import allowed_origins
from service.http.head_only import HeadOnly
from service.http.methods import Methods, Options
from service.http.prefix import Prefixes, Trusts
from service.settings import Settings


class WrappedApp(FastAPI):
    """FastAPI whose responses all pass the same middleware: FastAPI itself answers unexpected errors outside of what is added to it.

    Args:
        options: Options of FastAPI.
    """

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        #: Middleware around the application, the innermost first.
        self.wrappers: list[Callable[[ASGIApp], ASGIApp]] = []

    def build_middleware_stack(self) -> ASGIApp:
        """Return the application with all its middleware."""
        stack = super().build_middleware_stack()
        for wrapped in self.wrappers:
            stack = wrapped(stack)
        return stack


def install_manners(app: WrappedApp, settings: Settings, routers: Sequence[APIRouter], trusts: Trusts) -> None:
    """Wrap an application; call it before other middleware is added, behind which OPTIONS is answered.

    Args:
        app: The application.
        settings: Its settings.
        routers: Its routers.
        trusts: Tells whether a connection comes from a trusted proxy.

    Raises:
        HostNameError: The prefix or an origin of the settings is malformed.
    """
    app.state.methods = Methods(lambda: (*app.routes, *(route for router in routers for route in router.routes)))
    app.add_middleware(Options, methods=app.state.methods)
    origins = allowed_origins(settings)
    app.wrappers += [Compressed, HeadOnly]
    if origins:
        app.wrappers.append(partial(Cors, origins=origins))
    app.wrappers.append(partial(Entry, prefixes=Prefixes(settings.root_path, trusts)))
