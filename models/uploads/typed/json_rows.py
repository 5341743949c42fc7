"""The rows of JSON objects, one a line or in one array."""

import codecs
import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from models.core.errors import DataError
from models.core.faults import quote
from models.uploads.joined_faults import MAX_LISTED, joined_faults
from models.uploads.reading.reading import Reading
from models.uploads.stored.upload_record import Record
from models.uploads.table.made_bytes import bounded, require_bounded
from models.uploads.table.names import sound_names
from models.uploads.table.understanding import read_table
from models.uploads.typed.canonical import note_on_lists
from models.uploads.typed.frames import record_of_table
from models.uploads.typed.value_columns import Row, ValueColumns

#: Longest line, in bytes.
MAX_LINE = 16 * 1024 * 1024
#: Largest file that is one array, in bytes: it is parsed as a whole.
MAX_ARRAY_BYTES = 256 * 1024 * 1024
#: Bytes between values of JSON.
_BLANK = b" \t\r\n"

#: The escape of half a character; most are followed or preceded by that of the other half.
_HALF = re.compile(rb"\\u[dD][89a-fA-F]")

#: An object, and the line or the number, from 1, where it is.
Numbered = tuple[int, dict[str, Any]]


def read_objects(path: Path, folder: Path, reading: Reading) -> Record:
    """Read JSON objects as rows of a table; a member that an object lacks is a missing value.

    Args:
        path: The file, in UTF-8.
        folder: A folder for the values.
        reading: What the caller has said.

    Raises:
        DataError: The file is not JSON, or has values that are no rows; the message names the lines.
    """
    word, objects = _objects(path)
    indices: dict[str, int] = {}
    n_rows = 0
    for _, row in _sound(objects(), word):
        n_rows += 1
        for name in row:
            indices.setdefault(name, len(indices))
    if not indices:
        raise DataError("expected at least one object with values, got none")
    _require_rows(objects(), word)
    require_bounded(n_rows * len(indices), path)
    names = sound_names("", list(indices))

    def rows() -> Iterator[Row]:
        for where, row in _sound(objects(), word):
            yield where, [row.get(name) for name in indices]

    columns = ValueColumns(names, rows, word)
    table = read_table(folder, names, bounded(columns.pieces, path), reading)
    return record_of_table(table, note_on_lists(columns.lists()))


def _require_rows(objects: Iterable["Numbered | str"], word: str) -> None:
    """Refuse one object whose members are columns, as pandas writes by default."""
    first = list(islice(_sound(objects, word), 2))
    if len(first) == 1 and all(isinstance(value, list | dict) and value for value in first[0][1].values()):
        raise DataError("expected one object a row, got one object of columns; write rows, as DataFrame.to_json(orient='records') does")


def _objects(path: Path) -> tuple[str, Callable[[], Iterable["Numbered | str"]]]:
    """Return the word for where a row is, and what yields the rows, or what is wrong instead of one."""
    with path.open("rb") as file:
        head = file.read(4096).removeprefix(codecs.BOM_UTF8).lstrip(_BLANK)
    if head[:1] != b"[":
        return "line", lambda: _lines(path)
    whole = _array(path)
    return "object", lambda: (_numbered(where, value, "object") for where, value in enumerate(whole, 1))


def _sound(objects: Iterable["Numbered | str"], word: str) -> Iterator[Numbered]:
    """Yield the objects; where some are no rows, look for all of these and raise an error that names them."""
    rest = iter(objects)
    for item in rest:
        if isinstance(item, str):
            faults = [item, *islice((other for other in rest if isinstance(other, str)), MAX_LISTED - 1)]
            n_more = sum(isinstance(other, str) for other in rest)
            raise DataError(joined_faults(faults, len(faults) + n_more))
        yield item


def _lines(path: Path) -> Iterator["Numbered | str"]:
    number = 0
    with path.open("rb") as file:
        while line := file.readline(MAX_LINE + 1):
            number += 1
            if len(line) > MAX_LINE:
                raise DataError(f"line {number}: expected at most {MAX_LINE:,} bytes in a line, got more; one object a line is expected")
            text = line.removeprefix(codecs.BOM_UTF8) if number == 1 else line
            if text.strip(_BLANK):
                yield _parsed_line(number, text)


def _parsed_line(number: int, line: bytes) -> "Numbered | str":
    try:
        return _numbered(number, _parsed(line), "line")
    except (ValueError, RecursionError) as error:
        return f"line {number}: expected a JSON object, got {_reason(error, line)}"


def _array(path: Path) -> list[Any]:
    size = path.stat().st_size
    if size > MAX_ARRAY_BYTES:
        raise DataError(f"expected a JSON array of at most {MAX_ARRAY_BYTES:,} bytes, got {size:,}; write one object a line (JSON Lines) instead")
    content = path.read_bytes().removeprefix(codecs.BOM_UTF8)
    try:
        found = _parsed(content)
    except (ValueError, RecursionError) as error:
        raise DataError(f"expected a JSON array of objects, got {_reason(error, content)}") from error
    assert isinstance(found, list)
    return found


def _numbered(where: int, value: Any, word: str) -> "Numbered | str":
    if isinstance(value, dict):
        return where, value
    return f"{word} {where}: expected an object with the values of a row by column, got {_named(value)}"


def _parsed(text: bytes) -> Any:
    found = json.loads(text.decode("utf-8"), object_pairs_hook=_distinct, parse_constant=_constant)
    if _HALF.search(text):
        _require_whole(found)
    return found


def _require_whole(found: Any) -> None:
    """Refuse half a character, which an escape can write and no text can hold."""
    try:
        json.dumps(found, ensure_ascii=False).encode()
    except UnicodeEncodeError as error:
        raise ValueError(f"half of a character, the escape \\u{ord(error.object[error.start]):04x} without its other half") from error


def _distinct(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        (double, _), *_ = Counter(name for name, _ in pairs).most_common(1)
        raise ValueError(f"the member {quote(double)} twice")
    return found


def _constant(name: str) -> float | None:
    """Return a value that JSON does not have but Python writes: NaN is a missing value."""
    if name == "NaN":
        return None
    raise ValueError(f"{name}; a number has to be finite")


def _reason(error: Exception, text: bytes) -> str:
    if isinstance(error, RecursionError):
        return "one that is nested too deep"
    if isinstance(error, UnicodeDecodeError):
        return f"the byte 0x{error.object[error.start]:02x}, which is not UTF-8"
    if isinstance(error, json.JSONDecodeError):
        return f"{quote(text[:40].decode('utf-8', 'replace'))}: {error.msg} (character {error.pos})"
    return str(error)


def _named(value: Any) -> str:
    return "a list" if isinstance(value, list) else "a text" if isinstance(value, str) else "null" if value is None else "a number or a truth value"
