"""Finding the caller of a key, an account's token, a stream token or the session of a page."""

import hashlib
import logging
import time
from collections.abc import Callable, Collection
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from typing import Protocol

from sqlalchemy.exc import SQLAlchemyError
from starlette.concurrency import run_in_threadpool

from service.access.caller import Caller, Scope
from service.access.page_sessions import PageSessions
from service.access.stream_tokens import StreamTokens
from service.errors import Unauthorized, Unavailable
from service.lookups import Lookups
from service.problem_types.of_server import DATABASE_UNAVAILABLE
from service.store.key_rows import Key
from service.store.key_text import PREFIX, STREAM_PREFIX, digest_of, is_key
from service.store.keys import USE_EVERY_S, Keys

log = logging.getLogger(__name__)

#: Threads that look keys up, and that verify tokens of accounts.
N_THREADS = 4
#: What settles a session of a page that is not known.
LOG_IN_AGAIN = "the session of the page has ended; log in again, by POST /v1/login"
#: What settles a missing or refused key.
CREATE = "an administrator creates a key with: modelbook keys create --owner NAME --scopes read,predict,train"

_BEARER = PREFIX.encode()
#: A caller, or why there is none.
_Found = Caller | str


class Accounts(Protocol):
    """Verifies tokens that another service has issued for its accounts."""

    def caller(self, token: str) -> Caller | str:
        """Return the caller of a token, or why it is refused. Called off the event loop.

        Raises:
            Unavailable: The keys of the issuer cannot be had now.
        """
        ...


