"""The layout of delimited text: delimiter, names, and where the rows begin."""

import csv
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from models.core.errors import DataError
from models.uploads.delimited.blocks import too_long
from models.uploads.delimited.encoding import NotUtf8, TextFile
from models.uploads.reading.blanks import BLANK_CHARACTERS
from models.uploads.reading.number_cells import is_number
from models.uploads.reading.reading import BLANKS, Reading
from models.uploads.table import limits
from models.uploads.table.names import sound_names

#: Delimiters that are recognized, the first that gives rows of one width.
DELIMITERS = ("\t", ";", "|", ",", BLANKS)
#: Rows by which the layout is recognized, and characters of them.
_N_ROWS, _MAX_CHARACTERS = 50, 512 * 1024
#: Fewest lines by which a text is taken for a table.
_LEAST_ROWS = 5


@dataclass(frozen=True)
class Line:
    """A line of a file.

    Args:
        text: Its text with its end.
        number: Its number, from 1.
        offset: Its first byte in the file.
    """

    text: str
    number: int
    offset: int


@dataclass(frozen=True)
class Layout:
    """How a file is laid out.

    Args:
        delimiter: Character between cells; a blank for runs of blanks.
        names: Names of the columns; an empty one for a column without a name.
        offset: Where the rows begin in the file, behind the names.
        line: Line of the first row.
        header: Line of the names; None without names.
        first: Cells of the first row of the file.
        skips_blanks: Whether quoted cells may have blanks before them.
        notes: What was taken as meant.
    """

    delimiter: str
    names: list[str]
    offset: int
    line: int
    header: int | None
    first: list[str]
    skips_blanks: bool = False
    notes: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class _Row:
    """A row, its first line, and the one behind it where there is one."""

    cells: list[str]
    line: Line
    below: Line | None


def layout_of(file: TextFile, reading: Reading) -> Layout:
    """Recognize the layout of a file.

    Raises:
        DataError: It is empty or not a table, or the names of its columns are not valid.
        NotUtf8: It is not UTF-8.
    """
    lines = list(_first_lines(file, set(reading.skip_lines or ())))
    hint = _hint(lines)
    if hint is not None:
        lines = lines[1:]
    if not lines:
        raise DataError("line 1: expected a row with the names of the columns, got an empty file")
    _require_table(lines)
    delimiter = reading.delimiter or hint or _delimiter(lines)
    return _named(_laid_out(lines, delimiter, reading), lines)


def delimiter_of_table(text: str) -> str | None:
    """Return the delimiter of a text whose first lines are rows of one width with numbers in them; None for another text."""
    lines = [Line(line, number, 0) for number, line in enumerate(text[:_MAX_CHARACTERS].splitlines()[:_N_ROWS], 1) if line.strip()]
    if len(lines) < _LEAST_ROWS:
        return None
    for delimiter in DELIMITERS[:-1]:
        rows = _rows(lines, delimiter)
        cells = [cell for row in rows[1:] for cell in row.cells]
        if _are_one_width([len(row.cells) for row in rows]) and sum(map(is_number, cells)) * 4 >= len(cells):
            return delimiter
    return None


def _first_lines(file: TextFile, skipped: set[int]) -> Iterator[Line]:
    """Yield the first lines that are not blank."""
    n_characters = n_lines = number = n_open = 0
    offset = file.offset
    with file.path.open("rb") as stream:
        stream.seek(offset)
        while n_lines < 2 * _N_ROWS and (n_characters < _MAX_CHARACTERS or n_lines < 2) and (raw := stream.readline(limits.MAX_RECORD + 1)):
            number += 1
            if len(raw) > limits.MAX_RECORD:
                raise _too_wide(raw, number) or too_long(number)
            if n_open or number in skipped:
                n_open = (n_open + raw.count(b'"')) % 2  # A row that is left out may go on in the next line.
            elif raw.strip():
                yield Line(_text(raw, number), number, offset)
                n_lines, n_characters = n_lines + 1, n_characters + len(raw)
            offset += len(raw)


