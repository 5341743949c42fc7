"""Routes that refuse query parameters which they do not have: a misspelt one would otherwise have no effect, and nobody would notice."""

from collections import Counter
from collections.abc import Iterator
from functools import cached_property
from typing import Any, get_args, get_origin
from urllib.parse import parse_qsl

from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute
from starlette.types import Receive, Scope, Send

from models.core.errors import Fault
from models.core.faults import SUGGESTED, did_you_mean, pointer_of, quote
from service.errors import Invalid
from service.http.traffic import note_route
from service.problem_types.of_requests import INVALID_PARAMETER, UNKNOWN_PARAMETER


class CheckedRoute(APIRoute):
    """A route that refuses unknown query parameters, and several values of one that takes a single value."""

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle a request whose query parameters the route has.

        Raises:
            Invalid: It has others, or several values of one.
        """
        note_route(scope, self.path_format)
        self.admit(scope)
        if scope["query_string"] and scope["method"] in (self.methods or ()):  # A method of another route of the path gets 405, whatever its query.
            self._require_known(scope["query_string"])
        await super().handle(scope, receive, send)

    def admit(self, scope: Scope) -> None:
        """Admit the caller of a request: here, everybody."""

    @cached_property
    def query_parameters(self) -> dict[str, bool]:
        """Return the query parameters: name -> whether it may be given several times."""
        described: list[dict[str, Any]] = (self.openapi_extra or {}).get("parameters", [])
        by_hand = {parameter["name"]: False for parameter in described if parameter["in"] == "query"}
        return by_hand | dict(_declared(self.dependant))

    def _require_known(self, query: bytes) -> None:
        counts = Counter(name for name, _ in parse_qsl(query.decode("latin-1"), keep_blank_values=True))
        unknown = [name for name in counts if name not in self.query_parameters]
        if unknown:
            faults = [self._unknown(name, index < SUGGESTED) for index, name in enumerate(unknown)]
            raise Invalid.of(faults, UNKNOWN_PARAMETER)
        faults = [
            Fault(f"/query{pointer_of([name])}", f"expected one value, got {count}")
            for name, count in counts.items()
            if count > 1 and not self.query_parameters[name]
        ]
        if faults:
            raise Invalid.of(faults, INVALID_PARAMETER)

    def _unknown(self, name: str, suggests: bool) -> Fault:
        known = list(self.query_parameters)
        expected = f"expected one of the parameters {', '.join(known)}" if known else "expected no query parameters"
        return Fault(f"/query{pointer_of([name])}", f"{expected}, got {quote(name)}{did_you_mean(name, known) if suggests else ''}")


def _declared(dependant: Dependant) -> Iterator[tuple[str, bool]]:
    """Yield the query parameters of an endpoint and of its dependencies, and whether each takes a list of values."""
    for field in dependant.query_params:
        yield field.alias, _is_list(field.field_info.annotation)
    for dependency in dependant.dependencies:
        yield from _declared(dependency)


def _is_list(annotation: Any) -> bool:
    """Tell whether a type is a list, or may be one."""
    return get_origin(annotation) is list or any(_is_list(argument) for argument in get_args(annotation))
