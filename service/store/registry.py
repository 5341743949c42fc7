"""The registry: models by name, with versions numbered from 1."""

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Table, and_, false, func, insert, literal, select, tuple_, update
from sqlalchemy.exc import IntegrityError

from models.core.model_reference import LATEST, ModelReference, bare_name
from service.errors import NotFound
from service.problem_types.of_missing import NO_SUCH_MODEL
from service.store.alias_tables import aliases
from service.store.annotations import Annotations, annotate
from service.store.database import Database
from service.store.hidden import is_there, there
from service.store.job_events import LogData, ModelData
from service.store.model_filter import ModelFilter
from service.store.name_labels import forget_deleted
from service.store.owners import DEFAULT_OWNER, Kind, Right, shared_with
from service.store.promotions import promote
from service.store.rows import Job, NewVersion, Version, ref_of
from service.store.tables import jobs, models, versions
from service.store.transitions import State, append_event, has_ended, holds, move

#: The filter that every model passes.
EVERY_MODEL = ModelFilter()


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
    """The models of an owner, and those that others share with it.

    Args:
        database: The database.
        owner: The owner.
        default_ref: Alias that a bare name means, of a model that has it and sets nothing else; empty for the newest version.
    """

    def __init__(self, database: Database, owner: str = DEFAULT_OWNER, default_ref: str = "") -> None:
        self.database, self.owner = database, owner
        self._default_ref = default_ref

    def register(self, job_id: str, token: int, new: NewVersion, moved: MovedVersion | None = None) -> Version | None:
        """Register a job's model, and the model that shares layers with it, and end the job as succeeded, in one transaction.

        It has the same effect and result once and twice: its caller repeats it when the database did not say whether it was committed.

        Returns:
            The version; None, and nothing changed, if the attempt no longer owns the job.
        """
        try:
            return self._in_transaction(job_id, token, new, moved)
        except IntegrityError:
            # Another job has just registered the first version of this name, or of that of the other model; now its row exists.
            return self._in_transaction(job_id, token, new, moved)

    def _in_transaction(self, job_id: str, token: int, new: NewVersion, moved: MovedVersion | None) -> Version | None:
        with self.database.writing() as connection:
            return self._register(connection, job_id, token, new, moved)

    def resolve(self, ref: str, right: Right | None = Right.READ) -> Version:
        """Return the version of a reference.

        "name@3" is version 3, "name:champion" the one of that alias, "name:latest" the newest, and "name" the one of the default alias, or else
        the newest; "owner/name" is another owner's.

        Args:
            ref: The reference.
            right: What it is wanted for; None where it is named by what an artifact records, which needs no grant.

        Raises:
            NotFound: There is no such model or version, or it is not shared.
        """
        wanted = ModelReference.of(ref)
        query = select(versions)
        query = (
            query.where(self._named(wanted, right), there(versions), versions.c.version == self._number(wanted)) if wanted else query.where(false())
        )
        with self.database.reading() as connection:
            row = connection.execute(query).one_or_none()
            if row is None:
                raise _not_found(ref, right, self._nearest(connection, wanted, right))
        return self._shown(row)

    def job_of(self, version: Version) -> Job:
        """Return the job that made a version, which has its spec."""
        with self.database.reading() as connection:
            return Job.of(connection.execute(select(jobs).where(jobs.c.id == version.job_id)).one())

    def specs_of(self, name: str) -> dict[int, dict[str, Any]]:
        """Return the specs of the jobs that made the versions of an own model, by version; one query for all."""
        made = select(versions.c.version, jobs.c.spec).join(jobs, jobs.c.id == versions.c.job_id)
        with self.database.reading() as connection:
            found = connection.execute(made.where(_of(versions, self.owner, name), there(versions)))
            return {row.version: row.spec for row in found}

    def refs_of_jobs(self, job_ids: Sequence[str]) -> dict[str, str]:
        """Return the references of the jobs' own models, by job id, without the jobs that have none; one query for all."""
        if not job_ids:
            return {}
        made = select(versions.c.job_id, versions.c.model, versions.c.version).where(
            versions.c.job_id.in_(job_ids), versions.c.moved_by.is_(None), there(versions)
        )
        with self.database.reading() as connection:
            return {row.job_id: ref_of(row.model, row.version) for row in connection.execute(made)}

    def _named(self, wanted: ModelReference, right: Right | None) -> ColumnElement[bool]:
        """Return the condition for the versions of a model that the owner may see; the query is the same whether there are any or not."""
        named = _of(versions, wanted.owner or self.owner, wanted.name)
        return named if wanted.owner in (None, self.owner) or right is None else named & self._is_shared(right)

    def _nearest(self, connection: Connection, wanted: ModelReference | None, right: Right | None) -> str:
        """Return what a model that the owner may see has instead of the version or alias of a reference; empty if it may see none."""
        if wanted is None or wanted.is_name:
            return ""
        newest = select(func.max(versions.c.version)).where(self._named(wanted, right), there(versions))
        number = connection.execute(newest).scalar_one()
        if number is None:
            return ""
        if wanted.version is not None:
            return f"it has no version {wanted.version}; its newest is {number}"
        meant = select(aliases.c.alias).where(_of(aliases, wanted.owner or self.owner, wanted.name)).order_by(aliases.c.alias)
        return f"it has no alias {wanted.alias}; it has {', '.join([*connection.execute(meant).scalars(), LATEST])}"

    def _number(self, wanted: ModelReference) -> ColumnElement[int]:
        """Return the number of the version of a reference, as a part of the query; null if it names an alias that is not set."""
        if wanted.version is not None:
            return literal(wanted.version)
        owner = wanted.owner or self.owner
        newest = select(func.max(versions.c.version)).where(_of(versions, owner, wanted.name), there(versions)).scalar_subquery()
        if wanted.alias == LATEST:
            return newest
        meant = select(aliases.c.version).where(_of(aliases, owner, wanted.name))
        if wanted.alias is not None:
            return meant.where(aliases.c.alias == wanted.alias).scalar_subquery()
        chosen = select(func.coalesce(models.c.default_ref, self._default_ref)).where(models.c.owner == owner, models.c.name == wanted.name)
        return func.coalesce(meant.where(aliases.c.alias == chosen.scalar_subquery()).scalar_subquery(), newest)

    def _is_shared(self, right: Right) -> ColumnElement[bool]:
        return shared_with(Kind.MODEL, versions.c.owner, versions.c.model, self.owner, right)

    def _shown(self, row: Row[Any]) -> Version:
        found = Version.of(row)
        return found if found.owner == self.owner else replace(found, prefix=f"{found.owner}/")

    def newest(self, after: str | None, limit: int, *, shared: bool = False, wanted: ModelFilter = EVERY_MODEL) -> list[Version]:
        """Return the newest version of each model, by name; of a filter with an alias, the version that this means.

        Args:
            after: Reference without version of the last one of the page before; None for the first page.
            limit: Most models.
            shared: Whether to return those that others share with the owner, by their names, instead of its own.
            wanted: Which models.
        """
        mine = versions.c.owner == self.owner
        listed = ~mine & self._is_shared(Right.READ) if shared else mine
        key = (versions.c.owner, versions.c.model)
        chosen = select(*key, func.max(versions.c.version).label("version")).where(listed, there(versions)).group_by(*key).subquery()
        if wanted.alias not in (None, LATEST):
            chosen = select(aliases).where(aliases.c.alias == wanted.alias).subquery()
        joined = versions.join(chosen, and_(*(versions.c[name] == chosen.c[name] for name in ("owner", "model", "version"))))
        joined = joined.join(models, and_(models.c.owner == versions.c.owner, models.c.name == versions.c.model))
        query = select(versions).select_from(joined).where(listed, there(versions), *wanted.conditions).order_by(*key).limit(limit)
        if after is not None:
            owner, _, name = after.rpartition("/")
            query = query.where(tuple_(*key) > tuple_(literal(owner or self.owner), literal(name)))
        with self.database.reading() as connection:
            return [self._shown(row) for row in connection.execute(query)]

    def annotate(self, ref: str, annotations: Annotations) -> Version:
        """Write annotations on a model of the owner's, and return the version that the reference means.

        Args:
            ref: The reference: a bare name for the name with all its versions, otherwise for the version.
            annotations: The annotations.

        Raises:
            NotFound: The owner has no such model or version.
        """
        wanted = ModelReference.of(ref)
        if wanted is None or wanted.owner not in (None, self.owner):
            raise _not_found(ref, Right.READ)
        named = (models.c.owner == self.owner) & (models.c.name == wanted.name) & is_there()
        numbered = _of(versions, self.owner, wanted.name) & there(versions) & (versions.c.version == self._number(wanted))
        with self.database.writing() as connection:
            annotate(connection, *((models, named) if wanted.is_name else (versions, numbered)), annotations)
        return self.resolve(ref)

    def versions(self, name: str) -> list[Version]:
        """Return all versions of a model, newest first.

        Raises:
            NotFound: There is no such model.
        """
        wanted = ModelReference.of(name)
        named = self._named(wanted, Right.READ) if wanted and wanted.is_name else false()
        query = select(versions).where(named, there(versions)).order_by(versions.c.version.desc())
        with self.database.reading() as connection:
            found = [self._shown(row) for row in connection.execute(query)]
        if not found:
            raise NotFound(f"there is no model {name!r}", kind=NO_SUCH_MODEL)
        return found

    def _register(self, connection: Connection, job_id: str, token: int, new: NewVersion, moved: MovedVersion | None) -> Version | None:
        row = connection.execute(select(jobs.c.owner, jobs.c.name).where(jobs.c.id == job_id, holds(token))).one_or_none()
        if row is None:
            return _registered_by(connection, job_id, token)
        owner, name = row
        # Rows are locked in the order of names: two jobs that update each other's models must not deadlock.
        numbers = {model: _next_version(connection, owner, model) for model in sorted({name, moved.model} if moved else {name})}
        made = _insert(connection, new, owner=owner, model=name, version=numbers[name], job_id=job_id)
        append_event(connection, job_id, ModelData(model=made.ref))
        if moved is not None:
            other = _insert(connection, moved.new, owner=owner, model=moved.model, version=numbers[moved.model], job_id=moved.job_id, moved_by=job_id)
            append_event(connection, job_id, LogData(message=f"registered {other.ref} with the layers that it shares with {made.ref}"))
        promote(self.database, connection, made)
        if not move(connection, job_id, State.SUCCEEDED, holds(token), progress=1.0, metrics=new.metrics):
            connection.rollback()
            return None
        return made


