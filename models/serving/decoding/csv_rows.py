"""Decode a CSV file of raw inputs to rows by column name."""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from math import isfinite
from typing import Any, ClassVar

from models.artifact.samples.bounds import MAX_ITEMS
from models.artifact.samples.numbers import MAX_FAULTS, ROOT
from models.artifact.samples.read import Items
from models.artifact.signature import InputSignature, Signature
from models.core.errors import Fault, InputError
from models.core.faults import pointer_of
from models.serving.decoding import FILE, BodyFormat, Extras

Row = dict[str, Any]

#: A whole number of 64 bits, or a little more.
_INTEGER = re.compile(r"[+-]?[0-9]{1,20}")
#: Longest line, in characters.
MAX_LINE = 4 * 1024 * 1024


class CsvRows(BodyFormat):
    """Rows as CSV, the first line the names of the columns."""

    name = "csv"
    rank = 30
    media_types = ("text/csv",)
    documented: ClassVar = {"text/csv": {**FILE, "description": "The first line names the model's columns, in any order."}}
    is_quick = False

    def decode(self, body: bytes, signature: Signature, extras: Extras) -> Items:
        return rows_of_csv(body, signature.input)


def rows_of_csv(body: bytes, signature: InputSignature) -> list[Row]:
    """Read a CSV file: UTF-8, its first line the names of the model's columns in any order, an empty cell for a missing value.

    Args:
        body: The file.
        signature: Signature of the input.

    Returns:
        A dict a row, from column names to numbers, text or None.

    Raises:
        InputError: The model has no named columns, or the file is not such a table; details name the line.
    """
    if signature.columns is None:
        raise InputError([Fault("", "expected rows of numbers as application/json: CSV needs column names, which this model lacks")])
    text = {name for index, name in enumerate(signature.columns) if signature.input_dtype == "str" or index in signature.text_columns}
    try:
        reader = csv.reader(_short_lines(body.decode("utf-8-sig")), strict=True)
        header = next(reader, [])
        _require_columns(header, signature.columns)
        return _rows(reader, header, text)
    except UnicodeDecodeError as error:
        raise InputError([Fault("", f"expected CSV in UTF-8: {error}")]) from error
    except csv.Error as error:
        raise InputError([Fault("", f"line {reader.line_num}: expected CSV: {error}")]) from error


def _short_lines(text: str) -> Iterator[str]:
    """Yield the lines of a text; a line of megabytes would be read in one go, with all other requests waiting."""
    lines = io.StringIO(text, newline="")
    while line := lines.readline(MAX_LINE + 1):
        if len(line) > MAX_LINE:
            raise csv.Error(f"expected lines of at most {MAX_LINE:,} characters, got a longer one")
        yield line


def _require_columns(header: Sequence[str], columns: Sequence[str]) -> None:
    """Refuse a first line that does not name each column once and no other."""
    faults = [Fault("", f"line 1: expected a column {name!r}, got none") for name in columns if name not in header]
    faults += [Fault("", f"line 1: expected no other columns than the model's, got {name[:40]!r}") for name in header if name not in columns]
    if not faults and len(header) > len(columns):
        faults = [Fault("", f"line 1: expected each column once, got {', '.join(header)[:200]}")]
    if faults:
        raise InputError(faults[:MAX_FAULTS])


def _rows(reader: Any, header: list[str], text: set[str]) -> list[Row]:
    rows: list[Row] = []
    faults: list[Fault] = []
    for cells in reader:
        if not cells:  # A blank line.
            continue
        faults += _row_faults(cells, header, text, f"{ROOT}/{len(rows)}", f"line {reader.line_num}")
        rows.append({name: _value(cell, name in text) for name, cell in zip(header, cells, strict=False)})
        if len(rows) > MAX_ITEMS:
            faults = [Fault(ROOT, f"expected at most {MAX_ITEMS:,} inputs, got more")]
        if len(faults) >= MAX_FAULTS or len(rows) > MAX_ITEMS:
            break
    if faults:
        raise InputError(faults[:MAX_FAULTS])
    return rows


def _row_faults(cells: list[str], header: list[str], text: set[str], pointer: str, line: str) -> list[Fault]:
    if len(cells) != len(header):
        return [Fault(pointer, f"{line}: expected {len(header)} cells, got {len(cells)}")]
    return [
        Fault(pointer + pointer_of([name]), f"{line}: expected a number, got {cell[:40]!r}")
        for name, cell in zip(header, cells, strict=True)
        if isinstance(_value(cell, name in text), str) and name not in text
    ]


def _value(cell: str, is_text: bool) -> Any:
    """Return the value of a cell; text where it is not the number expected."""
    if not cell:
        return None
    if not is_text and _INTEGER.fullmatch(cell) and -(2**63) <= (whole := int(cell)) < 2**64:
        return whole  # As a float, an id above 2**53 would be another one.
    try:
        number = float("nan") if is_text else float(cell)
    except ValueError:
        return cell
    return number if isfinite(number) else cell
