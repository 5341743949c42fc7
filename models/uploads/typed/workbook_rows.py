"""The rows of a sheet of a workbook, by calamine."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from models.core.errors import DataError
from models.core.faults import did_you_mean, listed, quote
from models.core.file_kinds import kind_of_file
from models.core.redaction import reason_of
from models.uploads.archive import open_archive
from models.uploads.reading.doubt import Doubt
from models.uploads.reading.reading import Reading, Skipped
from models.uploads.stored.upload_record import ColumnRecord, Record
from models.uploads.table.first_row import may_be_values
from models.uploads.table.made_bytes import bounded
from models.uploads.table.names import sound_names
from models.uploads.table.understanding import read_table
from models.uploads.typed.frames import record_of_table
from models.uploads.typed.sheet_cells import require_bounded_cells
from models.uploads.typed.sheet_parts import require_own_parts
from models.uploads.typed.value_columns import Row, ValueColumns

#: Most rows or columns that are named in one answer.
MAX_NAMED = 20


@dataclass(frozen=True)
class _Top:
    """What stands above the rows of a table.

    Args:
        names: Names of the columns; empty for one without a name.
        row: Row of the names, from 1; 0 where there is none.
        skipped: Rows above it, such as a title.
    """

    names: list[str]
    row: int
    skipped: list[int]


def read_sheet(path: Path, folder: Path, reading: Reading) -> Record:
    """Read a sheet as a table.

    Args:
        path: The workbook.
        folder: A folder for the values.
        reading: What the caller has said: the sheet, whether its first row names the columns, rows to skip.

    Raises:
        DataError: The workbook cannot be opened, has no such sheet, or the sheet is no table; the message names rows and columns.
    """
    has_own_parts = _require_small(path)
    with _opened(path) as workbook:
        sheet, others = _chosen(workbook, reading.sheet, has_own_parts)
        skipped = set(reading.skip_lines or ())
        top = _top(sheet, skipped, reading.header)
        columns = ValueColumns(top.names, lambda: _rows(sheet, top, skipped))
        _require_names(top, columns)
        table = read_table(folder, top.names, bounded(columns.pieces, path), reading)
    notes = [f"other sheets, which were not read: {listed(map(quote, others))}; name one in `sheet` to read it"] if others else []
    titles = [Skipped(what="rows above the names of the columns", count=len(top.skipped), first_line=top.skipped[0])] if top.skipped else []
    record = record_of_table(table, notes, titles, sheet.name)
    assert record.reading is not None
    report = record.reading.model_copy(update={"header": top.row > 0})
    return record.model_copy(update={"reading": report, "doubts": [*_doubts(top, reading, folder, record.columns), *record.doubts]})


@contextmanager
def _opened(path: Path) -> Iterator[CalamineWorkbook]:
    try:
        with path.open("rb") as file:
            yield CalamineWorkbook.from_filelike(file)
    except PasswordError as error:
        raise DataError("expected a workbook without a password, got one that is encrypted; save it without a password") from error
    except CalamineError as error:
        raise DataError(f"expected a workbook, got one that cannot be read: {reason_of(error)}; save it anew, or as CSV") from error


def _require_small(path: Path) -> bool:
    """Refuse a workbook that is far more than its file; return whether that holds of all its sheets together."""
    kind = kind_of_file(path)
    if kind is None or kind.name not in ("xlsx", "ods"):
        return True
    with open_archive(path) as (archive, members):
        require_bounded_cells(archive, members, path)
        return require_own_parts(archive, [member.filename for member in members]) or kind.name == "ods"


def _chosen(workbook: CalamineWorkbook, wanted: str | None, looks_at_all: bool) -> tuple[CalamineSheet, list[str]]:
    """Return the sheet that is read, and the names of the others, only those with cells if all may be looked at."""
    names = [sheet.name for sheet in workbook.sheets_metadata if sheet.typ == SheetTypeEnum.WorkSheet]
    if wanted is not None:
        if wanted not in names:
            hint = did_you_mean(wanted, names, write=quote) or f"; expected one of {listed(map(quote, names))}"
            raise DataError(f"there is no sheet {quote(wanted)}{hint}")
        return workbook.get_sheet_by_name(wanted), []
    visible = [sheet.name for sheet in workbook.sheets_metadata if sheet.visible == SheetVisibleEnum.Visible and sheet.name in names]
    shown = visible or names
    if shown and not looks_at_all:
        return workbook.get_sheet_by_name(shown[0]), shown[1:]
    filled = [sheet for sheet in map(workbook.get_sheet_by_name, shown) if sheet.height]
    if not filled:
        raise DataError("expected a sheet with cells, got only empty ones")
    return filled[0], [sheet.name for sheet in filled[1:]]


def _cells(sheet: CalamineSheet) -> Iterator[tuple[int, list[Any]]]:
    for row, cells in enumerate(sheet.iter_rows(), 1):
        yield row, [_value(cell) for cell in cells]


def _value(cell: Any) -> Any:
    """Return a value: workbooks have no integers of their own, and an empty text for an empty cell."""
    if isinstance(cell, float) and cell.is_integer():
        return int(cell)
    return None if isinstance(cell, str) and not cell.strip() else cell


def _top(sheet: CalamineSheet, skipped: set[int], header: bool | None) -> _Top:
    if header is False:
        return _Top([f"column_{index}" for index in range(sheet.width)], 0, [])
    above: list[int] = []
    for row, cells in _cells(sheet):
        filled = sum(cell is not None for cell in cells)
        if row in skipped or not filled:
            continue
        # A title stands in one cell above a table of several columns.
        if filled == 1 and len(cells) > 1 and header is None:
            above.append(row)
            continue
        names = ["" if cell is None else str(cell).strip() for cell in cells]
        return _Top(sound_names(f"row {row}: ", names), row, above)
    raise DataError(f"sheet {quote(sheet.name)}: expected a row with the names of the columns, got none")


def _rows(sheet: CalamineSheet, top: _Top, skipped: set[int]) -> Iterator[Row]:
    for row, cells in _cells(sheet):
        if row > top.row and row not in skipped and any(cell is not None for cell in cells):
            yield row, cells


def _require_names(top: _Top, columns: ValueColumns) -> None:
    """Refuse columns with values but without a name, but for the first, which may be an index."""
    missing = [index for index, name in enumerate(top.names) if not name and columns.held[index] and index > 0]
    if missing:
        places = ", ".join(f"{index + 1}" for index in missing[:MAX_NAMED])
        ways = f'name them, or settle where the table begins with `reading`: {{"skip_lines": [{top.row}]}} or {{"header": false}}'
        raise DataError(f"row {top.row}: expected a name for each column with values, got none for columns {places} (counted from 1); {ways}")


def _doubts(top: _Top, reading: Reading, folder: Path, columns: Sequence[ColumnRecord]) -> list[Doubt]:
    if reading.header is not None or not may_be_values(top.names, folder, columns):
        return []
    detail = f"row {top.row} was taken for the names of the columns, but its cells may be values, as those below"
    return [Doubt(line=top.row, cell=top.names[0], detail=detail, settle=[{"header": False}, {"header": True}])]
