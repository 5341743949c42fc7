"""All rows of a database, whichever schema it has: read within one snapshot, and written into an empty database of the same schema.

Tables are described by the database itself, not by the code: a backup may be that of another release.
"""

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import JSON, Column, Connection, MetaData, Table, insert, inspect, select

#: Rows that are read, or written, at a time.
N_AT_A_TIME = 500
#: The table in which Alembic notes the schema.
_SCHEMA = "alembic_version"


@dataclass(frozen=True)
class TableRows:
    """The rows of a table.

    Args:
        name: Its name.
        columns: Names of the columns, in the order of the values of a row.
        rows: Values of each row.
    """

    name: str
    columns: Sequence[str]
    rows: Iterable[Sequence[Any]]


def tables_of(connection: Connection) -> dict[str, Table]:
    """Return the tables with their columns, by name: those that others refer to first."""
    inspector, metadata = inspect(connection), MetaData()
    names = [name for name, _ in inspector.get_sorted_table_and_fkc_names() if name not in (None, _SCHEMA)]
    return {str(name): Table(str(name), metadata, *map(_column, inspector.get_columns(str(name)))) for name in names}


def rows_of(connection: Connection, table: Table) -> TableRows:
    """Return the rows of a table, which are read while they are taken."""
    query = select(table).execution_options(yield_per=N_AT_A_TIME)
    return TableRows(table.name, table.columns.keys(), connection.execute(query))


def tables_with_rows(connection: Connection) -> list[str]:
    """Return the names of the tables that have a row."""
    found = tables_of(connection).values()
    return [table.name for table in found if connection.execute(select(table).limit(1)).first() is not None]


def add_rows(connection: Connection, given: TableRows) -> int:
    """Add rows to a table; return how many.

    Args:
        connection: A writing transaction.
        given: The rows, with columns of that table.
    """
    table, n_rows, rows = tables_of(connection)[given.name], 0, iter(given.rows)
    while some := list(itertools.islice(rows, N_AT_A_TIME)):
        connection.execute(insert(table), [dict(zip(given.columns, row, strict=True)) for row in some])
        n_rows += len(some)
    return n_rows


def _column(described: Any) -> Column[Any]:
    kind, is_optional = described["type"], described["nullable"]
    if isinstance(kind, JSON):
        kind = JSON(none_as_null=is_optional)  # A value that is missing is no JSON null, which is a value.
    return Column(described["name"], kind, nullable=is_optional)
