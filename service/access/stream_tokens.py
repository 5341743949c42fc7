"""Stream tokens: short-lived keys for event streams of browsers, which cannot send headers (EventSource). Redis holds them by digest."""

import time
from dataclasses import dataclass

import orjson
from redis import Redis
from redis.exceptions import RedisError

from service.access.caller import Caller, Scope
from service.errors import Unavailable
from service.problem_types.of_server import BROKER_UNAVAILABLE
from service.store.key_text import STREAM_PREFIX, digest_of, new_key

#: Seconds for which a token can be used, also again by a browser that connects anew.
VALID_FOR_S = 60.0
#: Timeouts of a connection and of a command, in seconds.
CONNECT_TIMEOUT_S, COMMAND_TIMEOUT_S = 2.0, 3.0

_KEY = "modelbook:stream-token:{digest}"


@dataclass(frozen=True)
class StreamToken:
    """A token.

    Args:
        text: Its text.
        expires_at: When it expires, in seconds since 1970.
    """

    text: str
    expires_at: float


class StreamTokens:
    """The stream tokens of a service. Called off the event loop.

    Args:
        url: Address of the Redis or Valkey server.
    """

    def __init__(self, url: str) -> None:
        self._redis: Redis = Redis.from_url(url, socket_connect_timeout=CONNECT_TIMEOUT_S, socket_timeout=COMMAND_TIMEOUT_S)

    def create(self, caller: Caller) -> StreamToken:
        """Create a token that follows the jobs of a caller, for as long as its key is valid.

        Raises:
            Unavailable: Redis is unavailable.
        """
        expires_at = min(time.time() + VALID_FOR_S, caller.expires_at or float("inf"))
        text = new_key(STREAM_PREFIX)
        fields = {"owner": caller.owner, "key_id": caller.key_id, "name": caller.name, "expires_at": caller.expires_at}
        left_ms = max(1, int(1000 * (expires_at - time.time())))
        try:
            self._redis.set(_KEY.format(digest=digest_of(text)), orjson.dumps(fields), px=left_ms)
        except RedisError as error:
            raise _unavailable() from error
        return StreamToken(text, expires_at)

    def find(self, text: str) -> Caller | None:
        """Return the caller of a token, who may only read; None if there is no such token, or it has expired.

        Raises:
            Unavailable: Redis is unavailable.
        """
        try:
            stored = self._redis.get(_KEY.format(digest=digest_of(text)))
        except RedisError as error:
            raise _unavailable() from error
        return None if stored is None else Caller(**orjson.loads(stored), scopes=frozenset({Scope.READ}))

    def close(self) -> None:
        """Close the connections."""
        self._redis.close()


def _unavailable() -> Unavailable:
    return Unavailable("the server that stores the stream tokens is unavailable; try again", kind=BROKER_UNAVAILABLE)
