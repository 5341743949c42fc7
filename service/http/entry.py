"""The entry of the API: each request gets an id and a path within the API, and each response repeats the id."""

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from service.http.prefix import Prefixes, without_prefix
from service.request_context import begin_request, new_id, sound_id

#: Header with the id of a request, in requests and responses.
ID_HEADER = b"x-request-id"


class Entry:
    """ASGI middleware in front of everything else.

    Args:
        app: The application behind it.
        prefixes: Finds the prefix under which a proxy publishes the API.
    """

    def __init__(self, app: ASGIApp, prefixes: Prefixes) -> None:
        self._app, self._prefixes = app, prefixes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        given = forwarded = None
        for name, value in scope["headers"]:
            if name == ID_HEADER:
                given = value if given is None else b""  # Several are none: which of them a proxy logs is not known.
            elif name == b"x-forwarded-prefix":
                forwarded = value if forwarded is None else b""
        request_id = new_id() if given is None else sound_id(given)
        prefix = self._prefixes.root_path if forwarded is None else self._prefixes.of(scope, forwarded)
        begin_request(request_id, prefix)
        if prefix:
            scope = without_prefix(scope, prefix)
        header = (ID_HEADER, request_id)

        async def with_id(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message["headers"], header]
            await send(message)

        await self._app(scope, receive, with_id)
