"""Read a table: find out what its columns hold, and write them."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import polars as pl

from models.core.errors import DataError
from models.core.faults import did_you_mean, listed, quote
from models.uploads.joined_faults import joined_faults
from models.uploads.reading.doubt import Doubt
from models.uploads.reading.reading import Reading, Skipped
from models.uploads.stored.row_lines import LineRuns
from models.uploads.stored.upload_record import ColumnRecord
from models.uploads.table.column import Place, TextColumn
from models.uploads.table.known_shapes import KnownShapes
from models.uploads.table.piece import Piece
from models.uploads.table.question import Surroundings
from models.uploads.table.settling import settled
from models.uploads.table.shape import Shape
from models.uploads.table.typed_column import TypedColumn
from models.uploads.table.writer import column_files

#: Most readings of a file: to count and write, to write what was decided otherwise, and to write labels that would become equal.
_MAX_PASSES = 4
#: Forms of dates, for messages.
_DATES = "dates are written as 2024-03-01, 2024-03, 01.03.2024, 1 Mar 2024, Mar 2024 or 20240301, and a time as 14:30; "


@dataclass(frozen=True)
class Table:
    """A table that was read.

    Args:
        n_rows: Number of its rows.
        columns: Its columns.
        doubts: What has more than one meaning.
        missing: Words that were taken for missing values.
        notes: What else was taken as meant.
        skipped: Columns that were left out.
    """

    n_rows: int
    columns: list[ColumnRecord]
    doubts: list[Doubt] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)


def read_table(
    folder: Path,
    names: Sequence[str],
    pieces: Callable[[], Iterable[Piece]],
    reading: Reading,
    *,
    is_typed: bool = False,
    delimiter: str = "",
    plain_types: dict[int, pl.DataType] | None = None,
) -> Table:
    """Understand the columns of a table and write them into a folder.

    Args:
        folder: A folder without such files.
        names: Names of the columns; an empty one for a column without a name.
        pieces: Yields the rows from the first on, each time it is called.
        reading: What the caller has said.
        is_typed: Whether the format has types: text is then text, whatever it looks like.
        delimiter: Character between cells; empty for a format without one.
        plain_types: Filled while pieces are read: columns, by index, whose plain numbers `pieces` may yield as numbers of these types.

    Raises:
        DataError: There are no rows, or cells are not of the type that the caller has said.
    """
    return _Reader(folder, list(names), reading, is_typed, delimiter, {} if plain_types is None else plain_types).read(pieces)


class _Reader:
    def __init__(self, folder: Path, names: list[str], reading: Reading, is_typed: bool, delimiter: str, plain_types: dict[int, pl.DataType]) -> None:
        self._folder, self._names, self._reading = folder, names, reading
        self._is_typed, self._delimiter, self._plain_types = is_typed, delimiter, plain_types
        self._columns: list[TextColumn | TypedColumn] = []
        self._n_rows, self._lines, self._known = 0, LineRuns(), KnownShapes()

    def read(self, pieces: Callable[[], Iterable[Piece]]) -> Table:
        for piece in pieces():
            self._first_pass(piece)
        if self._n_rows == 0:
            raise DataError("expected at least one row below the names of the columns, got none")
        texts = self._texts
        for _ in range(_MAX_PASSES):
            self._plain_types.clear()
            again = self._decide(texts) or [column for column in texts if column.keep_labels()]
            if not again:
                break
            self._write_again(again, pieces)
        self._require_right()
        self._lines.write(self._folder)
        return self._closed()

    def _decide(self, texts: list[TextColumn]) -> list[TextColumn]:
        """Decide the types of the columns, each by what the others show by then; return those that have to be written again."""
        around, again = self._around(), list[TextColumn]()
        n_commas = sum(column.has_commas for column in texts)
        for column in texts:
            had_commas = column.has_commas
            if column.decide(replace(around, has_commas=n_commas > 0)):
                again.append(column)
            n_commas += column.has_commas - had_commas
        return again

    @property
    def _texts(self) -> list[TextColumn]:
        return [column for column in self._columns if isinstance(column, TextColumn)]

    def _first_pass(self, piece: Piece) -> None:
        is_first = not self._columns
        if is_first:
            self._require_known()
            self._columns = [self._column(index, cells) for index, cells in enumerate(piece.columns)]
        self._n_rows += piece.n_rows
        self._lines.add(piece.lines)
        texts = [(column, cells) for column, cells in zip(self._columns, piece.columns, strict=True) if isinstance(column, TextColumn)]
        self._known.learn([cells for _, cells in texts if cells.dtype == pl.String])
        for text, cells in texts:
            text.count(cells, piece.lines, self._known)
        if is_first:
            around = self._around()
            for text, _ in texts:
                text.decide(around)
        for index, (column, cells) in enumerate(zip(self._columns, piece.columns, strict=True)):
            column.write(cells, piece.lines)
            plain = column.plain_type if isinstance(column, TextColumn) else None
            self._plain_types.pop(index, None)
            if plain is not None:
                self._plain_types[index] = plain

    def _require_known(self) -> None:
        names = [Place(self._folder, index, name).title for index, name in enumerate(self._names)]
        said = [*(self._reading.types or ()), *(self._reading.dates or ())]
        unknown = [
            f"expected the column {quote(name)}, got none{did_you_mean(name, names, write=quote)}"
            for name in dict.fromkeys(said)
            if name not in names
        ]
        if unknown:
            raise DataError("; ".join(unknown[:20]) + f"; the columns are {listed(map(quote, names))}")

    def _column(self, index: int, cells: pl.Series) -> TextColumn | TypedColumn:
        place = Place(self._folder, index, self._names[index])
        return TextColumn(place, self._reading, self._is_typed) if cells.dtype == pl.String else TypedColumn(place)

    def _write_again(self, columns: list[TextColumn], pieces: Callable[[], Iterable[Piece]]) -> None:
        for column in columns:
            for name in column_files(column.place.index):
                (self._folder / name).unlink(missing_ok=True)
        for piece in pieces():
            for column in columns:
                column.write(piece.columns[column.place.index], piece.lines)

    def _around(self) -> Surroundings:
        has_points = any(column.census.counts[Shape.POINT] for column in self._texts)
        keeps_points = self._reading.thousands != "." and any(column.type == "number" and column.has_points_of_three for column in self._texts)
        return Surroundings(self._delimiter, has_points, any(column.has_commas for column in self._texts), keeps_points)

    def _require_right(self) -> None:
        faults = [
            f"line {seen.line}, column {quote(column.place.title)}: expected a {column.decision.how.type}, got {quote(seen.cell)}"
            for column in self._texts
            if column.decision is not None
            for seen in column.wrong
        ]
        if faults:
            n_faults = sum(column.n_wrong for column in self._texts)
            has_dates = any(column.n_wrong and column.decision is not None and column.decision.how.type == "date" for column in self._texts)
            way = f"{_DATES if has_dates else ''}name the cells that stand for missing values in `reading.missing`"
            raise DataError(f"{joined_faults(faults, n_faults)}; {way}")

    def _closed(self) -> Table:
        skipped = []
        records: list[ColumnRecord] = []
        for index, column in enumerate(self._columns):
            record, reason = column.close(), self._left_out(column)
            assert record.n_samples == self._n_rows
            if reason:
                skipped.append(Skipped(what=reason, count=1, names=[record.name]))
            else:
                self._move(index, len(records))
                records.append(record)
        texts = self._texts
        left_out = {name for reason in skipped for name in reason.names}
        notes = [f"a column without a name is called {title}" for title in self._unnamed() if title not in left_out]
        doubts = [settled(self._reading, doubt) for column in texts for doubt in column.doubts()]
        words = dict.fromkeys(seen.cell for text in texts if _takes_tokens(text) for seen in text.census.first([Shape.TOKEN]))
        missing = list(dict.fromkeys(["", *(self._reading.missing or ()), *words]))
        return Table(self._n_rows, records, doubts, missing, notes + [note for text in texts for note in text.notes()], skipped)

    def _unnamed(self) -> list[str]:
        return [column.place.title for column in self._columns if not column.place.name]

    def _left_out(self, column: TextColumn | TypedColumn) -> str:
        if not isinstance(column, TextColumn) or column.place.is_named or column.is_said or len(self._columns) == 1:
            return ""
        if column.census.n_cells == 0:
            return "a column without name and content"
        is_index = column.place.index == 0 and column.first_number in (0, 1)
        return "an index: a first column without name that counts the rows" if is_index else ""

    def _move(self, index: int, new: int) -> None:
        for old_name, new_name in zip(column_files(index), column_files(new), strict=True):
            if index != new and (self._folder / old_name).is_file():
                (self._folder / old_name).replace(self._folder / new_name)


def _takes_tokens(column: TextColumn) -> bool:
    return column.decision is not None and column.decision.how.type != "text"
