"""Rows of a CSV body, read as the data was that the model was trained on. polars is imported with this module."""

from bisect import bisect
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import polars as pl

from models.artifact.samples.bounds import MAX_ITEMS
from models.artifact.samples.cleaned import cleaned_columns
from models.artifact.samples.numbers import MAX_FAULTS, ROOT
from models.artifact.signature import InputSignature
from models.core.errors import DataError, Fault, InputError, rest_of
from models.core.faults import did_you_mean, pointer_of, quote
from models.core.file_kinds import kind_of
from models.datasets.cell_reading import CellReading, plain_cells
from models.serving.extras import Extras
from models.uploads.delimited.careful_rows import BadRows
from models.uploads.delimited.opening import opened_text
from models.uploads.reading.blanks import BLANK_CHARACTERS
from models.uploads.reading.cells import read_cells
from models.uploads.reading.reading import Reading
from models.uploads.table.piece import Piece
from models.uploads.table.shape import POINT_OF_THREE

Row = dict[str, Any]

#: How a packed body is sent.
_PACKED = "; a packed body has the header Content-Encoding: gzip"
#: What a cell of a type has to be, for messages.
_EXPECTED = {"number": "a number", "boolean": "true or false", "date": "a date", "text": "text"}


def rows_of_csv(body: bytes, signature: InputSignature, extras: Extras) -> list[Row]:
    """Read a CSV file: its encoding and delimiter are recognized, its cells are read as those of the data that the model was trained on.

    Args:
        body: The file. Its first line has the names of the model's columns in any order.
        signature: Signature of the input, which has columns.
        extras: What happens to columns that the model does not know.

    Returns:
        A dict a row, from column names to numbers, text or None.

    Raises:
        InputError: The file is not such a table; details name the line.
    """
    table = _Table(signature, extras)
    try:
        return table.rows(body)
    except BadRows as error:
        raise InputError(table.faults_of(error)) from error
    except DataError as error:
        raise InputError([Fault("", str(error))]) from error


class _Table:
    """The rows of one body.

    Args:
        signature: Signature of the input, which has columns.
        extras: What happens to columns that the model does not know.
    """

    def __init__(self, signature: InputSignature, extras: Extras) -> None:
        self._names, self._passed_over, self._extras = tuple(signature.columns or ()), signature.passed_over, extras
        self._cells = dict(zip(self._names, signature.cells or _cells_of(signature), strict=True))
        self._faults: list[Fault] = []
        self._lines: list[int] = []
        self._n_faults = 0

    def rows(self, body: bytes) -> list[Row]:
        if kind := kind_of(body):
            raise DataError(f"expected CSV, got {kind}{_PACKED if kind.name == 'gzip' else ''}")
        with TemporaryDirectory() as scratch:
            path = Path(scratch) / "body"
            path.write_bytes(body)
            with opened_text(path, Path(scratch), Reading(header=True)) as (names, pieces):
                self._require_names(names)
                found = [row for piece in pieces for row in self._piece(names, piece)]
        if self._faults:
            more = self._n_faults - len(self._faults)
            raise InputError([*self._faults, rest_of(more)] if more else self._faults)
        return found

    def faults_of(self, error: BadRows) -> list[Fault]:
        """Return rows that are not valid as faults of the inputs that they are, counted with the valid ones before them."""
        rows = [(bisect(self._lines, line) + index, line, detail) for index, (line, detail) in enumerate(error.rows)]
        faults = [Fault(f"{ROOT}/{row}", f"line {line}: {detail}") for row, line, detail in rows]
        return [*faults, rest_of(error.n_rows - len(faults))] if error.n_rows > len(faults) else faults

    def _require_names(self, names: Sequence[str]) -> None:
        missing = [name for name in self._names if name not in names]
        unknown = self._extras.taken_out(names, {*self._names, *self._passed_over})
        faults = [Fault("", f"line 1: expected a column {name!r}, got none") for name in missing]
        hint = "; extra=ignore passes over them"
        faults += [
            Fault("", f"line 1: expected no other columns than the model's, got {name[:40]!r}{did_you_mean(name, missing) or hint}")
            for name in unknown
        ]
        if faults:
            raise InputError(faults[:MAX_FAULTS])

    def _piece(self, names: Sequence[str], piece: Piece) -> list[Row]:
        columns = dict(zip(names, piece.columns, strict=True))
        if len(self._lines) + piece.n_rows > MAX_ITEMS:
            raise InputError([Fault(ROOT, f"expected at most {MAX_ITEMS:,} inputs, got more")])
        values = [self._values(name, columns[name], piece.lines) for name in self._names]
        self._lines += piece.lines
        return [dict(zip(self._names, row, strict=True)) for row in zip(*values, strict=True)]

    def _values(self, name: str, cells: pl.Series, lines: Sequence[int]) -> list[Any]:
        how = self._cells[name]
        values, wrong = read_cells(cells, how)
        if how.type == "number" and wrong.any():
            plain = _plain_numbers(cells, how)
            is_plain = wrong & plain.is_not_null()
            values, wrong = values.zip_with(~is_plain, plain), wrong & ~is_plain
        for row in wrong.arg_true().to_list():
            self._n_faults += 1
            if len(self._faults) < MAX_FAULTS:
                pointer = f"{ROOT}/{len(self._lines) + row}{pointer_of([name])}"
                self._faults.append(Fault(pointer, f"line {lines[row]}: expected {_EXPECTED[how.type]}, got {quote(cells[row])}"))
        if (notes := cleaned_columns()) is not None and _are_cleaned(cells, values, how):
            notes.note(name)
        return _LISTED[how.type](values, cells)


