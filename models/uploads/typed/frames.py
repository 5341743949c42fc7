"""Tables of formats with types, which polars or NumPy read piece by piece."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

import polars as pl

from models.core.errors import DataError
from models.uploads.reading.reading import Reading, ReadingReport, Skipped
from models.uploads.stored.upload_record import BOOLEAN, DATE, TABLE, TEXT, Record
from models.uploads.table.limits import MAX_ROWS
from models.uploads.table.made_bytes import column_bytes, require_bounded, text_bytes
from models.uploads.table.names import sound_names
from models.uploads.table.piece import Piece
from models.uploads.table.understanding import Table, read_table
from models.uploads.typed.canonical import canonical, note_on_lists, require_known, too_large

#: What polars raises for a damaged file; a panic of its reader among them.
BROKEN = (pl.exceptions.PolarsError, pl.exceptions.PanicException, OSError)
#: Values of a frame.
FRAME_VALUES = 1_000_000
#: Numbers that a value of a type counts for.
_WEIGHTS: tuple[tuple[type[pl.DataType], int], ...] = ((pl.List, 256), (pl.String, 8))
#: Most bytes of a piece: texts and lists may be long.
_PIECE_BYTES = 32 * 1024 * 1024
#: Bytes of an item of a list while it is written as text.
_LIST_ITEM_BYTES = 64
#: Columns in which pandas keeps its index.
_INDEX = "__index_level_"

#: Yields the rows of the columns of some names, or of all, from the first on, each time it is called.
Frames = Callable[[Sequence[str] | None], Iterable[pl.DataFrame]]


def read_frames(path: Path, folder: Path, schema: pl.Schema, frames: Frames, reading: Reading) -> Record:
    """Write the columns of a table with types into a folder.

    Args:
        path: The file that the rows are made of.
        folder: A folder for the values.
        schema: Names and types of the columns.
        frames: The rows.
        reading: What the caller has said.

    Raises:
        DataError: A column has a type or a name that no table may have, or there are no rows, or far more than such a file has.
    """
    indices = [name for name in schema if name.startswith(_INDEX)]
    kept = [name for name in schema if name not in indices]
    if not kept:
        raise DataError("expected a table with at least one column, got none")
    names, types = sound_names("", kept), [schema[name] for name in kept]
    require_known(kept, types)
    whole = [name for name, dtype in zip(kept, types, strict=True) if dtype.is_integer() and dtype in (pl.Int64, pl.UInt64, pl.Int128)]
    texts = too_large(frames(whole)) if whole else set()
    table = read_table(folder, names, lambda: _pieces(path, frames(kept), texts), reading, is_typed=True)
    lists = [name for name, dtype in zip(names, types, strict=True) if isinstance(dtype, pl.List)]
    skipped = [Skipped(what="an index of pandas", count=len(indices), names=indices[:20])] if indices else []
    return record_of_table(table, note_on_lists(lists), skipped)


def frames_of(path: Path, table: pl.LazyFrame, names: Sequence[str]) -> Iterator[pl.DataFrame]:
    """Yield the rows of some columns of a file, in frames of about FRAME_VALUES values.

    Raises:
        DataError: There are too many rows, by themselves or for the file: some kilobytes can declare billions of equal ones.
    """
    n_rows = table.select(pl.len()).collect().item()
    if n_rows > MAX_ROWS:
        raise DataError(f"expected at most {MAX_ROWS:,} rows, got {n_rows:,}")
    require_bounded(n_rows * len(names), path)
    step = max(1, FRAME_VALUES // sum(map(_weight, table.select(names).collect_schema().dtypes())))
    for first in range(0, n_rows, step):
        yield table.select(names).slice(first, step).collect()


def record_of_table(table: Table, notes: Sequence[str] = (), skipped: Sequence[Skipped] = (), sheet: str | None = None) -> Record:
    """Return the record of a table whose format is no text.

    Args:
        table: The table.
        notes: Notes for the report.
        skipped: What was passed over, for the report.
        sheet: Sheet of a workbook.
    """
    report = ReadingReport(
        missing=table.missing,
        types={column.name: column.type for column in table.columns if column.type in (TEXT, BOOLEAN, DATE)},
        notes=[*notes, *table.notes],
        skipped=[*skipped, *table.skipped],
        sheet=sheet,
    )
    return Record(form=TABLE, n_samples=table.n_rows, columns=table.columns, reading=report, doubts=table.doubts)


def _pieces(path: Path, frames: Iterable[pl.DataFrame], texts: set[str]) -> Iterator[Piece]:
    first, n_values, n_bytes = 1, 0, 0
    for frame in frames:
        n_values += frame.height * frame.width
        n_bytes += sum(map(text_bytes, frame.iter_columns()))
        require_bounded(n_values, path, n_bytes)
        for part in frame.iter_slices(_rows_of_piece(frame)):
            columns = [canonical(cells, cells.name in texts) for cells in part.iter_columns()]
            yield Piece(columns, range(first, first + part.height))
            first += part.height


def _weight(dtype: pl.DataType) -> int:
    return next((weight for cls, weight in _WEIGHTS if isinstance(dtype, cls)), 1)


def _rows_of_piece(frame: pl.DataFrame) -> int:
    """Return how many rows of a frame make a piece: by their mean, since equal texts are held once in a frame, but written one by one."""
    n_bytes = sum(map(_cell_bytes, frame.iter_columns()))
    return max(1, frame.height * _PIECE_BYTES // max(_PIECE_BYTES, n_bytes))


def _cell_bytes(cells: pl.Series) -> int:
    return _LIST_ITEM_BYTES * int(cells.list.len().sum()) if isinstance(cells.dtype, pl.List) else column_bytes(cells)


def reason_of_damage(error: BaseException) -> str:
    """Return why a damaged file cannot be read, without the trace of a panic."""
    return "its parts do not fit together" if isinstance(error, pl.exceptions.PanicException) else str(error)
