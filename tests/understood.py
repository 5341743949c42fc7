"""Delimited text as it was understood."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from models.uploads.delimited import blocks, source
from models.uploads.stored.table_columns import read_column
from models.uploads.stored.upload_record import Record
from tests.uploaded import read


def understood(text: str | bytes, **said: Any) -> tuple[Record, dict[str, list[Any]]]:
    """Read a file; return its record, and the values of each column, None where missing."""
    content = text if isinstance(text, bytes) else text.encode()
    with TemporaryDirectory() as folder:
        upload = read(Path(folder), "csv", content, **said)
        record = upload.record
        values = {column.name: read_column(upload.folder, record, index, record.n_samples) for index, column in enumerate(record.columns)}
        return record, {name: [None if value != value else value for value in column.tolist()] for name, column in values.items()}


def types_of(record: Record) -> dict[str, str]:
    """Return the type of each column."""
    return {column.name: column.type for column in record.columns}


@contextmanager
def in_small_pieces(n_bytes: int) -> Iterator[None]:
    """Read files in pieces of so many bytes."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(blocks, "FIRST_BYTES", n_bytes)
        patch.setattr(blocks, "BLOCK_BYTES", n_bytes)
        yield


@contextmanager
def row_by_row() -> Iterator[None]:
    """Read files without the quick reader."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(source, "quick_piece", lambda *_: None)
        yield