def _not_found(ref: str, right: Right | None, nearest: str = "") -> NotFound:
    if nearest:
        return NotFound(f"there is no model {ref!r}: there is {bare_name(ref)}, but {nearest}", kind=NO_SUCH_MODEL)
    shared = "shared with you for use" if right is Right.USE else "shared with you"
    forms = "a name, a name and a version such as digits@3 or an alias such as digits:champion"
    return NotFound(f"there is no model {ref!r}; expected {forms}, or owner/name of one that is {shared}", kind=NO_SUCH_MODEL)


def _of(table: Table, owner: str, model: str) -> ColumnElement[bool]:
    return (table.c.owner == owner) & (table.c.model == model)


def _insert(connection: Connection, new: NewVersion, **where: Any) -> Version:
    return Version.of(connection.execute(insert(versions).values(created_at=time.time(), **where, **vars(new)).returning(versions)).one())


def _registered_by(connection: Connection, job_id: str, token: int) -> Version | None:
    """Return the version with which an attempt has ended its job; None if it has not."""
    if not has_ended(connection, job_id, token, State.SUCCEEDED):
        return None
    row = connection.execute(select(versions).where(versions.c.job_id == job_id, versions.c.moved_by.is_(None))).one_or_none()
    return None if row is None else Version.of(row)


def _next_version(connection: Connection, owner: str, name: str) -> int:
    counted = (
        update(models)
        .where(models.c.owner == owner, models.c.name == name)
        .values(last_version=models.c.last_version + 1)
        .returning(models.c.last_version)
    )
    number = connection.execute(counted).scalar_one_or_none()
    forget_deleted(connection, owner, name)
    if number is None:
        connection.execute(insert(models).values(owner=owner, name=name, last_version=1, created_at=time.time()))
        return 1
    return int(number)
