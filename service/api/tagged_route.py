"""Routes whose JSON has an ETag, so that a caller who has it already gets 304 instead."""

from collections.abc import Callable, Coroutine
from typing import Any

from fastapi import Request, Response

from service.access.guarded_route import GuardedRoute
from service.api.documented_headers import merged_responses, tagged
from service.api.sent_file import caching
from service.http.etags import etag_of, is_known, not_modified


class TaggedRoute(GuardedRoute):
    """A route that gives the responses of GET an ETag, made from the body, unless the endpoint makes one itself."""

    def __init__(self, path: str, endpoint: Any, **options: Any) -> None:
        if set(options.get("methods") or ()) == {"GET"}:
            options["responses"] = merged_responses(tagged(), options.get("responses") or {})
        super().__init__(path, endpoint, **options)

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """Return the endpoint with what FastAPI does around it, and the ETag."""
        handle = super().get_route_handler()

        async def with_etag(request: Request) -> Response:
            response = await handle(request)
            return _tagged(request, response) if request.method == "GET" else response

        return with_etag


def _tagged(request: Request, response: Response) -> Response:
    if response.status_code != 200 or "etag" in response.headers:
        return response
    headers = caching(etag_of(bytes(response.body)))
    if is_known(request, headers["ETag"]):
        return not_modified(request, headers)
    response.headers.update(headers)
    return response
