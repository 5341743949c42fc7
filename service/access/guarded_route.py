"""Routes that require a scope."""

from collections.abc import Callable, Coroutine
from typing import Any

from fastapi import Request, Response
from starlette.convertors import register_url_convertor
from starlette.types import Scope as AsgiScope

from service.access.caller import Scope, caller_in
from service.access.references import ReferenceConvertor
from service.http.checked_route import CheckedRoute

#: Tag of routes that compute with a model.
PREDICTIONS = "predictions"
#: Tag of routes of the Open Inference Protocol: what a client needs to predict.
INFERENCE = "inference"
#: Tags of routes for administrators.
ADMINISTRATION = "administration"
#: Tag of routes that every caller may use, whatever the scopes.
OPEN = frozenset({"operations", "access"})

# Paths of guarded routes may have {ref:ref}.
register_url_convertor("ref", ReferenceConvertor())


class GuardedRoute(CheckedRoute):
    """A route that requires a scope: by its tags, else `read` to look and `train` to change something.

    Attributes:
        needs: The scope; None if none is needed.
    """

    def __init__(self, path: str, endpoint: Any, **options: Any) -> None:
        super().__init__(path, endpoint, **options)
        self.needs = needed_scope(frozenset(map(str, self.tags)), self.methods or set())

    def admit(self, scope: AsgiScope) -> None:
        """Admit a caller who has the scope.

        Raises:
            Forbidden: The caller has not got it.
        """
        if self.needs is not None and scope["method"] in (self.methods or ()):
            caller_in(scope).require(self.needs)


class DirectRoute(GuardedRoute):
    """A route whose endpoint takes the request alone and makes the response itself: FastAPI resolves and converts nothing for it."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """Return the endpoint."""
        handler: Callable[[Request], Coroutine[Any, Any, Response]] = self.endpoint
        return handler


class OpenRoute(GuardedRoute):
    """A route that needs no key: its path is one of `service.access.login.OPEN_PATHS`."""

    def __init__(self, path: str, endpoint: Any, **options: Any) -> None:
        super().__init__(path, endpoint, **options)
        self.needs = None


def needed_scope(tags: frozenset[str], methods: set[str]) -> Scope | None:
    """Return the scope that a route of these tags and methods requires; None if it requires none."""
    if tags & OPEN:
        return None
    if ADMINISTRATION in tags:
        return Scope.ADMIN
    if INFERENCE in tags:
        return Scope.PREDICT
    if methods <= {"GET", "HEAD"}:
        return Scope.READ
    return Scope.PREDICT if PREDICTIONS in tags else Scope.TRAIN
