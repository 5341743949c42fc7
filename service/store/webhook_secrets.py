"""The secrets with which the notices of an owner are signed: one, and for a day after a change also the one before."""

import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

from sqlalchemy import Connection, insert, select, update
from sqlalchemy.exc import IntegrityError

from service.store.database import Database
from service.store.tables import webhook_secrets
from service.webhooks.signatures import new_secret

#: Seconds for which notices are signed with the secret before, too.
BOTH_S = 24 * 3600.0


@dataclass(frozen=True)
class Secret:
    """A secret.

    Args:
        text: Its text.
        created_at: When it was made, in seconds since 1970.
    """

    text: str
    created_at: float


class WebhookSecrets:
    """The secrets of a database, each made when it is first needed. A row has the newest one, and after a space the one before.

    Args:
        database: The database.
        clock: Returns seconds since 1970.
    """

    def __init__(self, database: Database, clock: Callable[[], float] = time.time) -> None:
        self._database, self._clock = database, clock

    def of(self, owner: str) -> Secret:
        """Return the secret of an owner."""
        texts, created_at = self._known(owner)
        return Secret(texts[0], created_at)

    def signing(self, owner: str) -> list[str]:
        """Return the secrets with which a notice is signed now, the newest first."""
        texts, created_at = self._known(owner)
        return texts if self._clock() < created_at + BOTH_S else texts[:1]

    def rotate(self, owner: str) -> Secret:
        """Make a new secret of an owner."""
        before, now, text = self.of(owner).text, self._clock(), new_secret()
        with self._database.writing() as connection:
            connection.execute(update(webhook_secrets).where(webhook_secrets.c.owner == owner).values(secret=f"{text} {before}", created_at=now))
        return Secret(text, now)

    def _known(self, owner: str) -> tuple[list[str], float]:
        with self._database.reading() as connection:
            found = _read(connection, owner)
        return found or self._made(owner)

    def _made(self, owner: str) -> tuple[list[str], float]:
        # Another call may be faster; then its secret is the owner's.
        with suppress(IntegrityError), self._database.writing() as connection:
            connection.execute(insert(webhook_secrets).values(owner=owner, secret=new_secret(), created_at=self._clock()))
        return self._known(owner)


def _read(connection: Connection, owner: str) -> tuple[list[str], float] | None:
    row = connection.execute(select(webhook_secrets).where(webhook_secrets.c.owner == owner)).one_or_none()
    return None if row is None else (row.secret.split(), row.created_at)
