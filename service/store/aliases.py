"""Aliases of models: set, deleted, listed, with the history of each. A move is one guarded change and one row of the history."""

import time
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, delete, func, insert, or_, select, update
from sqlalchemy.exc import IntegrityError

from models.core.errors import Fault
from models.core.model_reference import LATEST, ModelReference
from service.errors import Conflict, Invalid, NotFound
from service.problem_types.of_conflicts import ALIAS_IN_USE, ALIAS_MOVED
from service.problem_types.of_missing import NO_SUCH_ALIAS, NO_SUCH_MODEL
from service.store.alias_tables import alias_moves, aliases
from service.store.audit import Action, record
from service.store.database import Database
from service.store.hidden import is_there, there
from service.store.owners import DEFAULT_OWNER, Kind, Right, shared_with
from service.store.rows import FromRow
from service.store.tables import models, versions


@dataclass(frozen=True)
class Alias(FromRow):
    """An alias of a model.

    Args:
        model: Name of the model.
        alias: The alias.
        version: The version that it means.
        moved_at: Since when, in seconds since 1970.
    """

    model: str
    alias: str
    version: int
    moved_at: float


@dataclass(frozen=True)
class AliasMove(FromRow):
    """A change of an alias.

    Args:
        number: Its number, from 1.
        from_version: The version before; None if there was none.
        to_version: The version after; None if the alias was deleted.
        actor: Who changed it, as in the audit.
        job_id: The retraining that has promoted its version; None if it was changed by a request.
        at: When, in seconds since 1970.
    """

    number: int
    from_version: int | None
    to_version: int | None
    actor: str
    job_id: str | None
    at: float


@dataclass(frozen=True)
class Mover:
    """Who moves an alias.

    Args:
        actor: Who has asked for it.
        job_id: The retraining that promotes its version; None for a request.
    """

    actor: str
    job_id: str | None = None


@dataclass(frozen=True)
class AliasesOfModel:
    """What can be said instead of a version of a model.

    Args:
        default_ref: What its bare name means, if its owner has set that.
        aliases: Its aliases, by name.
    """

    default_ref: str | None
    aliases: list[Alias]