class Callers:
    """The callers of a service.

    Args:
        keys: Its keys.
        tokens: Its stream tokens.
        sessions: Its sessions of pages.
        accounts: Verifies tokens of accounts; None where only keys are taken.
    """

    def __init__(self, keys: Keys, tokens: StreamTokens, sessions: PageSessions, accounts: Accounts | None = None) -> None:
        self._keys, self._tokens, self._sessions = keys, tokens, sessions
        self._of_digest: Lookups[str, _Found] = Lookups(self._reading(keys.of_digest), N_THREADS)
        self._of_id: Lookups[str, _Found] = Lookups(self._reading(keys.of_id), N_THREADS)
        self._of_session: Lookups[str, _Found] = Lookups(self._in_session, N_THREADS)
        self._of_account: Lookups[str, _Found] | None = Lookups(accounts.caller, N_THREADS) if accounts else None
        self._writer = ThreadPoolExecutor(1, "key use")
        self._touched: dict[str, float] = {}

    def known(self, credential: bytes) -> Caller | None:
        """Return the caller of a key that was looked up within a second; None for all else, which `of_credential` finds."""
        if not credential.startswith(_BEARER):
            return None
        return _valid(self._of_digest.known(hashlib.sha256(credential).hexdigest()))

    def known_in_session(self, text: str) -> Caller | None:
        """Return the caller of a page's session that was looked up within a second; None for all else, which `of_session` finds."""
        return _valid(self._of_session.known(digest_of(text)))

    async def of_credential(self, credential: bytes) -> Caller:
        """Return the caller of a key, or of a token of an account.

        Raises:
            Unauthorized: It is malformed, unknown, revoked or has expired.
            Unavailable: The database, or the issuer of the token, is unavailable.
        """
        text = credential.decode("latin-1")
        if self._of_account is not None and text.count(".") == 2:
            return _required(await self._of_account.get(text))
        if text.startswith(STREAM_PREFIX):
            raise Unauthorized("expected a key, got a stream token, which is given as ?token= of GET /v1/jobs/{job_id}/events only")
        if not is_key(text):
            expected = "expected a key: mb_ and 43 to 200 letters, digits, - or _" + (", or a token of an account" if self._of_account else "")
            raise Unauthorized(f"{expected}; got {_likeness(text)}; {CREATE}")
        return _required(await self._of_digest.get(hashlib.sha256(credential).hexdigest()))

    async def of_stream_token(self, text: str) -> Caller:
        """Return the caller of a stream token, whose key is still valid.

        Raises:
            Unauthorized: The token is unknown or has expired, or its key is no longer valid.
            Unavailable: Redis or the database is unavailable.
        """
        caller = await run_in_threadpool(self._tokens.find, text) if text.startswith(STREAM_PREFIX) and is_key(text) else None
        if caller is None:
            raise Unauthorized(
                "expected a stream token of POST /v1/stream-tokens, which is valid for 60 s; got one that is not known, or has expired"
            )
        if caller.key_id is not None:
            _required(await self._of_id.get(caller.key_id))
        return caller

    async def of_session(self, text: str) -> Caller:
        """Return the caller of a page's session, with the scopes that its key has now.

        Raises:
            Unauthorized: There is no such session, it has ended, or its key is no longer valid.
            Unavailable: Redis or the database is unavailable.
        """
        return _required(await self._of_session.get(digest_of(text)))

    async def is_valid(self, caller: Caller) -> bool:
        """Tell whether a caller who was let in would be let in now: its key is not revoked and has not expired.

        Raises:
            Unavailable: The database is unavailable.
        """
        if caller.expires_at is not None and caller.expires_at <= time.time():
            return False
        return caller.key_id is None or not isinstance(_now(await self._of_id.get(caller.key_id)), str)

    def revoked(self, callers: Collection[Caller]) -> set[Caller]:
        """Return those of some callers who would not be let in now, by one query. Called off the event loop.

        Raises:
            SQLAlchemyError: The database is unavailable.
        """
        now = time.time()
        key_ids = {caller.key_id for caller in callers if caller.key_id is not None}
        valid = {None, *(self._keys.active_among(key_ids) if key_ids else ())}
        return {caller for caller in callers if caller.key_id not in valid or (caller.expires_at is not None and caller.expires_at <= now)}

    def close(self) -> None:
        """Let the threads end."""
        for lookups in (self._of_digest, self._of_id, self._of_session, self._of_account):
            if lookups is not None:
                lookups.close()
        self._writer.shutdown(wait=True, cancel_futures=True)

    def _reading(self, find: Callable[[str], Key | None]) -> Callable[[str], _Found]:
        """Return the function that finds a key and returns its caller, or why there is none."""

        def found(by: str) -> _Found:
            try:
                key = find(by)
            except SQLAlchemyError as error:
                log.error("The keys cannot be read.", exc_info=error)
                raise Unavailable("the database with the keys is unavailable; try again", kind=DATABASE_UNAVAILABLE) from error
            return "the key is not known; " + CREATE if key is None else self._caller_of(key)

        return found

    def _in_session(self, digest: str) -> _Found:
        """Return the caller of the session of a digest, by its key as it is now, or why there is none."""
        caller = self._sessions.find(digest)
        if caller is None:
            return LOG_IN_AGAIN
        return caller if caller.key_id is None else self._reading(self._keys.of_id)(caller.key_id)

    def _caller_of(self, key: Key) -> _Found:
        now = time.time()
        if key.revoked_at is not None:
            return f"key {key.id} was revoked on {_date(key.revoked_at)}; {CREATE}"
        caller = Caller(key.owner, frozenset(scope for scope in Scope if scope in key.scopes), key.id, key.name, key.expires_at)
        if key.last_used_at is None or key.last_used_at < now - USE_EVERY_S:
            self._touch(key.id, now)
        return caller

    def _touch(self, key_id: str, now: float) -> None:
        """Record the use of a key, in another thread: a writer may have to wait for others."""
        if self._touched.get(key_id, 0.0) >= now - USE_EVERY_S:
            return
        self._touched[key_id] = now
        self._writer.submit(self._write_use, key_id, now)

    def _write_use(self, key_id: str, now: float) -> None:
        try:
            self._keys.touch(key_id, now)
        except SQLAlchemyError as error:  # It is for people who look for unused keys, and no reason to refuse a call.
            log.warning("The use of a key was not recorded.", extra={"key_id": key_id, "error": type(error).__name__})


def _valid(found: _Found | None) -> Caller | None:
    """Return the caller who was found, if there is one, and its key has not expired since."""
    return found if isinstance(found, Caller) and (found.expires_at is None or found.expires_at > time.time()) else None


def _required(found: _Found) -> Caller:
    """Return the caller that was found.

    Raises:
        Unauthorized: There is none, or its key has expired since.
    """
    found = _now(found)
    if isinstance(found, str):
        raise Unauthorized(found)
    return found


def _now(found: _Found) -> _Found:
    """Return what was found up to a second ago as it is now."""
    if isinstance(found, str) or found.expires_at is None or found.expires_at > time.time():
        return found
    what = f"key {found.key_id}" if found.key_id else "the token"
    return f"{what} expired on {_date(found.expires_at)}; {CREATE if found.key_id else 'get another one from its issuer'}"


def _date(at: float) -> str:
    return datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%d %H:%M:%S UTC")


def _likeness(text: str) -> str:
    """Return what a malformed key is like, without a part of it."""
    begins = "" if text.startswith(PREFIX) else f", which do not begin with {PREFIX}"
    return f"{len(text):,} characters{begins}"