def _cells_of(signature: InputSignature) -> tuple[CellReading, ...]:
    """Return how the cells of a model of an earlier release are read."""
    text = signature.text_indices
    return tuple(plain_cells("text" if index in text else "float64") for index in range(len(signature.columns or ())))


def _are_cleaned(cells: pl.Series, values: pl.Series, how: CellReading) -> bool:
    """Tell whether cells were taken in another form than they came: texts in any, truth values and dates without blanks around them.

    Blanks around a number, and how a file writes a missing value, mean nothing.
    """
    if how.type == "number":
        return False
    taken = values if how.type == "text" else cells.str.strip_chars(BLANK_CHARACTERS)
    return bool((taken != cells).filter(values.is_not_null()).any())


def _plain_numbers(cells: pl.Series, how: CellReading) -> pl.Series:
    """Return numbers with one meaning that uploads do not read as numbers of the column: above 2**53, or with points in place of decimal commas."""
    text = cells.str.strip_chars(BLANK_CHARACTERS)
    if how.decimal == ",":
        text = text.set(text.str.contains(POINT_OF_THREE), None)
    values = text.cast(pl.Float64, strict=False)
    return values.set(~values.is_finite(), None)


def _numbers(values: pl.Series, cells: pl.Series) -> list[Any]:
    """Return numbers; whole ones as they are written, as a float of 64 bits an id above 2**53 would be another one."""
    whole = cells.set(values.is_null(), None).str.strip_chars().cast(pl.Int128, strict=False)
    return [number if exact is None else exact for number, exact in zip(values.to_list(), whole.to_list(), strict=True)]


def _texts(values: pl.Series, cells: pl.Series) -> list[Any]:
    return values.to_list()


def _instants(values: pl.Series, cells: pl.Series) -> list[Any]:
    """Return dates as ISO text, which rows of JSON have for them."""
    return values.dt.to_string("%Y-%m-%dT%H:%M:%S").to_list()


#: How values of a type become those of a row.
_LISTED: dict[str, Callable[[pl.Series, pl.Series], list[Any]]] = {"number": _numbers, "boolean": _texts, "text": _texts, "date": _instants}
