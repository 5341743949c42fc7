"""Callers that Redis holds for a time, each under the digest of a random text that only its client has."""

import time
from dataclasses import asdict

import orjson
from redis import Redis
from redis.exceptions import RedisError

from service.access.caller import Caller, Scope
from service.errors import Unavailable
from service.problem_types.of_server import BROKER_UNAVAILABLE
from service.store.key_text import digest_of

#: Timeouts of a connection and of a command, in seconds.
CONNECT_TIMEOUT_S, COMMAND_TIMEOUT_S = 2.0, 3.0


class StoredCallers:
    """The callers of one kind of text. Called off the event loop.

    Args:
        url: Address of the Redis or Valkey server.
        kind: What the texts are, such as "stream-token".
        valid_for_s: Seconds for which one can be used, from when it is kept or renewed.
    """

    def __init__(self, url: str, kind: str, valid_for_s: float) -> None:
        self._redis: Redis = Redis.from_url(url, socket_connect_timeout=CONNECT_TIMEOUT_S, socket_timeout=COMMAND_TIMEOUT_S)
        self._kind, self._valid_for_s = kind, valid_for_s

    def keep(self, text: str, caller: Caller) -> float:
        """Keep a caller, for no longer than its key or token is valid.

        Returns:
            When the text expires, in seconds since 1970.

        Raises:
            Unavailable: Redis is unavailable.
        """
        expires_at = self._expiry(caller)
        try:
            self._redis.set(self._name(digest_of(text)), orjson.dumps({**asdict(caller), "scopes": sorted(caller.scopes)}), px=_left_ms(expires_at))
        except RedisError as error:
            raise self._unavailable() from error
        return expires_at

    def find(self, digest: str, *, renews: bool = False) -> Caller | None:
        """Return the caller of a text; None if there is no such text, or it has expired.

        Args:
            digest: Digest of the text.
            renews: Whether its time begins again.

        Raises:
            Unavailable: Redis is unavailable.
        """
        try:
            stored = self._redis.get(self._name(digest))
            caller = None if stored is None else _caller_of(stored)
            if renews and caller is not None:
                self._redis.pexpire(self._name(digest), _left_ms(self._expiry(caller)))
        except RedisError as error:
            raise self._unavailable() from error
        return caller

    def forget(self, text: str) -> None:
        """Make a text invalid.

        Raises:
            Unavailable: Redis is unavailable.
        """
        try:
            self._redis.delete(self._name(digest_of(text)))
        except RedisError as error:
            raise self._unavailable() from error

    def close(self) -> None:
        """Close the connections."""
        self._redis.close()

    def _name(self, digest: str) -> str:
        return f"modelbook:{self._kind}:{digest}"

    def _expiry(self, caller: Caller) -> float:
        return min(time.time() + self._valid_for_s, caller.expires_at or float("inf"))

    def _unavailable(self) -> Unavailable:
        return Unavailable(f"the server that stores the {self._kind}s is unavailable; try again", kind=BROKER_UNAVAILABLE)


def _left_ms(expires_at: float) -> int:
    return max(1, int(1000 * (expires_at - time.time())))


def _caller_of(stored: bytes | str) -> Caller:
    fields = orjson.loads(stored)
    return Caller(**{**fields, "scopes": frozenset(map(Scope, fields["scopes"]))})
