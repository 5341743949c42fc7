"""What Python does beneath readers of files, by its audit events: loading classes of pickles, starting programs, opening connections."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

#: Events that no reader of a foreign file may cause.
FORBIDDEN = ("pickle.find_class", "os.system", "os.exec", "os.posix_spawn", "os.fork", "subprocess.Popen", "socket.connect")
_seen: list[list[str]] = []


@contextmanager
def recorded() -> Iterator[list[str]]:
    """Record the forbidden events that happen within the block. A hook stays for the life of the process, and does nothing outside such blocks."""
    _listen()
    found = list[str]()
    _seen.append(found)
    try:
        yield found
    finally:
        _seen.remove(found)


@cache
def _listen() -> None:
    sys.addaudithook(_note)


def _note(event: str, args: tuple[Any, ...]) -> None:
    if _seen and event in FORBIDDEN:
        _seen[-1].append(f"{event} {str(args)[:100]}")
