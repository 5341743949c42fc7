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
        most: Most texts of one key, or of an owner without keys: the one that was used longest ago makes room. None for no bound.
    """

    def __init__(self, url: str, kind: str, valid_for_s: float, most: int | None = None) -> None:
        self._redis: Redis = Redis.from_url(url, socket_connect_timeout=CONNECT_TIMEOUT_S, socket_timeout=COMMAND_TIMEOUT_S)
        self._kind, self._valid_for_s, self._most = kind, valid_for_s, most

    def keep(self, text: str, caller: Caller) -> float:
        """Keep a caller, for no longer than its key or token is valid.

        Returns:
            When the text expires, in seconds since 1970.

        Raises:
            Unavailable: Redis is unavailable.
        """
        expires_at, digest = self._expiry(caller), digest_of(text)
        try:
            self._redis.set(self._name(digest), orjson.dumps({**asdict(caller), "scopes": sorted(caller.scopes)}), px=_left_ms(expires_at))
            if self._most is not None:
                self._make_room(caller, digest, self._most)
        except RedisError as error:
            raise self._unavailable() from error
        return expires_at

    def _make_room(self, caller: Caller, digest: str, most: int) -> None:
        """Count a text among those of its caller, and forget those that are too many."""
        name, now, too_many = self._of(caller), time.time(), -(most + 1)
        steps = self._redis.pipeline()
        steps.zremrangebyscore(name, "-inf", now - self._valid_for_s)
        steps.zadd(name, {digest: now})
        steps.zrange(name, 0, too_many)
        steps.zremrangebyrank(name, 0, too_many)
        steps.expire(name, int(self._valid_for_s))
        forgotten = [self._name(old.decode()) for old in steps.execute()[2]]
        if forgotten:
            self._redis.delete(*forgotten)

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
                self._renew(caller, digest)
        except RedisError as error:
            raise self._unavailable() from error
        return caller

    def _renew(self, caller: Caller, digest: str) -> None:
        steps = self._redis.pipeline()
        steps.pexpire(self._name(digest), _left_ms(self._expiry(caller)))
        steps.zadd(self._of(caller), {digest: time.time()}, xx=True)
        steps.expire(self._of(caller), int(self._valid_for_s))
        steps.execute()

    def forget(self, text: str) -> None:
        """Make a text invalid.

        Raises:
            Unavailable: Redis is unavailable.
        """
        digest = digest_of(text)
        try:
            stored = self._redis.get(self._name(digest))
            self._redis.delete(self._name(digest))
            if stored is not None:
                self._redis.zrem(self._of(_caller_of(stored)), digest)
        except RedisError as error:
            raise self._unavailable() from error

    def close(self) -> None:
        """Close the connections."""
        self._redis.close()

    def _name(self, digest: str) -> str:
        return f"modelbook:{self._kind}:{digest}"

    def _of(self, caller: Caller) -> str:
        """Return the name of the texts of a caller, by their last use."""
        return f"modelbook:{self._kind}s-of:{f'owner:{caller.owner}' if caller.key_id is None else f'key:{caller.key_id}'}"

    def _expiry(self, caller: Caller) -> float:
        return min(time.time() + self._valid_for_s, caller.expires_at or float("inf"))

    def _unavailable(self) -> Unavailable:
        return Unavailable(f"the server that stores the {self._kind}s is unavailable; try again", kind=BROKER_UNAVAILABLE)


def _left_ms(expires_at: float) -> int:
    return max(1, int(1000 * (expires_at - time.time())))


def _caller_of(stored: bytes | str) -> Caller:
    fields = orjson.loads(stored)
    return Caller(**{**fields, "scopes": frozenset(map(Scope, fields["scopes"]))})
