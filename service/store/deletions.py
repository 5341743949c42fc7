"""Deletions of an owner: what is deleted is hidden at once, can be restored for some days, and is then removed (service.store.purging)."""

import re
import time
from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import Connection, Row, delete, func, select, update

from models.core.errors import Fault
from service.errors import Conflict, NotFound
from service.problem_types.of_conflicts import JOB_NOT_ENDED, STILL_NEEDED, UNDO_CLASHES
from service.problem_types.of_missing import NO_SUCH_DATASET, NO_SUCH_DELETION, NO_SUCH_JOB, NO_SUCH_MODEL, NO_SUCH_SWEEP
from service.store.database import Database
from service.store.deletion_rows import DAY_S, DeletedKind, Deletion, Order
from service.store.deletion_tables import deletions
from service.store.files import Files
from service.store.hidden import there
from service.store.marking import Begun, begin, end_grants, hide, note
from service.store.owners import DEFAULT_OWNER
from service.store.referrers import referrers
from service.store.tables import jobs, versions
from service.store.things import Things, of_jobs, of_model
from service.store.transitions import ENDED
from service.store.upload_tables import datasets

_OWN_REF = re.compile(r"(?P<name>[^/@:]+)(@(?P<version>[1-9][0-9]{0,8}))?")


class Deletions:
    """The deletions of an owner; what belongs to others does not exist here.

    Args:
        database: The database.
        files: Where the files are.
        undo_days: Days for which a deletion can be undone.
        owner: The owner.
        clock: Returns seconds since 1970.
    """

    def __init__(
        self, database: Database, files: Files, undo_days: float, owner: str = DEFAULT_OWNER, clock: Callable[[], float] = time.time
    ) -> None:
        self._database, self._files, self._undo_s, self._owner, self._clock = database, files, undo_days * DAY_S, owner, clock

    def model(self, ref: str, order: Order) -> Deletion:
        """Delete a model with all its versions, or one version, and the jobs that made them unless others stand on these.

        Args:
            ref: "digits", or "digits@3".
            order: How it is deleted.

        Raises:
            NotFound: There is no such model of the owner.
            Conflict: Something needs it.
        """
        match = _OWN_REF.fullmatch(ref.removeprefix(f"{self._owner}/"))
        name, number = (match["name"], match["version"]) if match else (ref, None)
        kind = DeletedKind.VERSION if number else DeletedKind.MODEL

        def found(connection: Connection) -> Things:
            things = of_model(connection, self._owner, name, int(number) if number else None)
            if not things.versions:
                raise NotFound(f"you have no model {ref!r}; only what is your own can be deleted", kind=NO_SUCH_MODEL)
            return things

        return self._delete(kind, ref, found, order)

    def job(self, job_id: str, order: Order) -> Deletion:
        """Delete a job that has ended.

        Raises:
            NotFound: There is no such job.
            Conflict: It has not ended, or something needs it.
        """

        def found(connection: Connection) -> Things:
            things = of_jobs(connection, self._owner, jobs.c.id == job_id, with_models=order.with_models)
            if not things.jobs:
                raise NotFound(f"there is no job {job_id!r}", kind=NO_SUCH_JOB)
            return things

        return self._delete(DeletedKind.JOB, job_id, found, order)

    def sweep(self, sweep_id: str, order: Order) -> Deletion:
        """Delete a sweep with its jobs, all of which have ended.

        Raises:
            NotFound: There is no such sweep.
            Conflict: A job has not ended, or something needs one.
        """

        def found(connection: Connection) -> Things:
            things = of_jobs(connection, self._owner, jobs.c.sweep == sweep_id, with_models=order.with_models)
            if not things.jobs:
                raise NotFound(f"there is no sweep {sweep_id!r}", kind=NO_SUCH_SWEEP)
            return things

        return self._delete(DeletedKind.SWEEP, sweep_id, found, order)

    def dataset(self, dataset_id: str, order: Order) -> Deletion:
        """Delete an uploaded data set. Models that were trained on it stay.

        Raises:
            NotFound: The owner has no such data set.
            Conflict: A job that has not ended uses it, of the owner or of one that it is shared with.
        """
        here = (datasets.c.id == dataset_id) & (datasets.c.owner == self._owner) & there(datasets)

        def found(connection: Connection) -> Things:
            if connection.execute(select(datasets.c.id).where(here).with_for_update()).one_or_none() is None:
                raise NotFound(f"there is no uploaded data set {dataset_id!r}", kind=NO_SUCH_DATASET)
            return Things(datasets=(dataset_id,))

        return self._delete(DeletedKind.DATASET, dataset_id, found, order)

    def undo(self, deletion_id: str, actor: str) -> Deletion:
        """Restore what was deleted. Grants on it are not restored. What a rule has deleted is left by rules from then on.

        Raises:
            NotFound: There is no such deletion, or its files are being removed.
            Conflict: The same data set was uploaded again.
        """
        with self._database.writing() as connection:
            deletion = self._restorable(connection, deletion_id)
            self._require_no_clash(connection, deletion_id)
            for table in (versions, jobs, datasets):
                kept = {"kept": 1} if deletion.is_by_rule and "kept" in table.c else {}
                connection.execute(update(table).where(table.c.deletion == deletion_id).values(deletion=None, **kept))
            connection.execute(delete(deletions).where(deletions.c.id == deletion_id))
            note(connection, "undo deletion", actor, deletion)
        return deletion

    def purge(self, deletion_id: str) -> Deletion:
        """Let the files of a deletion be removed now; it cannot be undone any more. It has the same effect once and twice.

        Raises:
            NotFound: There is no such deletion.
        """
        now = self._clock()
        mine = (deletions.c.id == deletion_id) & (deletions.c.owner == self._owner)
        begun = func.coalesce(deletions.c.purged_from, now)
        with self._database.writing() as connection:
            row = connection.execute(update(deletions).where(mine).values(purged_from=begun).returning(deletions)).one_or_none()
        return _found(row, deletion_id)

    def page(self, after: str | None, limit: int) -> list[Deletion]:
        """Return deletions, newest first, after the one with the id `after`."""
        query = select(deletions).where(deletions.c.owner == self._owner).order_by(deletions.c.id.desc()).limit(limit)
        query = query if after is None else query.where(deletions.c.id < after)
        with self._database.reading() as connection:
            return [Deletion.of(row) for row in connection.execute(query)]

    def get(self, deletion_id: str) -> Deletion:
        """Return a deletion.

        Raises:
            NotFound: There is no such deletion.
        """
        with self._database.reading() as connection:
            query = select(deletions).where(deletions.c.id == deletion_id, deletions.c.owner == self._owner)
            row = connection.execute(query).one_or_none()
        return _found(row, deletion_id)

    def of_dataset(self, dataset_id: str) -> Deletion | None:
        """Return the deletion of a data set of the owner's that can be undone; None if there is none."""
        here = (datasets.c.id == dataset_id) & (datasets.c.owner == self._owner) & deletions.c.purged_from.is_(None)
        query = select(deletions).join(datasets, datasets.c.deletion == deletions.c.id).where(here)
        with self._database.reading() as connection:
            row = connection.execute(query).one_or_none()
        return None if row is None else Deletion.of(row)

    def _delete(self, kind: DeletedKind, name: str, find: Callable[[Connection], Things], order: Order) -> Deletion:
        with self._database.writing() as connection:
            things = find(connection)
            _require_ended(connection, things.jobs)
            self._require_unneeded(connection, kind, name, things)
            deletion = begin(connection, Begun(self._owner, kind, name, order), self._clock(), self._undo_s)
            end_grants(connection, self._owner, things, order.actor)
            return hide(connection, self._files, deletion, things)

    def _require_unneeded(self, connection: Connection, kind: DeletedKind, name: str, things: Things) -> None:
        found = referrers(connection, self._owner, things)
        if found:
            others = f", and {len(found) - 1:,} more" if len(found) > 1 else ""
            raise Conflict(
                f"{kind.word} {name} is needed by {found[0]}{others}", [Fault("/path", f"needed by {one}") for one in found], kind=STILL_NEEDED
            )

    def _restorable(self, connection: Connection, deletion_id: str) -> Deletion:
        here = (deletions.c.id == deletion_id) & (deletions.c.owner == self._owner) & deletions.c.purged_from.is_(None)
        row = connection.execute(select(deletions).where(here).with_for_update()).one_or_none()
        return _found(row, deletion_id)

    def _require_no_clash(self, connection: Connection, deletion_id: str) -> None:
        again = select(datasets.c.content).where(datasets.c.deletion == deletion_id)
        query = select(datasets.c.id).where(datasets.c.owner == self._owner, there(datasets), datasets.c.content.in_(again))
        clashing: Sequence[str] = connection.execute(query.order_by(datasets.c.id)).scalars().all()
        if clashing:
            raise Conflict(f"the same data set was uploaded again as {', '.join(clashing)}: use that one, or delete it first", kind=UNDO_CLASHES)


def _require_ended(connection: Connection, job_ids: Sequence[str]) -> None:
    row = connection.execute(select(jobs.c.id, jobs.c.state).where(jobs.c.id.in_(job_ids), ~ENDED).limit(1)).one_or_none() if job_ids else None
    if row is not None:
        raise Conflict(
            f"job {row.id} is {row.state}: cancel it first (POST /v1/jobs/{row.id}/cancel, or ?cancel=true), or wait until it has ended",
            kind=JOB_NOT_ENDED,
        )


def _found(row: Row[Any] | None, deletion_id: str) -> Deletion:
    if row is None:
        raise NotFound(f"there is no deletion {deletion_id!r} that can be undone", kind=NO_SUCH_DELETION)
    return Deletion.of(row)
