"""Sessions: the states of stateful models between calls, kept in Redis so that any API process may go on with any of them."""

import io
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from redis import Redis
from redis.exceptions import LockError, RedisError

from models.serving.single_step.steps import State
from service.errors import Conflict, NotFound, Unavailable

#: Bounds on the wait for a connection and for an answer, in seconds.
CONNECT_TIMEOUT_S, ANSWER_TIMEOUT_S = 2.0, 3.0
#: Longest time that one call may hold a session, and that the next one waits for it, in seconds.
HELD_S, WAIT_S = 60.0, 10.0

_KEY, _OPEN = "modelbook:session:{id}", "modelbook:sessions"
#: Counts the sessions that have not expired, and opens another if there is room: one script, so that no two callers take the last place.
_OPEN_IF_ROOM = """
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', ARGV[1])
if redis.call('ZCARD', KEYS[1]) >= tonumber(ARGV[2]) then return 0 end
redis.call('ZADD', KEYS[1], ARGV[3], ARGV[4])
return 1
"""


@dataclass(frozen=True)
class Session:
    """A series that is being fed to a model.

    Args:
        id: Its id.
        model: The version it was opened for.
        n_steps: Steps fed so far.
        expires_at: When it is forgotten unless it is fed again, in seconds since 1970.
        state: What the model remembers.
    """

    id: str
    model: str
    n_steps: int
    expires_at: float
    state: State


class Sessions:
    """All sessions of a service. Called off the event loop.

    Args:
        url: Address of the Redis or Valkey server.
        ttl_s: Seconds without a call after which a session is forgotten.
        most: Most sessions at a time.
    """

    def __init__(self, url: str, ttl_s: float, most: int) -> None:
        self._redis: Any = Redis.from_url(url, socket_connect_timeout=CONNECT_TIMEOUT_S, socket_timeout=ANSWER_TIMEOUT_S)
        self._ttl_s, self._most = ttl_s, most

    def open(self, model: str, state: State) -> Session:
        """Open a session.

        Raises:
            Unavailable: There are too many, or Redis does not answer.
        """
        now, session_id = time.time(), secrets.token_hex(16)
        with _answering():
            if not self._redis.eval(_OPEN_IF_ROOM, 1, _OPEN, now, self._most, now + self._ttl_s, session_id):
                raise Unavailable(f"at most {self._most:,} sessions are open at a time; delete those that are done with, or try again later")
            return self._write(Session(session_id, model, 0, 0.0, state))

    def get(self, session_id: str) -> Session:
        """Return a session.

        Raises:
            NotFound: There is none of that id, or it has expired.
            Unavailable: Redis does not answer.
        """
        key = _KEY.format(id=session_id)
        with _answering():
            fields, left_ms = self._redis.hgetall(key), self._redis.pttl(key)
        if not fields:
            raise NotFound(f"there is no session {session_id!r}: it has expired, or never was")
        return Session(
            session_id, fields[b"model"].decode(), int(fields[b"n_steps"]), time.time() + max(0, left_ms) / 1000, _unpacked(fields[b"state"])
        )

    @contextmanager
    def fixed(self, session_id: str) -> Iterator[Session]:
        """Hold a session, so that calls are answered one after the other.

        Raises:
            NotFound, Unavailable: As for `get`.
            Conflict: Another call has held it for too long.
        """
        lock = self._redis.lock(_KEY.format(id=session_id) + ":lock", timeout=HELD_S, blocking_timeout=WAIT_S)
        with _answering():
            taken = lock.acquire()
        if not taken:
            raise Conflict(f"session {session_id} is still answering another call; send one call after the other")
        try:
            yield self.get(session_id)
        finally:
            with _answering():
                _release(lock)

    def go_on(self, session: Session, n_steps: int, state: State) -> Session:
        """Note that a session has been fed some steps; it lives on from now. Call it while the session is held.

        Raises:
            NotFound: It was deleted, or expired, while it was being fed.
            Unavailable: Redis does not answer, and the session stands where it was.
        """
        with _answering():
            if not self._redis.exists(_KEY.format(id=session.id)):
                raise NotFound(f"session {session.id!r} was deleted, or expired, while it was being fed")
            return self._write(replace(session, n_steps=session.n_steps + n_steps, state=state))

    def delete(self, session_id: str) -> None:
        """Forget a session.

        Raises:
            Unavailable: Redis does not answer.
        """
        with _answering():
            self._redis.pipeline().delete(_KEY.format(id=session_id)).zrem(_OPEN, session_id).execute()

    def close(self) -> None:
        """Close the connections."""
        self._redis.close()

    def _write(self, session: Session) -> Session:
        key, expires_at = _KEY.format(id=session.id), time.time() + self._ttl_s
        fields = {"model": session.model, "n_steps": session.n_steps, "state": _packed(session.state)}
        pipeline = self._redis.pipeline().hset(key, mapping=fields).pexpireat(key, int(1000 * expires_at))
        pipeline.zadd(_OPEN, {session.id: expires_at}).execute()
        return replace(session, expires_at=expires_at)


@contextmanager
def _answering() -> Iterator[None]:
    try:
        yield
    except LockError as error:
        raise Conflict(f"the session was held for too long: {error}") from error
    except RedisError as error:
        raise Unavailable("the server that keeps the sessions does not answer now; try again") from error


def _release(lock: Any) -> None:
    """Release a lock; one that has run out meanwhile is not ours any more."""
    if lock.owned():
        lock.release()


def _packed(state: State) -> bytes:
    buffer = io.BytesIO()
    np.savez(buffer, *state)
    return buffer.getvalue()


def _unpacked(packed: bytes) -> State:
    with np.load(io.BytesIO(packed), allow_pickle=False) as arrays:
        return tuple(arrays[f"arr_{index}"] for index in range(len(arrays.files)))
