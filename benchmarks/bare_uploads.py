"""A handler that writes what it is sent into a file and nothing else: the bare rival of uploads. `uvicorn benchmarks.bare_uploads:app`."""

import os
import tempfile
from collections.abc import Awaitable, Callable
from typing import Any

Message = dict[str, Any]


async def app(scope: Message, receive: Callable[[], Awaitable[Message]], send: Callable[[Message], Awaitable[None]]) -> None:
    """Write the body of each request into a temporary file in the folder of the variable FOLDER."""
    if scope["type"] != "http":
        return
    more = True
    with tempfile.TemporaryFile(dir=os.environ["FOLDER"]) as file:
        while more:
            message = await receive()
            file.write(message.get("body", b""))
            more = message.get("more_body", False)
    await send({"type": "http.response.start", "status": 201, "headers": []})
    await send({"type": "http.response.body", "body": b"{}"})
