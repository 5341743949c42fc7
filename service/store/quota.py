"""What an owner may have: queued jobs, CPU seconds of a day, stored bytes."""

import time
from collections.abc import Callable
from typing import Any

from sqlalchemy import ColumnElement, Connection, select

from service.errors import TooMany
from service.limit_headers import Limit
from service.store.database import Database, lock
from service.store.figure_use import figure_folders
from service.store.files import Files
from service.store.owner_limits import NO_LIMITS, OwnerLimits
from service.store.owner_use import Stored, Used, cpu_seconds, n_waiting, stored_by, stored_bytes, used_by
from service.store.owners import DEFAULT_OWNER
from service.store.thing_files import bytes_of
from service.store.usage import DAY_S

#: Seconds after which a caller may try again where jobs have to start first, or something has to be deleted.
RETRY_JOBS_S, RETRY_BYTES_S = 30, 3600
#: Seconds after which the bytes of figures are counted again.
FIGURES_FOR_S = 60.0
_STORED = "data sets, models, checkpoints, imported weights and files of predictions"


class Quota:
    """What an owner may have.

    Limits are checked in the transaction that creates something, after the rows are inserted: under a lock of the owner, so that nothing passes a
    limit in parallel; and after, so that a repeated submission finds the jobs of the first one whatever the limits say.

    Args:
        database: The database.
        owner: The owner.
        limits: The limits of every owner.
        clock: Returns seconds since 1970; that of the machine when left out.
    """

    def __init__(
        self, database: Database, owner: str = DEFAULT_OWNER, limits: OwnerLimits = NO_LIMITS, clock: Callable[[], float] = time.time
    ) -> None:
        self._database, self._owner, self.limits, self._clock = database, owner, limits, clock
        #: Bytes of the figures, and when they were counted.
        self._figures = 0, -FIGURES_FOR_S

    def used(self) -> Used:
        """Return what the owner has."""
        with self._database.reading() as connection:
            return used_by(connection, self._owner, self._clock())

    def stored(self) -> Stored:
        """Return what the owner stores, by what it is."""
        with self._database.reading() as connection:
            return stored_by(connection, self._owner)

    def figure_bytes(self, files: Files) -> int:
        """Return the bytes of the owner's figures, which do not count, as they were up to a minute ago: thousands of folders take a second."""
        now = self._clock()
        if now - self._figures[1] >= FIGURES_FOR_S:
            with self._database.reading() as connection:
                folders = figure_folders(connection, files, self._owner)
            self._figures = bytes_of(folders), now
        return self._figures[0]

    def day_ends_in_s(self) -> float:
        """Return the seconds until midnight UTC, when the count of CPU seconds begins again."""
        return DAY_S - self._clock() % DAY_S

    def require_room(self, n_bytes: int) -> None:
        """Refuse a file before it is read.

        Args:
            n_bytes: Fewest bytes that would be stored; 0 if that is not known.

        Raises:
            TooMany: The owner stores as many bytes as it may, or would store more.
        """
        if self.limits.stored_bytes:
            with self._database.reading() as connection:
                self._require_bytes(_found(connection, stored_bytes(self._owner)), n_bytes)

    def require_jobs(self, connection: Connection, n_new: int, n_bytes: int) -> None:
        """Require that an owner may have the jobs that a transaction has inserted.

        Args:
            connection: The writing transaction, which is rolled back if a limit is reached.
            n_new: Number of the jobs.
            n_bytes: Bytes of the files that were sent with them.

        Raises:
            TooMany: A limit is reached.
        """
        if self.limits.queued_jobs or self.limits.cpu_seconds_a_day:
            lock(connection, f"quota of {self._owner}")
        if self.limits.queued_jobs:
            self._require_queued(int(_found(connection, n_waiting(self._owner))), n_new)
        if self.limits.cpu_seconds_a_day:
            self._require_cpu(_found(connection, cpu_seconds(self._owner, self._clock())))
        self.require_stored(connection, n_bytes)

    def require_stored(self, connection: Connection, n_bytes: int) -> None:
        """Require that an owner may store what a transaction has inserted.

        Args:
            connection: The writing transaction, which is rolled back if the limit is reached.
            n_bytes: Bytes of what was inserted.

        Raises:
            TooMany: The limit is reached.
        """
        if self.limits.stored_bytes:
            lock(connection, f"quota of {self._owner}")
            self._require_bytes(_found(connection, stored_bytes(self._owner)) - n_bytes, n_bytes)

    def _require_queued(self, found: int, n_new: int) -> None:
        most = self.limits.queued_jobs
        if found <= most:
            return
        has = f"owner {self._owner} has {found - n_new:,}, and {n_new:,} more came"
        settles = "cancel some, wait until some have started, or let an administrator raise MODELBOOK_QUEUED_JOBS"
        limit = Limit("queued_jobs", most, "jobs")
        raise _reached(limit, most - (found - n_new), RETRY_JOBS_S, f"expected at most {most:,} queued or paused jobs: {has}; {settles}")

    def _require_cpu(self, found: float) -> None:
        most = self.limits.cpu_seconds_a_day
        if found < most:
            return
        has = f"expected less than {most:,.0f} CPU seconds on a day: owner {self._owner} has used {found:,.0f} today"
        settles = "try again after midnight UTC, or let an administrator raise MODELBOOK_CPU_SECONDS_A_DAY"
        raise _reached(Limit("cpu_seconds_a_day", most, "cpu-seconds", DAY_S), 0, self.day_ends_in_s(), f"{has}; {settles}")

    def _require_bytes(self, before: float, n_new: int) -> None:
        most = self.limits.stored_bytes
        if before < most and before + n_new <= most:
            return
        has = f"owner {self._owner} has {before:,.0f} ({_STORED})" + (f", and {n_new:,} more came" if n_new else "")
        settles = (
            "delete data sets or models and purge them (DELETE /v1/deletions/{deletion_id}), or let an administrator raise MODELBOOK_STORED_BYTES"
        )
        raise _reached(
            Limit("stored_bytes", most, "bytes"), most - before, RETRY_BYTES_S, f"expected at most {most:,} stored bytes: {has}; {settles}"
        )


def _reached(limit: Limit, remaining: float, retry_after_s: float, detail: str) -> TooMany:
    return TooMany(detail, retry_after_s, limit.headers(remaining, retry_after_s))


def _found(connection: Connection, wanted: ColumnElement[Any]) -> float:
    return float(connection.execute(select(wanted)).scalar_one())
