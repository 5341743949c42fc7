"""The rows of what is deleted: they are marked with the deletion that hides them, and grants on them end."""

from sqlalchemy import Connection, delete, select, update

from service.store.audit import record
from service.store.files import Files
from service.store.owners import Kind
from service.store.tables import grants, jobs, versions
from service.store.thing_files import bytes_of, of_dataset, of_job, of_version
from service.store.things import Things, names_that_go
from service.store.upload_tables import datasets


def mark(connection: Connection, owner: str, things: Things, deletion_id: str) -> None:
    """Hide things behind a deletion."""
    for model in {one.model for one in things.versions}:
        numbers = [one.version for one in things.versions if one.model == model]
        here = (versions.c.owner == owner) & (versions.c.model == model) & versions.c.version.in_(numbers)
        connection.execute(update(versions).where(here).values(deletion=deletion_id))
    for table, ids in ((jobs, things.jobs), (datasets, things.datasets)):
        if ids:
            connection.execute(update(table).where(table.c.id.in_(ids)).values(deletion=deletion_id))


def end_grants(connection: Connection, owner: str, things: Things, actor: str) -> None:
    """End the grants on data sets, and on models of which no version is left, each with its entry in the audit.

    A model that later gets the name must not be shared with whom this one was.
    """
    for kind, names in ((Kind.MODEL, names_that_go(connection, owner, things)), (Kind.DATASET, things.datasets)):
        for name in sorted(names):
            given = (grants.c.owner == owner) & (grants.c.kind == kind.value) & (grants.c.thing == name)
            for grantee in connection.execute(delete(grants).where(given).returning(grants.c.grantee)).scalars().all():
                data = {"grantee": grantee, "reason": "it was deleted"}
                record(connection, actor, "withdraw grant", owner, f"{kind.value} {name}", data)


def size_of(connection: Connection, files: Files, things: Things) -> int:
    """Return the bytes on disk of some things; files of a version in the folder of a job among them count once."""
    specs = connection.execute(select(jobs.c.id, jobs.c.spec).where(jobs.c.id.in_(things.jobs))).all() if things.jobs else []
    folders = {files.job_folder(row.id) for row in specs}
    paths = [path for row in specs for path in of_job(files, row.id, row.spec)]
    paths += [path for one in things.datasets for path in of_dataset(files, one)]
    for one in things.versions:
        if not folders & set(files.path(one.artifact).parents):
            paths += of_version(files, one.artifact)
    return bytes_of(paths)
