"""The files that rows name, and the things that have files: what a backup must hold, whichever schema the database has.

What is being purged does not count: its files go before its rows.
"""

from collections.abc import Iterable, Iterator, Mapping

from sqlalchemy import ColumnElement, Connection, Table, or_, select, true

from models.specs.tasks import task_of
from service.store.incoming_files import FOLDER
from service.store.transitions import FINAL


def named_files(connection: Connection, tables: Mapping[str, Table]) -> set[str]:
    """Return the keys of the files that rows name, of the folders of data sets, and of what was sent and is still to be read.

    Args:
        connection: A transaction.
        tables: The tables of the database, by name.
    """
    return set(_named(connection, tables))


def things_there(connection: Connection, tables: Mapping[str, Table]) -> set[str]:
    """Return the ids of the jobs and data sets whose files are there."""
    return {one for name in ("jobs", "datasets") if name in tables for one in _ids(connection, tables[name], tables)}


def checkpoints_there(connection: Connection, tables: Mapping[str, Table]) -> set[str]:
    """Return the keys of the checkpoints that rows name: a running job writes and removes them."""
    if "checkpoints" not in tables:
        return set()
    jobs, checkpoints = tables["jobs"], tables["checkpoints"]
    made = select(checkpoints.c.file).where(checkpoints.c.job_id == jobs.c.id, _stays(jobs, tables))
    return set(connection.execute(made).scalars())


def _named(connection: Connection, tables: Mapping[str, Table]) -> Iterator[str]:
    if "versions" in tables:
        versions = tables["versions"]
        for row in connection.execute(select(versions.c.artifact, versions.c.onnx).where(_stays(versions, tables))):
            yield from filter(None, row)
    yield from checkpoints_there(connection, tables)
    if "datasets" in tables:
        yield from (f"datasets/{one}" for one in _ids(connection, tables["datasets"], tables))
    if "incoming_files" in tables:
        incoming = tables["incoming_files"]
        yield from (f"{FOLDER}/{one}" for one in connection.execute(select(incoming.c.id).where(incoming.c.dataset.is_(None))).scalars())
    if "jobs" in tables and "stored_bytes" in tables["jobs"].c:
        yield from _sent(connection, tables)


def _sent(connection: Connection, tables: Mapping[str, Table]) -> Iterator[str]:
    """Yield the keys of the files that were sent with jobs that have not ended."""
    jobs = tables["jobs"]
    is_open = jobs.c.state.not_in([state.value for state in FINAL])
    for spec in connection.execute(select(jobs.c.spec).where(is_open, jobs.c.stored_bytes > 0, _stays(jobs, tables))).scalars():
        key = task_of(spec).sent_file(spec)
        if key is not None:
            yield key


def _ids(connection: Connection, table: Table, tables: Mapping[str, Table]) -> Iterable[str]:
    return connection.execute(select(table.c.id).where(_stays(table, tables))).scalars()


def _stays(table: Table, tables: Mapping[str, Table]) -> ColumnElement[bool]:
    """Return the condition for rows that are not being purged; the first schemas have no deletions."""
    if "deletion" not in table.c:
        return true()
    deletions = tables["deletions"]
    purged = select(deletions.c.id).where(deletions.c.purged_from.is_not(None))
    return or_(table.c.deletion.is_(None), table.c.deletion.not_in(purged))
