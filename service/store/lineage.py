"""What was made from what: the jobs that name a model or a data set, and the versions that jobs made."""

import json
from collections.abc import Collection, Sequence

from sqlalchemy import Text, cast, func, or_, select
from ulid import ULID

from service.store.database import Database
from service.store.hidden import there
from service.store.owners import DEFAULT_OWNER
from service.store.rows import Job, Version
from service.store.tables import jobs, versions

#: Characters of an id of a job that are its time, and most seconds by which the clocks of machines differ.
_OF_TIME, _SKEW_S = 10, 3600.0


class Lineage:
    """What an owner's jobs made, and from what.

    Args:
        database: The database.
        owner: The owner.
    """

    def __init__(self, database: Database, owner: str = DEFAULT_OWNER) -> None:
        self._database, self._owner = database, owner

    def job(self, job_id: str) -> Job | None:
        """Return a job of the owner; None if there is none."""
        with self._database.reading() as connection:
            row = connection.execute(select(jobs).where(jobs.c.id == job_id, jobs.c.owner == self._owner, there(jobs))).one_or_none()
        return None if row is None else Job.of(row)

    def naming(self, names: Collection[str], since: float, limit: int) -> list[Job]:
        """Return the owner's jobs whose spec, or what they retrain, has one of some texts as a value, oldest first.

        A spec names models in many places, also in its layers: so its whole text is searched, and the caller looks where a text stands. That takes
        0.5 s for 10,000 jobs on a busy machine, so only those are read that may know the texts.

        Args:
            names: References to versions, or ids; at least one.
            since: When the first of what they name was made, in seconds since 1970.
            limit: Most jobs.
        """
        texts = [cast(column, Text) for column in (jobs.c.spec, jobs.c.retrains)]
        named = or_(*(text.contains(json.dumps(name), autoescape=True) for text in texts for name in sorted(names)))
        first = str(ULID.from_timestamp(max(0.0, since - _SKEW_S)))[:_OF_TIME]
        query = select(jobs).where(jobs.c.owner == self._owner, jobs.c.id >= first, named, there(jobs)).order_by(jobs.c.id).limit(limit)
        with self._database.reading() as connection:
            return [Job.of(row) for row in connection.execute(query)]

    def made_by(self, job_ids: Sequence[str]) -> list[tuple[str, Version]]:
        """Return the owner's versions that jobs made, each with the job: their own, and those to which they gave layers that they share."""
        made = versions.c.moved_by.in_(job_ids) | (versions.c.job_id.in_(job_ids) & versions.c.moved_by.is_(None))
        query = select(versions).where(versions.c.owner == self._owner, made, there(versions)).order_by(versions.c.created_at, versions.c.model)
        with self._database.reading() as connection:
            return [(row.moved_by or row.job_id, Version.of(row)) for row in connection.execute(query)]

    def maker_of(self, version: Version) -> Job:
        """Return the job that made a version, whoever owns it: a version that may be seen has a copy of its spec."""
        keys = ("owner", "model", "version")
        made = (*(versions.c[key] == getattr(version, key) for key in keys), jobs.c.id == func.coalesce(versions.c.moved_by, versions.c.job_id))
        with self._database.reading() as connection:
            return Job.of(connection.execute(select(jobs).where(*made)).one())
