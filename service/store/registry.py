"""The registry: models by name, with versions numbered from 1."""

import re
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from service.errors import NotFound
from service.store.database import Database
from service.store.rows import NewVersion, Version, ref_of
from service.store.tables import jobs, models, versions
from service.store.transitions import State, append_event, holds, move

_REF = re.compile(r"(?P<name>[^@]+)(@(?P<version>[1-9][0-9]{0,8}))?")


@dataclass(frozen=True)
class MovedVersion:
    """A model that shares layers with the job's model, with those layers as trained by the job.

    Args:
        model: Its name.
        job_id: The job of its spec.
        new: Its new version.
    """

    model: str
    job_id: str
    new: NewVersion


class Registry:
    """The models of a database.

    Args:
        database: The database.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def register(self, job_id: str, token: int, new: NewVersion, moved: MovedVersion | None = None) -> Version | None:
        """Register a job's model, and the model that shares layers with it, and end the job as succeeded, in one transaction.

        Returns:
            The version; None, and nothing changed, if the attempt no longer owns the job.
        """
        while True:
            try:
                with self._database.writing() as connection:
                    return self._register(connection, job_id, token, new, moved)
            except IntegrityError:
                continue  # Another job has just registered the first version of this name; now its row exists.

    def resolve(self, ref: str) -> Version:
        """Return the version of a reference: "name" for the newest, "name@3" for version 3.

        Raises:
            NotFound: There is no such model or version.
        """
        match = _REF.fullmatch(ref)
        query = select(versions).order_by(versions.c.version.desc()).limit(1)
        query = query.where(versions.c.model == (match["name"] if match else ref))
        if match and match["version"]:
            query = query.where(versions.c.version == int(match["version"]))
        with self._database.reading() as connection:
            row = connection.execute(query).one_or_none()
        if row is None:
            raise NotFound(f"there is no model {ref!r}; expected a name, or a name and a version such as digits@3")
        return Version.of(row)

    def refs_of_jobs(self, job_ids: Sequence[str]) -> dict[str, str]:
        """Return the references of the jobs' own models, by job id, without the jobs that have none; one query for all."""
        if not job_ids:
            return {}
        made = select(versions.c.job_id, versions.c.model, versions.c.version).where(versions.c.job_id.in_(job_ids), versions.c.moved_by.is_(None))
        with self._database.reading() as connection:
            return {row.job_id: ref_of(row.model, row.version) for row in connection.execute(made)}

    def newest(self, after: str | None, limit: int) -> list[Version]:
        """Return the newest version of each model, by name, after the name `after`."""
        newest = select(versions.c.model, func.max(versions.c.version).label("version")).group_by(versions.c.model).subquery()
        joined = versions.join(newest, (versions.c.model == newest.c.model) & (versions.c.version == newest.c.version))
        query = select(versions).select_from(joined).order_by(versions.c.model).limit(limit)
        query = query if after is None else query.where(versions.c.model > after)
        with self._database.reading() as connection:
            return [Version.of(row) for row in connection.execute(query)]

    def versions(self, name: str) -> list[Version]:
        """Return all versions of a model, newest first.

        Raises:
            NotFound: There is no such model.
        """
        query = select(versions).where(versions.c.model == name).order_by(versions.c.version.desc())
        with self._database.reading() as connection:
            found = [Version.of(row) for row in connection.execute(query)]
        if not found:
            raise NotFound(f"there is no model {name!r}")
        return found

    @staticmethod
    def _register(connection: Connection, job_id: str, token: int, new: NewVersion, moved: MovedVersion | None) -> Version | None:
        name = connection.execute(select(jobs.c.name).where(jobs.c.id == job_id, holds(token))).scalar_one_or_none()
        if name is None:
            return None
        # Rows are locked in the order of names: two jobs that update each other's models must not deadlock.
        numbers = {model: _next_version(connection, model) for model in sorted({name, moved.model} if moved else {name})}
        made = _insert(connection, new, model=name, version=numbers[name], job_id=job_id)
        append_event(connection, job_id, "model", {"model": made.ref})
        if moved is not None:
            other = _insert(connection, moved.new, model=moved.model, version=numbers[moved.model], job_id=moved.job_id, moved_by=job_id)
            append_event(connection, job_id, "log", {"message": f"registered {other.ref} with the layers that it shares with {made.ref}"})
        if not move(connection, job_id, State.SUCCEEDED, holds(token), progress=1.0, metrics=new.metrics):
            connection.rollback()
            return None
        return made


def _insert(connection: Connection, new: NewVersion, **where: Any) -> Version:
    return Version.of(connection.execute(insert(versions).values(created_at=time.time(), **where, **vars(new)).returning(versions)).one())


def _next_version(connection: Connection, name: str) -> int:
    counted = update(models).where(models.c.name == name).values(last_version=models.c.last_version + 1).returning(models.c.last_version)
    number = connection.execute(counted).scalar_one_or_none()
    if number is None:
        connection.execute(insert(models).values(name=name, last_version=1, created_at=time.time()))
        return 1
    return int(number)
