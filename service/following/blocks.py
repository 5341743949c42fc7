"""Events in the form of a stream of server-sent events, encoded once for all who follow a job."""

from typing import Any, NamedTuple

import orjson
from fastapi.sse import format_sse_event

from service.store.job_events import ProgressData
from service.store.rows import Event
from service.store.transitions import FINAL, StateData

#: Milliseconds after which a browser connects again when a stream has ended; the first block of a stream begins with it.
RETRY_MS = 2_000
RETRY = b"retry: %d\n" % RETRY_MS
#: A comment, by which callers and proxies see that a stream without news is alive.
HEARTBEAT = b": ping\n\n"


class Block(NamedTuple):
    """An event of a job.

    Args:
        id: Its id.
        text: What is sent.
        is_end: Whether it is the end of the job.
    """

    id: int
    text: bytes
    is_end: bool


def block_of(event: Event) -> Block:
    """Return an event as it is sent."""
    text = format_sse_event(event=event.kind, id=str(event.id), data_str=orjson.dumps(event.data).decode())
    return Block(event.id, text, event.kind == StateData.event and event.data["state"] in FINAL)


def progress_block(progress: dict[str, Any]) -> bytes:
    """Return the progress of a job as it is sent: it has no id, as it is not repeated."""
    return format_sse_event(event=ProgressData.event, data_str=orjson.dumps(progress).decode())
