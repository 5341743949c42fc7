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
from service.errors import Conflict, NotFound, TooMany, Unavailable
from service.limit_headers import Limit
from service.problem_types.of_conflicts import SESSION_IN_USE
from service.problem_types.of_missing import NO_SUCH_SESSION
from service.problem_types.of_server import BROKER_UNAVAILABLE, OVERLOADED
from service.store.owners import DEFAULT_OWNER

#: Timeouts of a connection and of a command, in seconds.
CONNECT_TIMEOUT_S, COMMAND_TIMEOUT_S = 2.0, 3.0
#: Longest time that one call may lock a session, and that the next one waits for the lock, in seconds.
LOCK_S, WAIT_S = 60.0, 10.0

#: Seconds after which an owner may try again that has as many sessions open as it may.
RETRY_AFTER_S = 30

#: A session, the open ones of all owners, and those of one, with the times at which they expire.
_KEY, _OPEN, _OPEN_OF = "modelbook:session:{id}", "modelbook:sessions", "modelbook:sessions-of:{owner}"
#: Counts the sessions that have not expired, and adds one if there is room: one script, so that two callers cannot both take the last slot.
#: Returns what is full: 2 the owner's, 1 those of all, 0 neither.
_OPEN_IF_ROOM = """
for place = 1, 2 do redis.call('ZREMRANGEBYSCORE', KEYS[place], '-inf', ARGV[1]) end
if tonumber(ARGV[5]) > 0 and redis.call('ZCARD', KEYS[2]) >= tonumber(ARGV[5]) then return 2 end
if redis.call('ZCARD', KEYS[1]) >= tonumber(ARGV[2]) then return 1 end
for place = 1, 2 do redis.call('ZADD', KEYS[place], ARGV[3], ARGV[4]) end
return 0
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
        per_owner: Most open sessions of one owner; 0 for no limit.
    """

    def __init__(self, url: str, ttl_s: float, max_sessions: int, per_owner: int = 0) -> None:
        self._redis: Any = Redis.from_url(url, socket_connect_timeout=CONNECT_TIMEOUT_S, socket_timeout=COMMAND_TIMEOUT_S)
        self._ttl_s, self._max_sessions, self.per_owner = ttl_s, max_sessions, per_owner

    def open(self, owner: str, model: str, state: State) -> Session:
        """Open a session.

        Raises:
            TooMany: The owner has too many.
            Unavailable: There are too many, or Redis is unavailable.
        """
        now, session_id = time.time(), secrets.token_hex(16)
        with _redis_errors():
            sets = (_OPEN, _OPEN_OF.format(owner=owner))
            full = self._redis.eval(_OPEN_IF_ROOM, 2, *sets, now, self._max_sessions, now + self._ttl_s, session_id, self.per_owner)
            if full:
                raise self._too_many(owner) if full == 2 else self._all_in_use()
            return self._write(Session(session_id, owner, model, 0, 0.0, state))

    def open_of(self, owner: str) -> int:
        """Return how many sessions an owner has open.

        Raises:
            Unavailable: Redis is unavailable.
        """
        with _redis_errors():
            return int(self._redis.zcount(_OPEN_OF.format(owner=owner), time.time(), "+inf"))

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
            raise NotFound(f"there is no session {session_id!r}; it may have expired", kind=NO_SUCH_SESSION)
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
            raise Conflict(f"session {session_id} is in use by another call; send one call after the other", kind=SESSION_IN_USE)
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
                raise NotFound(f"session {session.id!r} was deleted or expired during the call", kind=NO_SUCH_SESSION)
            return self._write(replace(session, n_steps=session.n_steps + n_steps, state=state))

    def delete(self, session: Session) -> None:
        """Delete a session.

        Raises:
            Unavailable: Redis is unavailable.
        """
        with _redis_errors():
            pipeline = self._redis.pipeline().delete(_KEY.format(id=session.id)).zrem(_OPEN, session.id)
            pipeline.zrem(_OPEN_OF.format(owner=session.owner), session.id).execute()

    def close(self) -> None:
        """Close the connections."""
        self._redis.close()

    def _write(self, session: Session) -> Session:
        key, expires_at = _KEY.format(id=session.id), time.time() + self._ttl_s
        fields = {"owner": session.owner, "model": session.model, "n_steps": session.n_steps, "state": _packed(session.state)}
        pipeline = self._redis.pipeline().hset(key, mapping=fields).pexpireat(key, int(1000 * expires_at))
        of_owner = _OPEN_OF.format(owner=session.owner)
        pipeline.zadd(_OPEN, {session.id: expires_at}).zadd(of_owner, {session.id: expires_at})
        pipeline.pexpireat(of_owner, int(1000 * expires_at)).execute()  # It goes with the last session of the owner.
        return replace(session, expires_at=expires_at)

    def _too_many(self, owner: str) -> TooMany:
        expected = f"expected at most {self.per_owner:,} open sessions of one owner: owner {owner} has as many"
        settles = "delete finished ones, or wait until some expire; an administrator can raise MODELBOOK_SESSIONS_PER_OWNER"
        headers = Limit("sessions", self.per_owner, "sessions").headers(0, RETRY_AFTER_S)
        return TooMany(f"{expected}; {settles}", RETRY_AFTER_S, headers)

    def _all_in_use(self) -> Unavailable:
        return Unavailable(
            f"expected at most {self._max_sessions:,} open sessions, and all are in use; delete finished ones, or try again later", kind=OVERLOADED
        )


@contextmanager
def _redis_errors() -> Iterator[None]:
    try:
        yield
    except LockError as error:
        raise Conflict(f"the session was locked for too long: {error}", kind=SESSION_IN_USE) from error
    except RedisError as error:
        raise Unavailable("the server that stores the sessions is unavailable; try again", kind=BROKER_UNAVAILABLE) from error


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