def _too_wide(raw: bytes, number: int) -> DataError | None:
    """Return the refusal of a first row of too many cells; None for a row that is long for another reason."""
    most = max(raw.count(delimiter.encode()) for delimiter in DELIMITERS)
    if number > 1 or most < limits.MAX_COLUMNS:
        return None
    return DataError(f"line {number}: expected at most {limits.MAX_COLUMNS:,} columns, got more than {most:,}")


def _text(raw: bytes, number: int) -> str:
    if b"\0" in raw:
        raise DataError(f"line {number}: expected text, got a NUL byte")
    try:
        return raw.decode()
    except UnicodeDecodeError as error:
        raise NotUtf8(number, error.object[error.start]) from error


def _hint(lines: Sequence[Line]) -> str | None:
    """Return the delimiter that a first line sep=; names."""
    text = lines[0].text.strip("\r\n").strip('"') if lines else ""
    return text[4:] if text.lower().startswith("sep=") and len(text) == 5 and text.isascii() else None


def _require_table(lines: Sequence[Line]) -> None:
    start = lines[0].text.lstrip().lower()
    if start.startswith(("<!doctype", "<html", "<?xml", "<table", "<head", "<body")):
        raise DataError("line 1: expected a table of delimited text, got HTML or XML; save the table itself as CSV")
    if (start.startswith("{") and ":" in start) or start.startswith(("[{", "[[")):
        raise DataError("line 1: expected a table of delimited text, got JSON; JSON Lines are read by format=jsonl")


def _rows(lines: Sequence[Line], delimiter: str, skips_blanks: bool = False) -> list[_Row]:
    """Return the rows of the first lines; the last one, which may be cut off, is left out where there are others."""
    position = 0

    def feed() -> Iterator[str]:
        nonlocal position
        for line in lines:
            position += 1
            yield prepared(line.text, delimiter)

    reader = csv.reader(feed(), delimiter=delimiter, skipinitialspace=skips_blanks or delimiter == BLANKS)
    found: list[_Row] = []
    before = 0
    try:
        for cells in reader:
            found.append(_Row(cells, lines[before], lines[position] if position < len(lines) else None))
            before = position
    except csv.Error:
        pass
    is_cut = len(lines) == 2 * _N_ROWS and len(found) > 1
    return (found[:-1] if is_cut else found)[:_N_ROWS]


def prepared(text: str, delimiter: str) -> str:
    """Return a line as the csv module reads it: for runs of blanks without those at its ends, and with blanks for tabs."""
    return text.strip().replace("\t", " ") + "\n" if delimiter == BLANKS else text


def _delimiter(lines: Sequence[Line]) -> str:
    """Return the delimiter that gives all first rows one width above 1; else most rows; else the comma."""
    widths = {delimiter: [len(row.cells) for row in _rows(lines, delimiter)] for delimiter in DELIMITERS}
    for delimiter in DELIMITERS:
        if _are_one_width(widths[delimiter]) and (delimiter != BLANKS or _has_numbers(lines)):
            return delimiter
    shares = {delimiter: _share(widths[delimiter]) for delimiter in DELIMITERS if delimiter != BLANKS}
    best = max(shares, key=lambda delimiter: shares[delimiter])
    return best if shares[best] > 0 else ","


def _are_one_width(widths: Sequence[int]) -> bool:
    """Return whether rows have one width above 1; names may lack one for the names of rows."""
    return bool(widths) and min(widths) > 1 and len(set(widths[1:] or widths)) == 1 and widths[0] - max(widths) in (0, -1)


def _has_numbers(lines: Sequence[Line]) -> bool:
    rows = _rows(lines, BLANKS)
    return len(rows) > 1 and any(is_number(cell.replace(",", ".")) for cell in rows[1].cells)


def _share(widths: Sequence[int]) -> float:
    """Return the share of rows of the most usual width above 1."""
    wide = Counter(width for width in widths if width > 1)
    return wide.most_common(1)[0][1] / len(widths) if wide else 0