class Aliases:
    """The aliases of the models of an owner, and of those that others share with it; only the owner of a model changes them.

    Args:
        database: The database.
        owner: The owner.
    """

    def __init__(self, database: Database, owner: str = DEFAULT_OWNER) -> None:
        self._database, self._owner = database, owner

    def of(self, name: str) -> AliasesOfModel:
        """Return the aliases of a model.

        Args:
            name: Its name, or owner/name of one that is shared with the owner.

        Raises:
            NotFound: There is no such model, or it is not shared.
        """
        wanted = ModelReference.of(name)
        with self._database.reading() as connection:
            row = None if wanted is None or not wanted.is_name else connection.execute(self._seen(wanted)).one_or_none()
            if row is None:
                raise NotFound(f"there is no model {name!r}", kind=NO_SUCH_MODEL)
            query = select(aliases).where(aliases.c.owner == row.owner, aliases.c.model == row.name).order_by(aliases.c.alias)
            return AliasesOfModel(row.default_ref, [Alias.of(found) for found in connection.execute(query)])

    def move(self, name: str, alias: str, version: int, expected: int | None, actor: str) -> Alias:
        """Set an alias, if it means what the caller expects. One that means the version already stays as it is, whatever was expected.

        Args:
            name: Name of a model of the owner's.
            alias: A sound alias.
            version: The version that it will mean.
            expected: The version that it means now; None if there is no such alias.
            actor: Who sets it, for the history and the audit.

        Raises:
            NotFound: The owner has no such model.
            Invalid: The model has no such version.
            Conflict: The alias means another version than expected.
        """
        try:
            return self._move(name, alias, version, expected, actor)
        except IntegrityError:
            return self._move(name, alias, version, expected, actor)  # It was made at the same time by another request; now its row exists.

    def delete(self, name: str, alias: str, expected: int, actor: str) -> None:
        """Delete an alias, if it means what the caller expects; its history stays.

        Args:
            name: Name of a model of the owner's.
            alias: The alias.
            expected: The version that it means now.
            actor: Who deletes it, for the history and the audit.

        Raises:
            NotFound: The owner has no such model, or it has no such alias.
            Conflict: The alias means another version, or is what the bare name of the model means.
        """
        with self._database.writing() as connection:
            self._require_own(connection, name, locked=True)
            if not connection.execute(delete(aliases).where(self._is(aliases, name, alias), aliases.c.version == expected)).rowcount:
                raise _moved(name, alias, expected, self._required(connection, name, alias).version)
            self._note(connection, name, alias, (expected, None), Mover(actor))
            if connection.execute(select(models.c.default_ref).where(self._named(name))).scalar_one() == alias:
                settles = f"set another default first (PUT /v1/models/{name}/default-ref)"
                raise Conflict(f"alias {alias} is what the bare name {name} means; {settles}", kind=ALIAS_IN_USE)

    def history(self, name: str, alias: str, before: int | None, limit: int) -> list[AliasMove]:
        """Return the changes of an alias, newest first.

        Args:
            name: Name of a model of the owner's.
            alias: The alias, which may have been deleted.
            before: Number of the last one of the page before; None for the first page.
            limit: Most changes.

        Raises:
            NotFound: The owner has no such model, or it never had such an alias.
        """
        query = select(alias_moves).where(self._is(alias_moves, name, alias)).order_by(alias_moves.c.number.desc()).limit(limit)
        query = query if before is None else query.where(alias_moves.c.number < before)
        with self._database.reading() as connection:
            self._require_own(connection, name)
            found = [AliasMove.of(row) for row in connection.execute(query)]
        if not found and before is None:
            raise _no_such_alias(name, alias)
        return found

    def set_default(self, name: str, default_ref: str | None, actor: str) -> None:
        """Set what the bare name of a model means.

        Args:
            name: Name of a model of the owner's.
            default_ref: One of its aliases; "latest" for its newest version; None for what the settings of the server say.
            actor: Who sets it, for the audit.

        Raises:
            NotFound: The owner has no such model, or it has no such alias.
        """
        with self._database.writing() as connection:
            self._require_own(connection, name, locked=True)
            if default_ref not in (None, LATEST):
                self._required(connection, name, str(default_ref))
            connection.execute(update(models).where(self._named(name)).values(default_ref=default_ref))
            record(connection, actor, "set default", self._owner, _subject(name), {"default_ref": default_ref})

    def _move(self, name: str, alias: str, version: int, expected: int | None, actor: str) -> Alias:
        with self._database.writing() as connection:
            self._require_own(connection, name)
            self._require_version(connection, name, version)
            return self.move_within(connection, (name, version), alias, expected, Mover(actor))

    def move_within(self, connection: Connection, to: tuple[str, int], alias: str, expected: int | None, mover: Mover) -> Alias:
        """Set an alias as `move` does, in a transaction that has made or locked the version.

        Args:
            connection: The transaction.
            to: Name of the model, and the version that the alias will mean.
            alias: A sound alias.
            expected: The version that it means now; None if there is no such alias.
            mover: Who sets it.

        Raises:
            Conflict: The alias means another version than expected; nothing is changed.
            IntegrityError: It was made at the same time in another transaction.
        """
        name, version = to
        if not self._guarded(connection, name, alias, version, expected):
            row = connection.execute(self._one(name, alias)).one_or_none()
            if row is None or row.version != version:
                raise _moved(name, alias, expected, None if row is None else row.version)
        else:
            self._note(connection, name, alias, (expected, version), mover)
        return self._required(connection, name, alias)

    def _guarded(self, connection: Connection, name: str, alias: str, version: int, expected: int | None) -> bool:
        """Set an alias that means what is expected; return whether it did."""
        values = {"version": version, "moved_at": time.time()}
        if expected is not None:
            changed = update(aliases).where(self._is(aliases, name, alias), aliases.c.version == expected, aliases.c.version != version)
            return bool(connection.execute(changed.values(**values)).rowcount)
        if connection.execute(self._one(name, alias)).one_or_none() is not None:
            return False
        connection.execute(insert(aliases).values(owner=self._owner, model=name, alias=alias, **values))
        return True

    def _note(self, connection: Connection, name: str, alias: str, moved: tuple[int | None, int | None], mover: Mover) -> None:
        """Add a change to the history and to the audit, in its transaction; its row is locked, so numbers have no gap."""
        here = {"owner": self._owner, "model": name, "alias": alias}
        last = select(func.coalesce(func.max(alias_moves.c.number), 0)).where(self._is(alias_moves, name, alias)).scalar_subquery()
        change = {"from_version": moved[0], "to_version": moved[1]}
        connection.execute(insert(alias_moves).values(number=last + 1, **vars(mover), at=time.time(), **here, **change))
        action: Action = "set alias" if moved[1] is not None else "delete alias"
        by_job = {"job_id": mover.job_id} if mover.job_id else {}
        record(connection, mover.actor, action, self._owner, _subject(name), {"alias": alias, **change, **by_job})

    def _require_own(self, connection: Connection, name: str, *, locked: bool = False) -> None:
        """Require a model of the owner's; while its row is locked, nobody else sets what its bare name means."""
        query = select(models.c.name).where(self._named(name), is_there())
        if connection.execute(query.with_for_update() if locked else query).one_or_none() is None:
            wanted = ModelReference.of(name)
            if wanted is not None and not wanted.is_name:
                raise NotFound(f"there is no model of the name {name!r}: expected a bare name, such as {wanted.name}", kind=NO_SUCH_MODEL)
            raise NotFound(f"you have no model {name!r}; only the owner of a model changes its aliases", kind=NO_SUCH_MODEL)

    def _require_version(self, connection: Connection, name: str, version: int) -> None:
        """Require a version, which is locked: it is not deleted while an alias is set to it."""
        of_name = (versions.c.owner == self._owner) & (versions.c.model == name) & there(versions)
        query = select(versions.c.version).where(of_name, versions.c.version == version)
        if connection.execute(query.with_for_update(read=True)).one_or_none() is None:
            newest = connection.execute(select(func.max(versions.c.version)).where(of_name)).scalar_one()
            raise Invalid.of([Fault("/version", f"expected a version of {name}, of which the newest is {newest}, got {version}")])

    def _required(self, connection: Connection, name: str, alias: str) -> Alias:
        row = connection.execute(self._one(name, alias)).one_or_none()
        if row is None:
            raise _no_such_alias(name, alias)
        return Alias.of(row)

    def _one(self, name: str, alias: str) -> Any:
        return select(aliases).where(self._is(aliases, name, alias))

    def _seen(self, wanted: ModelReference) -> Any:
        """Return the query of a model that the owner may see."""
        mine = models.c.owner == self._owner
        shared = shared_with(Kind.MODEL, models.c.owner, models.c.name, self._owner, Right.READ)
        return select(models).where(models.c.owner == (wanted.owner or self._owner), models.c.name == wanted.name, or_(mine, shared), is_there())

    def _named(self, name: str) -> ColumnElement[bool]:
        return (models.c.owner == self._owner) & (models.c.name == name)

    def _is(self, table: Table, name: str, alias: str) -> ColumnElement[bool]:
        return (table.c.owner == self._owner) & (table.c.model == name) & (table.c.alias == alias)


def _moved(name: str, alias: str, expected: int | None, found: int | None) -> Conflict:
    """Return the error for an alias that means another version than expected."""
    wanted, has = ("no such alias" if version is None else f"version {version}" for version in (expected, found))
    seen = f"look who moved it (GET /v1/models/{name}/aliases/{alias}/history), decide anew"
    detail = f"alias {alias} of {name}: expected {wanted}, it has {has}; {seen if found else 'a new one is made with null as expected'}"
    return Conflict(detail, [Fault("/expected", detail)], kind=ALIAS_MOVED)


def _no_such_alias(name: str, alias: str) -> NotFound:
    return NotFound(f"model {name} has no alias {alias!r}; GET /v1/models/{name}/aliases lists those that it has", kind=NO_SUCH_ALIAS)


def _subject(name: str) -> str:
    return f"{Kind.MODEL.value} {name}"
