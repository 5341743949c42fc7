"""Who reads the metrics while the database with the keys is away: without them no alert could say so."""

import asyncio
import hashlib
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from service.access.caller import Caller, Scope
from service.errors import Unauthorized, Unavailable

#: Seconds after which a caller that was admitted has to be found again.
REMEMBERED_FOR_S = 24 * 3600.0
#: Longest wait for a look-up of a caller that is remembered, in seconds: Prometheus gives up after ten.
PATIENCE_S = 3.0


@dataclass(frozen=True)
class _Admitted:
    caller: Caller
    at: float


class MetricsReaders:
    """The callers with the scope `admin` that were last admitted to the metrics.

    Args:
        clock: Returns seconds since 1970.
    """

    def __init__(self, clock: Callable[[], float] = time.time) -> None:
        self._clock = clock
        self._admitted: dict[str, _Admitted] = {}

    async def admit(self, credential: bytes, find: Callable[[], Awaitable[Caller]]) -> Caller:
        """Return the caller of a credential: found now, or if that is not possible, as last found.

        Args:
            credential: What the request has.
            find: Looks the caller up.

        Raises:
            Unauthorized: It is not valid.
            Unavailable: It cannot be looked up, and was not admitted within a day.
        """
        digest = hashlib.sha256(credential).hexdigest()
        known = self._known(digest)
        try:
            caller = await asyncio.wait_for(find(), None if known is None else PATIENCE_S)
        except (Unavailable, TimeoutError):
            if known is None:
                raise
            return known
        except Unauthorized:
            self._admitted.pop(digest, None)
            raise
        self._remember(digest, caller)
        return caller

    def _known(self, digest: str) -> Caller | None:
        now = self._clock()
        self._admitted = {key: one for key, one in self._admitted.items() if one.at > now - REMEMBERED_FOR_S}
        found = self._admitted.get(digest)
        return None if found is None or (found.caller.expires_at or now + 1) <= now else found.caller

    def _remember(self, digest: str, caller: Caller) -> None:
        if Scope.ADMIN in caller.scopes:
            self._admitted[digest] = _Admitted(caller, self._clock())
        else:
            self._admitted.pop(digest, None)
