"""Read delimited text into a folder."""

from pathlib import Path
from tempfile import TemporaryDirectory

from models.core.errors import DataError
from models.core.faults import quote
from models.uploads.delimited.encoding import NotUtf8, TextFile, text_file_of
from models.uploads.delimited.file_doubts import encoding_doubts, header_doubt
from models.uploads.delimited.layout import Layout, layout_of
from models.uploads.delimited.source import DelimitedRows
from models.uploads.reading.reading import Reading, ReadingReport
from models.uploads.stored.upload_record import BOOLEAN, DATE, TABLE, TEXT, ColumnRecord, Record
from models.uploads.table.settling import settled
from models.uploads.table.understanding import Table, read_table

#: Notes of a report.
_MAX_NOTES = 20


def read_delimited(path: Path, folder: Path, reading: Reading) -> Record:
    """Read delimited text.

    Args:
        path: The file.
        folder: A folder without values.
        reading: What the caller has said.

    Returns:
        The record of the table.

    Raises:
        DataError: The file is not a table, or has rows that are not valid; the message names the lines.
    """
    _require_sound(reading)
    with TemporaryDirectory(dir=folder) as scratch:
        file = text_file_of(path, Path(scratch), reading.encoding)
        try:
            return _read(file, folder, reading)
        except NotUtf8 as found:
            if reading.encoding:
                raise DataError(str(found)) from found
            return _read(text_file_of(path, Path(scratch), None, found), folder, reading)


def _read(file: TextFile, folder: Path, reading: Reading) -> Record:
    layout = layout_of(file, reading)
    rows = DelimitedRows(file, layout, set(reading.skip_lines or ()))
    table = read_table(folder, layout.names, rows.pieces, reading, delimiter=layout.delimiter, plain_types=rows.plain_types)
    _require_columns(table, layout, reading)
    found = [*encoding_doubts(file, folder, table.columns), *header_doubt(layout, reading, folder, table.columns)]
    doubts = [*(settled(reading, doubt) for doubt in found), *table.doubts]
    report = _report(file, layout, table).model_copy(update={"skipped": [*rows.skipped(), *table.skipped], "labels": reading.labels})
    return Record(form=TABLE, n_samples=table.n_rows, columns=table.columns, reading=report, doubts=doubts)


def _report(file: TextFile, layout: Layout, table: Table) -> ReadingReport:
    spelled = [column.cells for column in table.columns if column.cells is not None and column.cells.type == "number"]
    return ReadingReport(
        encoding=file.encoding,
        delimiter=layout.delimiter,
        decimal="," if any(cells.decimal == "," for cells in spelled) else ".",
        thousands=next((cells.thousands for cells in spelled if cells.thousands), None),
        header=layout.header is not None,
        missing=table.missing,
        types=_types(table.columns),
        notes=[*layout.notes, *table.notes][:_MAX_NOTES],
    )


def _types(columns: list[ColumnRecord]) -> dict[str, str]:
    """Return the types of the columns that are not numbers: what each was taken for."""
    return {column.name: column.type for column in columns if column.type in (TEXT, BOOLEAN, DATE)}


def _require_sound(reading: Reading) -> None:
    if reading.delimiter is not None and (reading.delimiter in '"\r\n' or not reading.delimiter.isascii()):
        raise DataError(f"expected a delimiter of ASCII that is neither a quote nor a line end, got {quote(reading.delimiter)}")
    if reading.thousands is not None and reading.thousands == reading.decimal:
        raise DataError(f"expected different characters before decimals and between groups of digits, got {quote(reading.thousands)} for both")


def _require_columns(table: Table, layout: Layout, reading: Reading) -> None:
    """Refuse a file of one column of text, which another delimiter may cut."""
    if not table.columns:
        raise DataError("expected at least one column with content, got none")
    if len(layout.names) == 1 and table.columns[0].type == TEXT and reading.delimiter is None and not reading.types:
        expected = "expected a table of several columns, cut by a comma, a semicolon, a tab, | or blanks"
        raise DataError(f"{expected}, got one column of text, {quote(layout.names[0])}; name the character between cells in `delimiter`")
