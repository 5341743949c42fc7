"""Jobs in memory that are followed, and a hub over them."""

import asyncio
import threading
from collections.abc import AsyncIterator, Callable, Collection, Mapping
from contextlib import asynccontextmanager
from types import SimpleNamespace
from typing import Any

import service.following.poller as poller
from service.following.hub import EventHub
from service.following.stream import Stream
from service.store.followed_jobs import PAGE, Seen
from service.store.rows import Event
from service.store.transitions import FINAL

#: Long enough for anything that is expected, in seconds.
SOON_S = 5.0


class JobsInMemory:
    """Jobs whose rows a test changes.

    Attributes:
        looks: The jobs of each look.
        error: Is raised by looks; None for none.
    """

    def __init__(self) -> None:
        self.events: dict[str, list[Event]] = {}
        self.progress: dict[str, float] = {}
        self.looks: list[list[str]] = []
        self.error: Exception | None = None
        self.n_pages = 0
        self._lock = threading.Lock()

    def add(self, job_id: str, *states: str) -> Any:
        """Add events to a job, and return its row."""
        with self._lock:
            events = self.events.setdefault(job_id, [])
            for state in states:
                kind, data = ("log", {"message": state[4:]}) if state.startswith("log:") else ("state", {"state": state})
                events.append(Event(len(events) + 1, kind, data, 0.0))
            return self.row(job_id)

    def row(self, job_id: str) -> Any:
        events = self.events[job_id]
        is_final = any(event.data.get("state") in FINAL for event in events)
        progress = self.progress.get(job_id, 0.0)
        return SimpleNamespace(id=job_id, owner="default", last_event=len(events), is_final=is_final, progress=progress, metrics={})

    def look(self, known: Mapping[str, int]) -> list[Seen]:
        with self._lock:
            self.looks.append(sorted(known))
            if self.error is not None:
                raise self.error
            return [self._seen(job_id, last) for job_id, last in known.items()]

    def _seen(self, job_id: str, last: int) -> Seen:
        row = self.row(job_id)
        after = max(last, row.last_event - PAGE)
        progress = {"progress": row.progress, "metrics": {}}
        return Seen(job_id, row.last_event, row.is_final, progress, after, self.events[job_id][after:])

    def page(self, job_id: str, after: int, last: int) -> list[Event]:
        self.n_pages += 1
        return self.events[job_id][after : min(last, after + PAGE)]


class ToldByHand:
    """Announcements that a test makes."""

    def __init__(self, *, is_connected: bool = True) -> None:
        self.is_connected = is_connected
        self.tell: Callable[[Collection[str]], None] = lambda _: None

    async def listen(self, wake: Any) -> None:
        self.tell = wake
        await asyncio.Event().wait()


@asynccontextmanager
async def hub_of(jobs: Any, wakeups: Any = None, revoked: Any = None) -> AsyncIterator[EventHub]:
    """Run a hub."""
    hub = EventHub(jobs, wakeups or ToldByHand(), revoked or (lambda _: set()))
    try:
        yield hub
    finally:
        await hub.close()


async def told(stream: Stream) -> list[str]:
    """Return the next thing that a stream sends: the kinds of its blocks, states and logs by their values."""
    sent = await asyncio.wait_for(stream.next(), SOON_S)
    return [_short(block) for block in sent.decode().split("\n\n") if block]


async def whole(stream: Stream) -> list[str]:
    """Return everything that a stream sends."""
    found: list[str] = []
    while news := await told(stream):
        found += news
    return found


def _short(block: str) -> str:
    fields = dict(line.partition(":")[::2] for line in block.split("\n"))
    if "event" not in fields:
        return "ping"
    what = fields["data"].strip()
    return f"{fields.get('id', '').strip()}{fields['event'].strip()}={what}"


async def until(is_true: Callable[[], Any]) -> None:
    """Wait until something is true."""
    async with asyncio.timeout(SOON_S):
        while not is_true():
            await asyncio.sleep(0.005)


def polls_seldom(monkeypatch: Any) -> None:
    """Let only announcements be quick."""
    monkeypatch.setattr(poller, "POLL_EVERY_S", 60.0)