def _laid_out(lines: Sequence[Line], delimiter: str, reading: Reading) -> Layout:
    rows = _rows(lines, delimiter)
    if not rows:
        raise DataError(f"line {lines[0].number}: expected a row with the names of the columns, got one that cannot be read; is a quote not closed?")
    skips_blanks = False
    if len({len(row.cells) for row in rows}) > 1 or any(_is_quoted_after_blanks(cell) for row in rows for cell in row.cells):
        spaced = _rows(lines, delimiter, skips_blanks=True)
        skips_blanks = len({len(row.cells) for row in spaced}) == 1
        rows = spaced if skips_blanks else rows
    first = rows[0]
    cells = [cell.strip(BLANK_CHARACTERS) for cell in first.cells]
    has_header = not _cannot_name(cells) if reading.header is None else reading.header
    if not has_header:
        names = [f"column_{index}" for index in range(len(cells))]
        notes = ["the first row holds values, as numbers of it repeat"] if reading.header is None else []
        return Layout(delimiter, names, first.line.offset, first.line.number, None, cells, skips_blanks, notes)
    cells, notes = _with_all_names(cells, rows, first.line.number)
    start = (first.below.offset, first.below.number) if first.below else (_size(lines), lines[-1].number + 1)
    if any(name != cell for name, cell in zip(cells, first.cells, strict=False)):
        notes.append("blanks round names of columns were left out")
    return Layout(delimiter, cells, *start, first.line.number, cells, skips_blanks, notes)


def _is_quoted_after_blanks(cell: str) -> bool:
    return cell.startswith(" ") and cell.lstrip(" ").startswith('"') and cell.rstrip().endswith('"')


def _size(lines: Sequence[Line]) -> int:
    return lines[-1].offset + len(lines[-1].text.encode())


def _cannot_name(cells: Sequence[str]) -> bool:
    """Return whether all cells are numbers and some are equal: they are values then, not names."""
    return len(set(cells)) < len(cells) and all(is_number(cell.replace(",", ".")) for cell in cells)


def _with_all_names(names: list[str], rows: Sequence[_Row], line: int) -> tuple[list[str], list[str]]:
    """Return names for all columns, and notes: the rows may have a last column without content, or a first one that counts them.

    Raises:
        DataError: All rows have another number of cells.
    """
    _require_names_first(rows)
    below = {len(row.cells) for row in rows[1:]}
    if len(rows) < 3 or len(below) > 1 or below == {len(names)}:
        return names, []
    width = below.pop()
    if width == len(names) + 1 and all(not row.cells[-1].strip() for row in rows[1:]):
        return [*names, ""], []
    if width == len(names) + 1 and any([row.cells[0] for row in rows[1:]] == _counted(first, rows) for first in (0, 1)):
        return ["", *names], ["the first column, which counts the rows, has no name"]
    came = f"got {len(names)} where all rows below have {width}"
    raise DataError(f"line {line}: expected {width} names of columns, {came}; correct it, or leave it out by reading.skip_lines=[{line}]")


def _require_names_first(rows: Sequence[_Row]) -> None:
    """Refuse lines of text above the names, such as comments."""
    width = len(rows[-1].cells)
    above = next((index for index, row in enumerate(rows) if len(row.cells) == width), 0)
    if width == 1 or above < 2 or any(len(row.cells) > 1 for row in rows[:above]) or any(len(row.cells) != width for row in rows[above:]):
        return
    lines = [row.line.number for row in rows[:above]]
    raise DataError(f"line 1: expected a row with the names of {width} columns, got {above} lines of text above it: reading.skip_lines={lines}")


def _counted(first: int, rows: Sequence[_Row]) -> list[str]:
    return [str(first + index) for index in range(len(rows) - 1)]


def _named(layout: Layout, lines: Sequence[Line]) -> Layout:
    return replace(layout, names=sound_names(f"line {layout.header or lines[0].number}: ", layout.names))
