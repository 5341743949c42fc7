"""Answers to pages that have logged in: browsers and proxies keep none for whoever comes next, with another cookie."""

from starlette.datastructures import MutableHeaders
from starlette.types import Message, Send


def sends_privately(send: Send) -> Send:
    """Return a function that sends a response as one of its caller; a response that says itself how it may be kept is sent as it is.

    Args:
        send: Sends the messages of the response.
    """

    async def sends(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(raw=[*message["headers"]])
            if "cache-control" not in headers:
                headers["cache-control"] = "private, no-cache"
                headers.add_vary_header("Cookie")
                message = {**message, "headers": headers.raw}
        await send(message)

    return sends
