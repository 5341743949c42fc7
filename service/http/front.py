"""What stands in front of the API: known names, own and allowed pages, bounded work; and what every response goes through."""

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Any

from fastapi import APIRouter, FastAPI
from starlette.types import ASGIApp

from service.http.gate import Gate
from service.http.manners import gate_options, wrappers_of
from service.http.methods import Methods, Options
from service.http.prefix import Trusts
from service.http.traced import RequestTraces, Traced
from service.http.traffic import Traffic
from service.http.work import BoundedWork, Work
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


def install_manners(app: WrappedApp, settings: Settings, routers: Sequence[APIRouter], trusts: Trusts, traffic: Traffic) -> None:
    """Wrap an application; call it before other middleware is added, behind which OPTIONS is answered.

    Args:
        app: The application.
        settings: Its settings.
        routers: Its routers.
        trusts: Tells whether a connection comes from a trusted proxy.
        traffic: Where its requests are noted.

    Raises:
        HostNameError: The prefix or an origin of the settings is malformed.
    """
    app.state.methods = Methods(lambda: (*app.routes, *(route for router in routers for route in router.routes)))
    app.add_middleware(Options, methods=app.state.methods)
    app.wrappers += wrappers_of(settings, trusts, traffic)


def install_traces(app: WrappedApp, traces: RequestTraces | None) -> None:
    """Trace the requests of an application, behind the middleware that notes them; call it after that is installed.

    Args:
        app: The application.
        traces: Where the spans go; None for nowhere.
    """
    if traces is not None:
        app.wrappers.insert(0, partial(Traced, traces=traces))


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
    app.add_middleware(BoundedWork, work=work)
    app.add_middleware(Gate, **gate_options(settings, own_names, trusts))
