"""What one deletion takes: jobs, model versions and data sets, chosen by what a caller names. What is deleted already is not found."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, or_, select

from service.store.hidden import there
from service.store.rows import ref_of
from service.store.tables import jobs, versions


@dataclass(frozen=True)
class VersionFiles:
    """A version, and where its files are.

    Args:
        model: Name of its model.
        version: Its number.
        artifact: Key of its artifact; its compiled forms are beside it.
    """

    model: str
    version: int
    artifact: str

    @property
    def ref(self) -> str:
        """Return its reference."""
        return ref_of(self.model, self.version)


@dataclass(frozen=True)
class Things:
    """What a deletion takes, of one owner.

    Args:
        versions: Versions of models.
        jobs: Ids of jobs.
        datasets: Ids of data sets.
    """

    versions: tuple[VersionFiles, ...] = ()
    jobs: tuple[str, ...] = ()
    datasets: tuple[str, ...] = ()


def of_model(connection: Connection, owner: str, name: str, version: int | None) -> Things:
    """Return the versions of a model, or one of them, with the jobs that made them and are of no use without them.

    Args:
        connection: A writing transaction; the rows are locked.
        owner: The owner.
        name: Name of the model.
        version: Number of the version; None for all.
    """
    wanted = (versions.c.owner == owner) & (versions.c.model == name) & there(versions)
    found = _versions(connection, wanted if version is None else wanted & (versions.c.version == version))
    return Things(found, _jobs_of(connection, owner, found))


def of_jobs(connection: Connection, owner: str, wanted: ColumnElement[bool], *, with_models: bool) -> Things:
    """Return jobs.

    Args:
        connection: A writing transaction; the rows are locked.
        owner: The owner.
        wanted: Condition on the jobs.
        with_models: Whether to take the versions that they registered, too.
    """
    query = select(jobs.c.id).where(jobs.c.owner == owner, there(jobs), wanted).order_by(jobs.c.id).with_for_update()
    ids = tuple(connection.execute(query).scalars())
    made = versions.c.job_id.in_(ids) & versions.c.moved_by.is_(None) & there(versions)
    return Things(_versions(connection, made) if with_models and ids else (), ids)


def standing_on(job_ids: Collection[str]) -> ColumnElement[bool]:
    """Return the condition for the versions that need one of some jobs: it has their spec, or their files."""
    return or_(versions.c.job_id.in_(job_ids), versions.c.moved_by.in_(job_ids))


def names_that_go(connection: Connection, owner: str, things: Things) -> set[str]:
    """Return the names of models that have no version when some things are gone."""
    names, taken = {one.model for one in things.versions}, {(one.model, one.version) for one in things.versions}
    if not names:
        return set()
    rows = connection.execute(
        select(versions.c.model, versions.c.version).where(versions.c.owner == owner, there(versions), versions.c.model.in_(names))
    )
    return names - {row.model for row in rows if (row.model, row.version) not in taken}


def _versions(connection: Connection, wanted: ColumnElement[bool]) -> tuple[VersionFiles, ...]:
    query = select(versions.c.model, versions.c.version, versions.c.artifact).where(wanted)
    rows = connection.execute(query.order_by(versions.c.model, versions.c.version).with_for_update())
    return tuple(VersionFiles(*row) for row in rows)


def _jobs_of(connection: Connection, owner: str, taken: Sequence[VersionFiles]) -> tuple[str, ...]:
    """Return the jobs on which some versions stand and no others, be these hidden or not."""
    if not taken:
        return ()
    here = versions.c.model.in_({one.model for one in taken}) & versions.c.version.in_([one.version for one in taken])
    rows = connection.execute(select(versions.c.job_id, versions.c.moved_by).where(versions.c.owner == owner, here)).all()
    candidates = {job_id for row in rows for job_id in row if job_id is not None}
    known = {(one.model, one.version) for one in taken}
    needed: set[str] = set()
    for row in connection.execute(
        select(versions.c.model, versions.c.version, versions.c.job_id, versions.c.moved_by).where(standing_on(candidates))
    ):
        if (row.model, row.version) not in known:
            needed |= {row.job_id, row.moved_by}
    ids = sorted(candidates - needed)
    return tuple(connection.execute(select(jobs.c.id).where(jobs.c.id.in_(ids), there(jobs)).order_by(jobs.c.id).with_for_update()).scalars())
