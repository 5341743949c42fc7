"""Rows in every table of a schema, made from the descriptions of its columns alone."""

from typing import Any

from alembic import command
from sqlalchemy import JSON, Column, Connection, Float, Integer, select

from service.store.database import Database, alembic_config
from service.store.table_rows import TableRows, add_rows, tables_of

Rows = dict[str, list[dict[str, Any]]]
#: The schema in which jobs got owners; before, the column of that name had what is the process since.
WITH_OWNERS = "0007"
#: Text with what needs care in JSON and in databases.
TEXT = "ü 'quoted' \\ \"line\nend\" 😀"


def fill(connection: Connection, n: int) -> Rows:
    """Add a row with all values, and one with as few as possible, to each table; return them.

    All keys of one kind are equal, so that rows refer to each other.

    Args:
        connection: A writing transaction.
        n: Number of the rows: those of another number have other keys.
    """
    added: Rows = {}
    for name, table in tables_of(connection).items():
        added[name] = [_row(table.columns.values(), 2 * n, is_full=True), _row(table.columns.values(), 2 * n + 1, is_full=False)]
        add_rows(connection, TableRows(name, table.columns.keys(), [list(row.values()) for row in added[name]]))
    return added


def grow(url: str, revisions: list[str]) -> dict[str, Rows]:
    """Migrate a database to each of some revisions, and add rows to all tables of it there; return the rows that were added."""
    database, added = Database(url), {}
    for n, revision in enumerate(revisions):
        command.upgrade(alembic_config(url), revision)
        with database.writing() as connection:
            added[revision] = fill(connection, n)
    database.close()
    return added


def all_rows(url: str) -> Rows:
    """Return all rows of a database."""
    database = Database(url)
    with database.reading() as connection:
        found = {name: [dict(row._mapping) for row in connection.execute(select(table))] for name, table in tables_of(connection).items()}
    database.close()
    return found


def require_kept(added: dict[str, Rows], found: Rows) -> None:
    """Require that rows are there with the values that they had, in the columns that are still there."""
    for revision, tables in added.items():
        for table, rows in tables.items():
            for row in rows:
                given = dict(row)
                if revision < WITH_OWNERS and "owner" in given:
                    given["process"] = given.pop("owner")
                assert any({**there, **{name: given[name] for name in given.keys() & there.keys()}} == there for there in found[table]), (table, row)


def _row(columns: list[Column[Any]], n: int, *, is_full: bool) -> dict[str, Any]:
    return {column.name: None if column.nullable and not is_full else _value(column, n) for column in columns}


def _value(column: Column[Any], n: int) -> Any:
    if isinstance(column.type, JSON):
        return {"n": n, "text": TEXT, "list": [1e-300, None, True, 2**53]}
    if isinstance(column.type, Integer):
        return n
    return n + 0.1 if isinstance(column.type, Float) else f"r{n:04d}"
