"""The response that is a stream of the events of a job."""

import asyncio
from collections.abc import Callable
from contextlib import AbstractContextManager

from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from service.following.followed import Follower
from service.following.stream import ReadsPages, Stream

#: Headers of a stream, which must not be kept or collected on its way.
STREAM_HEADERS = {"Cache-Control": "no-cache", "X-Accel-Buffering": "no"}


class EventsResponse(Response):
    """Sends the events of a job until it ends, its caller leaves, or the follower is closed.

    FastAPI's own stream of events has four tasks and encodes each event for each caller, which a thousand streams multiply.

    Args:
        follow: Returns the context in which a follower follows the job.
        after: Id of the last event that the caller has.
        read_page: Reads events that are no longer kept.
    """

    media_type = "text/event-stream"

    def __init__(self, follow: Callable[[], AbstractContextManager[Follower]], after: int, read_page: ReadsPages) -> None:
        super().__init__(headers=STREAM_HEADERS)
        del self.headers["content-length"]
        self._follow, self._after, self._read_page = follow, after, read_page

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the events."""
        await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
        with self._follow() as follower:
            leaving = asyncio.create_task(_close_when_left(follower, receive))
            try:
                stream = Stream(follower, self._after, self._read_page)
                while sent := await stream.next():
                    await send({"type": "http.response.body", "body": sent, "more_body": True})
                await send({"type": "http.response.body", "body": b""})
            finally:
                leaving.cancel()


async def _close_when_left(follower: Follower, receive: Receive) -> None:
    """Close a follower when its caller has left."""
    while (await receive())["type"] != "http.disconnect":
        pass
    follower.close()
