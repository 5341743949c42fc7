"""Threads in which large bodies are decoded."""

from collections.abc import Callable
from typing import TypeVar

from service.batching.threads import Threads

#: Bodies that are decoded at a time, by all requests of a process. Only one thread runs Python at a time, and the event loop waits for its turn
#: behind all others that want to run: beside 40 bodies, which the threads of the framework would decode at a time, others waited for seconds.
MOST_DECODED = 2

_threads = Threads(MOST_DECODED)

DecodedT = TypeVar("DecodedT")


async def decoded_in_thread(decode: Callable[[], DecodedT]) -> DecodedT:
    """Return what a function decodes, in a thread; later ones wait for those before.

    Raises:
        Exception: What the function raised.
    """
    return await _threads.call(decode)
