"""Work that is done for one request at a time."""

import asyncio
from types import TracebackType

from service.errors import Unavailable
from service.problem_types.of_server import OVERLOADED

#: Longest wait for the work of earlier requests, in seconds.
MAX_WAIT_S = 30.0


class OneAtATime:
    """A lock for work that takes memory and all of a core; requests that wait for it too long are refused.

    Args:
        what: The work, for the caller.
        wait_s: Longest wait, in seconds.
    """

    def __init__(self, what: str, wait_s: float = MAX_WAIT_S) -> None:
        self._what, self._wait_s = what, wait_s
        self._lock = asyncio.Lock()

    async def __aenter__(self) -> None:
        """Wait for the work of earlier requests.

        Raises:
            Unavailable: It takes too long.
        """
        try:
            await asyncio.wait_for(self._lock.acquire(), self._wait_s)
        except TimeoutError as error:
            raise Unavailable(f"{self._what} for other requests takes more than {self._wait_s:g} s; try again later", kind=OVERLOADED) from error

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Let the next request go on."""
        self._lock.release()
