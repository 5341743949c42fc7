"""Bounds that a running service keeps while it answers a hostile request: the time of the answer, its memory, and how long /healthz is silent."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

from tests.acceptance.service import Service, descendants, find_process

#: Longest answer, and longest time without an answer of /healthz meanwhile, in seconds.
ANSWER_S, SILENT_S = 10.0, 1.0
#: Most memory that an answer may take, of the API and the processes below it, in bytes.
MEMORY_BYTES = 512 * 1024 * 1024
#: Pause between two looks, in seconds.
_PAUSE_S = 0.02
_PAGE_BYTES = 4096


@dataclass
class Watch:
    """What was seen while a request was answered.

    Args:
        seconds: Time of the answer.
        silent_s: Longest time that /healthz took.
        memory_bytes: Most memory above that at the start.
    """

    seconds: float = 0.0
    silent_s: float = 0.0
    memory_bytes: int = 0

    def require_bounds(self) -> None:
        """Fail if one of the bounds was passed."""
        assert self.seconds <= ANSWER_S, f"expected an answer within {ANSWER_S:.0f} s, it took {self.seconds:.1f} s"
        assert self.silent_s <= SILENT_S, f"expected /healthz within {SILENT_S:.0f} s, it took {self.silent_s:.1f} s"
        assert self.memory_bytes <= MEMORY_BYTES, f"expected at most {MEMORY_BYTES:,} bytes, it took {self.memory_bytes:,}"


@contextmanager
def watched(service: Service) -> Iterator[Watch]:
    """Watch a service, run by `modelbook up`, while the block sends a request."""
    url, api = str(service.http.base_url), find_process(service.root, "service.cli api")
    watch, done = Watch(), threading.Event()
    base = _memory_of(api)
    threads = [threading.Thread(target=work) for work in (lambda: _ask(url, watch, done), lambda: _weigh(api, base, watch, done))]
    for thread in threads:
        thread.start()
    start = time.monotonic()
    try:
        yield watch
    finally:
        watch.seconds = time.monotonic() - start
        done.set()
        for thread in threads:
            thread.join()


def _ask(url: str, watch: Watch, done: threading.Event) -> None:
    with httpx.Client(base_url=url, timeout=60) as client:
        while not done.wait(_PAUSE_S):
            start = time.monotonic()
            client.get("/healthz").raise_for_status()
            watch.silent_s = max(watch.silent_s, time.monotonic() - start)


def _weigh(api: int, base: int, watch: Watch, done: threading.Event) -> None:
    while not done.wait(_PAUSE_S):
        watch.memory_bytes = max(watch.memory_bytes, _memory_of(api) - base)


def _memory_of(process: int) -> int:
    """Return the memory of a process and those below it that no other of them shares, in bytes."""
    return sum(map(_resident, [process, *descendants(process)]))


def _resident(process: int) -> int:
    try:
        _, resident, shared, *_ = map(int, Path(f"/proc/{process}/statm").read_text().split())
    except OSError:
        return 0  # It has just ended.
    return (resident - shared) * _PAGE_BYTES
