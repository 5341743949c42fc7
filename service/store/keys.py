"""Keys: who may call, and what with. Of a key only the digest is stored; every change leaves an entry in the audit."""

import hmac
import time
from collections.abc import Collection, Iterable
from typing import Any

from sqlalchemy import ColumnElement, Connection, insert, or_, select, update
from sqlalchemy.exc import IntegrityError

from models.core.faults import did_you_mean
from service.errors import Conflict, NotFound
from service.problem_types.of_conflicts import KEY_NOT_ACTIVE
from service.problem_types.of_missing import NO_SUCH_KEY
from service.store.audit import Action, record
from service.store.database import Database
from service.store.ids import new_id
from service.store.key_rows import Key, NewKey
from service.store.key_text import PREFIX, digest_of, new_key
from service.store.tables import keys

#: Seconds for which the last use of a key is not written again.
USE_EVERY_S = 60.0


class Keys:
    """The keys of a database.

    Args:
        database: The database.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def create(self, new: NewKey, actor: str) -> tuple[Key, str]:
        """Create a key.

        Returns:
            The key, and its text, which is not stored.
        """
        with self._database.writing() as connection:
            return _created(connection, new, actor, "create key", {})

    def get(self, key_id: str) -> Key:
        """Return a key.

        Raises:
            NotFound: There is none of that id.
        """
        with self._database.reading() as connection:
            return _get(connection, key_id)

    def page(self, after: str | None, limit: int | None, owner: str | None = None) -> list[Key]:
        """Return keys, newest first.

        Args:
            after: Id of the last one of the page before; None for the first page.
            limit: Most keys; None for all.
            owner: Their owner; None for all.

        Raises:
            NotFound: The key `after` does not exist.
        """
        query = select(keys).order_by(keys.c.id.desc()).limit(limit)
        query = query if owner is None else query.where(keys.c.owner == owner)
        with self._database.reading() as connection:
            query = query if after is None else query.where(keys.c.id < _get(connection, after).id)
            return [Key.of(row) for row in connection.execute(query)]

    def of_digest(self, digest: str) -> Key | None:
        """Return the key of a digest, whatever its state; None if there is none.

        The index finds the row by the digest, which nobody can choose; the comparison that decides takes the same time for every digest.
        """
        with self._database.reading() as connection:
            row = connection.execute(select(keys).where(keys.c.digest == digest)).one_or_none()
        return Key.of(row) if row is not None and hmac.compare_digest(row.digest, digest) else None

    def of_id(self, key_id: str) -> Key | None:
        """Return the key of an id, whatever its state; None if there is none."""
        with self._database.reading() as connection:
            row = connection.execute(select(keys).where(keys.c.id == key_id)).one_or_none()
        return None if row is None else Key.of(row)

    def active_among(self, key_ids: Collection[str]) -> set[str]:
        """Return those of some ids whose keys can be used now."""
        query = select(keys.c.id).where(keys.c.id.in_(key_ids), _is_active(time.time()))
        with self._database.reading() as connection:
            return set(connection.execute(query).scalars())

    def any_active(self) -> bool:
        """Tell whether there is a key that can be used now."""
        with self._database.reading() as connection:
            return connection.execute(select(keys.c.id).where(_is_active(time.time())).limit(1)).one_or_none() is not None

    def revoke(self, key_id: str, actor: str) -> Key:
        """Revoke a key: from now on it is refused. One that is revoked stays as it is.

        Raises:
            NotFound: There is none of that id.
        """
        with self._database.writing() as connection:
            key = _locked(connection, key_id)
            return key if key.revoked_at is not None else _revoked(connection, key, actor)

    def rotate(self, key_id: str, actor: str, grace_s: float = 0.0) -> tuple[Key, str]:
        """Create a key of the same owner, scopes, name and lifetime in the place of another one.

        Args:
            key_id: Id of the old key.
            actor: Who asks for it.
            grace_s: Seconds for which the old key can still be used.

        Returns:
            The new key, and its text, which is not stored.

        Raises:
            NotFound: There is none of that id.
            Conflict: It is revoked, has expired, or is that of a file.
        """
        with self._database.writing() as connection:
            old, now = _locked(connection, key_id), time.time()
            _require_rotatable(old, now)
            lifetime_s = None if old.expires_at is None else old.expires_at - old.created_at
            new = NewKey(old.owner, old.scopes, old.name, None if lifetime_s is None else now + lifetime_s)
            made = _created(connection, new, actor, "rotate key", {"old": old.id, "grace_s": grace_s})
            _expire(connection, old, min(now + grace_s, old.expires_at or now + grace_s))
            return made

    def expire(self, key_id: str, at: float, actor: str) -> Key:
        """Set when a key expires.

        Args:
            key_id: Its id.
            at: When, in seconds since 1970.
            actor: Who asks for it.

        Raises:
            NotFound: There is none of that id.
            Conflict: It is revoked.
        """
        with self._database.writing() as connection:
            key = _locked(connection, key_id)
            if key.revoked_at is not None:
                raise Conflict(f"expected a key that is not revoked, but key {key_id} is; create another one", kind=KEY_NOT_ACTIVE)
            record(connection, actor, "expire key", key.owner, key.id, {"expires_at": at, "before": key.expires_at})
            return _expire(connection, key, at)

    def touch(self, key_id: str, now: float) -> None:
        """Record that a key was used, unless that was recorded within a minute."""
        due = or_(keys.c.last_used_at.is_(None), keys.c.last_used_at < now - USE_EVERY_S)
        with self._database.writing() as connection:
            connection.execute(update(keys).where(keys.c.id == key_id, due).values(last_used_at=now))

    def adopt(self, text: str, new: NewKey, actor: str) -> Key:
        """Store a key that an operator has made in a file, and revoke the one that the file had before.

        Called with the same key again it changes nothing: a key of the file that was revoked stays so.

        Returns:
            The key, whatever its state.
        """
        digest = digest_of(text)
        known = self.of_digest(digest)
        if known is not None:
            return known
        try:
            return self._adopted(digest, new, actor)
        except IntegrityError:  # Another process that has started with the file was faster.
            return self.adopt(text, new, actor)

    def _adopted(self, digest: str, new: NewKey, actor: str) -> Key:
        with self._database.writing() as connection:
            for row in connection.execute(select(keys).where(keys.c.from_file == 1, keys.c.revoked_at.is_(None))).all():
                _revoked(connection, Key.of(row), actor)
            return _inserted(connection, new, digest, actor, "create key", {}, from_file=True)


def _is_active(now: float) -> ColumnElement[bool]:
    return keys.c.revoked_at.is_(None) & or_(keys.c.expires_at.is_(None), keys.c.expires_at > now)


def _get(connection: Connection, key_id: str) -> Key:
    row = connection.execute(select(keys).where(keys.c.id == key_id)).one_or_none()
    if row is not None:
        return Key.of(row)
    if key_id.startswith(PREFIX):  # A key must not be repeated in a message.
        raise NotFound("expected the id of a key, as the list of keys shows it, got a key itself", kind=NO_SUCH_KEY)
    known: Iterable[str] = connection.execute(select(keys.c.id).order_by(keys.c.id.desc()).limit(1000)).scalars()
    raise NotFound(f"there is no key with the id {key_id!r}{did_you_mean(key_id, list(known))}", kind=NO_SUCH_KEY)


def _locked(connection: Connection, key_id: str) -> Key:
    """Return a key that is about to be changed, after other changes of it."""
    connection.execute(select(keys.c.id).where(keys.c.id == key_id).with_for_update())
    return _get(connection, key_id)


def _require_rotatable(key: Key, now: float) -> None:
    if key.state(now) != "active":
        raise Conflict(f"expected a key that is active, but key {key.id} is {key.state(now)}; create another one", kind=KEY_NOT_ACTIVE)
    if key.from_file:
        raise Conflict(
            f"key {key.id} is that of MODELBOOK_ADMIN_KEY_FILE; write another key to the file and start the API again", kind=KEY_NOT_ACTIVE
        )


def _created(connection: Connection, new: NewKey, actor: str, action: Action, data: dict[str, Any]) -> tuple[Key, str]:
    text = new_key()
    return _inserted(connection, new, digest_of(text), actor, action, data), text


def _inserted(connection: Connection, new: NewKey, digest: str, actor: str, action: Action, data: dict[str, Any], *, from_file: bool = False) -> Key:
    values = {**vars(new), "scopes": sorted(new.scopes), "digest": digest, "from_file": int(from_file)}
    row = connection.execute(insert(keys).values(id=new_id(), created_at=time.time(), **values).returning(keys)).one()
    details = {"name": new.name, "scopes": sorted(new.scopes), "expires_at": new.expires_at, **data}
    record(connection, actor, action, new.owner, row.id, details)
    return Key.of(row)


def _revoked(connection: Connection, key: Key, actor: str) -> Key:
    record(connection, actor, "revoke key", key.owner, key.id, {"name": key.name})
    return Key.of(connection.execute(update(keys).where(keys.c.id == key.id).values(revoked_at=time.time()).returning(keys)).one())


def _expire(connection: Connection, key: Key, at: float) -> Key:
    return Key.of(connection.execute(update(keys).where(keys.c.id == key.id).values(expires_at=at).returning(keys)).one())
