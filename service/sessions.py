"""Sessions: recurrent states of models between calls, stored in Redis so that any API process can continue any of them."""

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
from service.store.owners import DEFAULT_OWNER

#: Timeouts of a connection and of a command, in seconds.
CONNECT_TIMEOUT_S, COMMAND_TIMEOUT_S = 2.0, 3.0
#: Longest time that one call may lock a session, and that the next one waits for the lock, in seconds.
LOCK_S, WAIT_S = 60.0, 10.0

_KEY, _OPEN = "modelbook:session:{id}", "modelbook:sessions"
#: Counts the sessions that have not expired, and adds one if there is room: one script, so that two callers cannot both take the last slot.
_OPEN_IF_ROOM = """
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', ARGV[1])
if redis.call('ZCARD', KEYS[1]) >= tonumber(ARGV[2]) then return 0 end
redis.call('ZADD', KEYS[1], ARGV[3], ARGV[4])
return 1
"""


@dataclass(frozen=True)
class Session:
    """A session: a series fed to a model step by step.

    Args:
        id: Its id.
        owner: Its owner; for others it does not exist.
        model: The model version it was opened for.
        n_steps: Steps fed so far.
        expires_at: When it expires unless it is fed again, in seconds since 1970.
        state: The recurrent state.
    """

    id: str
    owner: str
    model: str
    n_steps: int
    expires_at: float
    state: State


class Sessions:
    """All sessions of a service. Called off the event loop.

    Args:
        url: Address of the Redis or Valkey server.
        ttl_s: Seconds without a call after which a session expires.
        max_sessions: Most open sessions.
    """

    def __init__(self, url: str, ttl_s: float, max_sessions: int) -> None:
        self._redis: Any = Redis.from_url(url, socket_connect_timeout=CONNECT_TIMEOUT_S, socket_timeout=COMMAND_TIMEOUT_S)
        self._ttl_s, self._max_sessions = ttl_s, max_sessions

    def open(self, owner: str, model: str, state: State) -> Session:
        """Open a session.

        Raises:
            Unavailable: There are too many, or Redis is unavailable.
        """
        now, session_id = time.time(), secrets.token_hex(16)
        with _redis_errors():
            if not self._redis.eval(_OPEN_IF_ROOM, 1, _OPEN, now, self._max_sessions, now + self._ttl_s, session_id):
                raise Unavailable(
                    f"expected at most {self._max_sessions:,} open sessions, and all are in use; delete finished ones, or try again later"
                )
            return self._write(Session(session_id, owner, model, 0, 0.0, state))

    def get(self, session_id: str, owner: str) -> Session:
        """Return a session of an owner.

        Raises:
            NotFound: There is none of that id, it is another's, or it has expired.
            Unavailable: Redis is unavailable.
        """
        key = _KEY.format(id=session_id)
        with _redis_errors():
            fields, left_ms = self._redis.hgetall(key), self._redis.pttl(key)
        # Sessions opened by a release without owners have none.
        if not fields or fields.get(b"owner", DEFAULT_OWNER.encode()) != owner.encode():
            raise NotFound(f"there is no session {session_id!r}; it may have expired")
        return Session(
            id=session_id,
            owner=owner,
            model=fields[b"model"].decode(),
            n_steps=int(fields[b"n_steps"]),
            expires_at=time.time() + max(0, left_ms) / 1000,
            state=_unpacked(fields[b"state"]),
        )

    @contextmanager
    def locked(self, session_id: str, owner: str) -> Iterator[Session]:
        """Lock a session, so that its calls run one after the other.

        Raises:
            NotFound, Unavailable: As for `get`.
            Conflict: Another call keeps the lock for too long.
        """
        lock = self._redis.lock(_KEY.format(id=session_id) + ":lock", timeout=LOCK_S, blocking_timeout=WAIT_S)
        with _redis_errors():
            taken = lock.acquire()
        if not taken:
            raise Conflict(f"session {session_id} is in use by another call; send one call after the other")
        try:
            yield self.get(session_id, owner)
        finally:
            with _redis_errors():
                _release(lock)

    def advance(self, session: Session, n_steps: int, state: State) -> Session:
        """Store the state after more steps, and extend the session. Call it while the session is locked.

        Raises:
            NotFound: It was deleted, or expired, during the call.
            Unavailable: Redis is unavailable; the session is unchanged.
        """
        with _redis_errors():
            if not self._redis.exists(_KEY.format(id=session.id)):
                raise NotFound(f"session {session.id!r} was deleted or expired during the call")
            return self._write(replace(session, n_steps=session.n_steps + n_steps, state=state))

    def delete(self, session_id: str) -> None:
        """Delete a session.

        Raises:
            Unavailable: Redis is unavailable.
        """
        with _redis_errors():
            self._redis.pipeline().delete(_KEY.format(id=session_id)).zrem(_OPEN, session_id).execute()

    def close(self) -> None:
        """Close the connections."""
        self._redis.close()

    def _write(self, session: Session) -> Session:
        key, expires_at = _KEY.format(id=session.id), time.time() + self._ttl_s
        fields = {"owner": session.owner, "model": session.model, "n_steps": session.n_steps, "state": _packed(session.state)}
        pipeline = self._redis.pipeline().hset(key, mapping=fields).pexpireat(key, int(1000 * expires_at))
        pipeline.zadd(_OPEN, {session.id: expires_at}).execute()
        return replace(session, expires_at=expires_at)


@contextmanager
def _redis_errors() -> Iterator[None]:
    try:
        yield
    except LockError as error:
        raise Conflict(f"the session was locked for too long: {error}") from error
    except RedisError as error:
        raise Unavailable("the server that stores the sessions is unavailable; try again") from error


def _release(lock: Any) -> None:
    """Release a lock if it has not expired."""
    if lock.owned():
        lock.release()


def _packed(state: State) -> bytes:
    buffer = io.BytesIO()
    np.savez(buffer, *state)
    return buffer.getvalue()


def _unpacked(packed: bytes) -> State:
    with np.load(io.BytesIO(packed), allow_pickle=False) as arrays:
        return tuple(arrays[f"arr_{index}"] for index in range(len(arrays.files)))
