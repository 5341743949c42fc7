"""The rows of what is deleted: they are marked with the deletion that hides them, and grants on them end."""

from dataclasses import dataclass

from sqlalchemy import Connection, delete, insert, select, update

from service.store.audit import MAX_SUBJECT, Action, record
from service.store.deletion_rows import DeletedKind, Deletion, Order
from service.store.deletion_tables import deletions
from service.store.files import Files
from service.store.ids import new_id
from service.store.owners import Kind
from service.store.tables import grants, jobs, versions
from service.store.thing_files import bytes_of, of_dataset, of_job, of_version
from service.store.things import Things, names_that_go
from service.store.upload_tables import datasets


@dataclass(frozen=True)
class Begun:
    """A deletion that begins.

    Args:
        owner: Whose things are deleted.
        kind: What is deleted.
        name: The same, as it was named.
        order: How it is deleted.
    """

    owner: str
    kind: DeletedKind
    name: str
    order: Order


def begin(connection: Connection, begun: Begun, now: float, undo_s: float) -> Deletion:
    """Add a deletion that hides nothing yet, and record it in the audit.

    Args:
        connection: A writing transaction.
        begun: What is deleted, and how.
        now: The time, in seconds since 1970.
        undo_s: Seconds for which it can be undone, unless it is purged at once.
    """
    times = {"deleted_at": now, "until": now, "purged_from": now} if begun.order.purge else {"deleted_at": now, "until": now + undo_s}
    named = {"id": new_id(), "owner": begun.owner, "kind": begun.kind.value, "name": begun.name, "deleted_by": begun.order.actor}
    counts = {"n_versions": 0, "n_jobs": 0, "n_datasets": 0, "size_bytes": 0}
    deletion = Deletion.of(connection.execute(insert(deletions).values(**named, **times, **counts).returning(deletions)).one())
    note(connection, "delete", begun.order.actor, deletion)
    return deletion


def note(connection: Connection, action: Action, actor: str, deletion: Deletion) -> None:
    """Record in the audit what became of a deletion."""
    record(connection, actor, action, deletion.owner, f"{deletion.kind} {deletion.name}"[:MAX_SUBJECT], {"deletion": deletion.id})


def hide(connection: Connection, files: Files, deletion: Deletion, things: Things) -> Deletion:
    """Hide things behind a deletion; return the deletion, which counts them."""
    _mark(connection, deletion, things)
    added = {"n_versions": len(things.versions), "n_jobs": len(things.jobs), "n_datasets": len(things.datasets)}
    added["size_bytes"] = size_of(connection, files, things)
    counts = {name: deletions.c[name] + number for name, number in added.items()}
    counted = update(deletions).where(deletions.c.id == deletion.id).values(**counts).returning(deletions)
    return Deletion.of(connection.execute(counted).one())


def _mark(connection: Connection, deletion: Deletion, things: Things) -> None:
    for model in {one.model for one in things.versions}:
        numbers = [one.version for one in things.versions if one.model == model]
        here = (versions.c.owner == deletion.owner) & (versions.c.model == model) & versions.c.version.in_(numbers)
        connection.execute(update(versions).where(here).values(deletion=deletion.id))
    for table, ids in ((jobs, things.jobs), (datasets, things.datasets)):
        if ids:
            connection.execute(update(table).where(table.c.id.in_(ids)).values(deletion=deletion.id))


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
