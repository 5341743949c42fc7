"""Grants: what an owner shares with others."""

import time
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from service.errors import NotFound
from service.problem_types.of_missing import NO_SUCH_DATASET, NO_SUCH_GRANT, NO_SUCH_MODEL
from service.store.audit import Action, record
from service.store.database import Database
from service.store.hidden import is_there, there
from service.store.owners import DEFAULT_OWNER, Kind, Right
from service.store.tables import grants, models
from service.store.upload_tables import datasets

#: Kinds of things in words.
_NAMES = {Kind.MODEL: "model", Kind.DATASET: "uploaded data set"}
_MISSING = {Kind.MODEL: NO_SUCH_MODEL, Kind.DATASET: NO_SUCH_DATASET}


@dataclass(frozen=True)
class Grant:
    """A grant.

    Args:
        grantee: Who may use the thing; `*` for every owner.
        right: What for.
        created_at: When it was given, in seconds since 1970.
    """

    grantee: str
    right: Right
    created_at: float


class Grants:
    """The grants of an owner on its models and data sets; those of others do not exist here.

    Args:
        database: The database.
        owner: The owner.
    """

    def __init__(self, database: Database, owner: str = DEFAULT_OWNER) -> None:
        self._database, self._owner = database, owner

    def of(self, kind: Kind, thing: str) -> list[Grant]:
        """Return the grants on a thing, by grantee.

        Args:
            kind: Its kind.
            thing: Name of a model, or id of a data set.

        Raises:
            NotFound: The owner has no such thing.
        """
        query = select(grants).where(self._on(kind, thing)).order_by(grants.c.grantee)
        with self._database.reading() as connection:
            self._require(connection, kind, thing)
            return [Grant(row.grantee, Right(row.right), row.created_at) for row in connection.execute(query)]

    def give(self, kind: Kind, thing: str, grantee: str, right: Right, actor: str) -> Grant:
        """Give a right, or change the one that was given.

        Args:
            kind: Kind of the thing.
            thing: Name of a model, or id of a data set.
            grantee: Another owner, or `*`.
            right: The right.
            actor: Who gives it, for the audit.

        Raises:
            NotFound: The owner has no such thing.
        """
        while True:
            try:
                with self._database.writing() as connection:
                    self._require(connection, kind, thing, locked=True)
                    self._put(connection, kind, thing, grantee, right)
                    self._record(connection, "give grant", actor, kind, thing, {"grantee": grantee, "right": right.value})
                    return self._given(connection, kind, thing, grantee)
            except IntegrityError:
                continue  # It was given at the same time by another request; now its row exists.

    def withdraw(self, kind: Kind, thing: str, grantee: str, actor: str) -> None:
        """Withdraw a grant.

        Args:
            kind: Kind of the thing.
            thing: Name of a model, or id of a data set.
            grantee: To whom it was given.
            actor: Who withdraws it, for the audit.

        Raises:
            NotFound: The owner has no such thing, or has not shared it with the grantee.
        """
        with self._database.writing() as connection:
            self._require(connection, kind, thing, locked=True)
            given = delete(grants).where(self._on(kind, thing), grants.c.grantee == grantee)
            if not connection.execute(given).rowcount:
                raise NotFound(f"there is no grant on {kind} {thing!r} for {grantee!r}", kind=NO_SUCH_GRANT)
            self._record(connection, "withdraw grant", actor, kind, thing, {"grantee": grantee})

    def _put(self, connection: Connection, kind: Kind, thing: str, grantee: str, right: Right) -> None:
        changed = update(grants).where(self._on(kind, thing), grants.c.grantee == grantee).values(right=right.value)
        if not connection.execute(changed).rowcount:
            row = {"owner": self._owner, "kind": kind.value, "thing": thing, "grantee": grantee, "right": right.value}
            connection.execute(insert(grants).values(**row, created_at=time.time()))

    def _given(self, connection: Connection, kind: Kind, thing: str, grantee: str) -> Grant:
        row = connection.execute(select(grants).where(self._on(kind, thing), grants.c.grantee == grantee)).one()
        return Grant(row.grantee, Right(row.right), row.created_at)

    def _require(self, connection: Connection, kind: Kind, thing: str, *, locked: bool = False) -> None:
        """Require a thing of the owner's; a row that is locked is not deleted while a grant on it is written."""
        query = self._own(kind, thing)
        if connection.execute(query.with_for_update() if locked else query).one_or_none() is None:
            raise NotFound(f"you have no {_NAMES[kind]} {thing!r}; only what is your own can be shared", kind=_MISSING[kind])

    def _own(self, kind: Kind, thing: str) -> Select[Any]:
        if kind is Kind.MODEL:
            return select(models.c.name).where(models.c.owner == self._owner, models.c.name == thing, is_there())
        return select(datasets.c.id).where(datasets.c.owner == self._owner, datasets.c.id == thing, there(datasets))

    def _on(self, kind: Kind, thing: str) -> ColumnElement[bool]:
        return (grants.c.owner == self._owner) & (grants.c.kind == kind.value) & (grants.c.thing == thing)

    def _record(self, connection: Connection, action: Action, actor: str, kind: Kind, thing: str, data: dict[str, Any]) -> None:
        record(connection, actor, action, self._owner, f"{kind.value} {thing}", data)
