"""The rows of a table as a file of a backup: packed lines of JSON, a row each."""

import gzip
import json
from collections.abc import Iterator, Set
from pathlib import Path
from typing import Any

from models.core.files import flush, sha256_of
from service.backups.manifest import KeptTable
from service.store.table_rows import TableRows

#: How much is done to make files of rows small: the least, which halves the time.
_LEVEL = 1


def row_file(folder: Path, table: str) -> Path:
    """Return the path of the rows of a table."""
    return folder / f"{table}.jsonl.gz"


def write_rows(folder: Path, given: TableRows) -> KeptTable:
    """Write the rows of a table into the folder of rows."""
    path, n_rows = row_file(folder, given.name), 0
    with gzip.open(path, "wt", compresslevel=_LEVEL, encoding="utf-8") as file:
        for row in given.rows:
            file.write(json.dumps(list(row), separators=(",", ":")) + "\n")
            n_rows += 1
    flush(path)
    return KeptTable(list(given.columns), n_rows, sha256_of(path))


def leave_out(folder: Path, name: str, kept: KeptTable, column: str, values: Set[Any]) -> KeptTable:
    """Write the rows of a table again, without those that have one of some values in a column."""
    path, place = row_file(folder, name), kept.columns.index(column)
    whole = path.rename(path.with_suffix(".whole"))
    written = write_rows(folder, TableRows(name, kept.columns, (row for row in _lines(whole) if row[place] not in values)))
    whole.unlink()
    return written


def read_rows(folder: Path, name: str, kept: KeptTable) -> TableRows:
    """Return the rows of a table, which are read while they are taken."""
    return TableRows(name, kept.columns, _lines(row_file(folder, name)))


def _lines(path: Path) -> Iterator[list[Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)
