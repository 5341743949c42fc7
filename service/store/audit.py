"""The audit: who changed what about keys, grants and aliases, who deleted what, and when."""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import Connection, Row, insert, select

from service.errors import NotFound
from service.problem_types.of_missing import NO_SUCH_ENTRY
from service.store.database import Database
from service.store.ids import new_id
from service.store.tables import audit

#: What is recorded.
Action = Literal[
    "create key",
    "rotate key",
    "expire key",
    "revoke key",
    "give grant",
    "withdraw grant",
    "set alias",
    "delete alias",
    "set default",
    "delete",
    "undo deletion",
]
#: Longest name of who made a change, as stored.
_MAX_ACTOR = 100
#: Longest text about what was changed, as stored.
MAX_SUBJECT = 200


@dataclass(frozen=True)
class Entry:
    """A change.

    Args:
        id: Its id; later changes have greater ones.
        at: When it was made, in seconds since 1970.
        actor: Who made it: "command line", "admin key file", or "key" and its id.
        action: What was done, such as "create key".
        owner: Owner of what was changed.
        subject: What was changed: id of a key; or the kind of a thing and its name or id, such as "model digits".
        data: Details.
    """

    id: str
    at: float
    actor: str
    action: Action
    owner: str
    subject: str
    data: dict[str, Any]

    @classmethod
    def of(cls, row: Row[Any]) -> "Entry":
        """Return the entry of a row."""
        return cls(**row._mapping)


def record(connection: Connection, actor: str, action: Action, owner: str, subject: str, data: Mapping[str, Any]) -> None:
    """Add an entry, in the transaction that makes the change."""
    named = {"actor": actor[:_MAX_ACTOR], "action": action, "owner": owner, "subject": subject}
    connection.execute(insert(audit).values(id=new_id(), at=time.time(), data=dict(data), **named))


class Audit:
    """The entries of a database.

    Args:
        database: The database.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def page(self, after: str | None, limit: int, owner: str | None = None) -> list[Entry]:
        """Return entries, newest first.

        Args:
            after: Id of the last one of the page before; None for the first page.
            limit: Most entries.
            owner: Owner of what was changed; None for all.

        Raises:
            NotFound: The entry `after` does not exist.
        """
        query = select(audit).order_by(audit.c.id.desc()).limit(limit)
        query = query if owner is None else query.where(audit.c.owner == owner)
        with self._database.reading() as connection:
            if after is not None:
                if connection.execute(select(audit.c.id).where(audit.c.id == after)).one_or_none() is None:
                    raise NotFound(f"there is no entry {after!r} in the audit", kind=NO_SUCH_ENTRY)
                query = query.where(audit.c.id < after)
            return [Entry.of(row) for row in connection.execute(query)]
