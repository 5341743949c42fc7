"""The files that rows name, and the jobs that have files: what a backup must hold, whichever schema the database has.

What is being purged does not count: its files go before its rows.
"""

from collections.abc import Iterator, Mapping

from sqlalchemy import ColumnElement, Connection, Table, or_, select, true


def named_files(connection: Connection, tables: Mapping[str, Table]) -> set[str]:
    """Return the keys of the files that rows name, and of the folders of data sets.

    Args:
        connection: A transaction.
        tables: The tables of the database, by name.
    """
    return set(_named(connection, tables))


def jobs_there(connection: Connection, tables: Mapping[str, Table]) -> set[str]:
    """Return the ids of the jobs whose files are there."""
    if "jobs" not in tables:
        return set()
    jobs = tables["jobs"]
    return set(connection.execute(select(jobs.c.id).where(_stays(jobs, tables))).scalars())


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
        datasets = tables["datasets"]
        yield from (f"datasets/{one}" for one in connection.execute(select(datasets.c.id).where(_stays(datasets, tables))).scalars())


def _stays(table: Table, tables: Mapping[str, Table]) -> ColumnElement[bool]:
    """Return the condition for rows that are not being purged; the first schemas have no deletions."""
    if "deletion" not in table.c:
        return true()
    deletions = tables["deletions"]
    purged = select(deletions.c.id).where(deletions.c.purged_from.is_not(None))
    return or_(table.c.deletion.is_(None), table.c.deletion.not_in(purged))
