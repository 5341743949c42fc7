"""Read a block of rows by polars, and prove that nothing in it was misunderstood."""

import re
from collections.abc import Mapping, Sequence

import numpy as np
import polars as pl

from models.core.arrays import EXACT, Array
from models.uploads.delimited.blocks import Block, row_ends
from models.uploads.delimited.layout import Layout
from models.uploads.table import limits
from models.uploads.table.piece import Piece
from models.uploads.table.shape import CODE_CELL

_QUOTE, _FEED, _ZERO = ord('"'), ord("\n"), ord("0")

#: A plus sign before as many digits as telephone numbers have.
_TELEPHONE = re.compile(rb"\+[0-9]{7}")


def quick_piece(block: Block, layout: Layout, plain_types: Mapping[int, pl.DataType]) -> Piece | None:
    """Return the rows of a block; None where they are to be read one by one.

    Args:
        block: The block, in UTF-8.
        layout: Layout of the file.
        plain_types: Types of the columns, by index, that are read as numbers at once; None is returned where one has anything else.
    """
    content, width = block.content, len(layout.names)
    if b"\r" in content and content.count(b"\r") != content.count(b"\r\n"):
        return None
    has_quotes = b'"' in content
    # Where a cell may be a code such as 007, numbers are read as text first, so that it is seen.
    has_codes = bool(plain_types) and _has_code(block, layout.delimiter, has_quotes)
    schema = {str(index): pl.String() if has_codes else plain_types.get(index, pl.String()) for index in range(width)}
    try:
        table = pl.read_csv(content, has_header=False, schema=schema, separator=layout.delimiter, low_memory=False)
    except pl.exceptions.PolarsError:
        return None
    if table.is_empty() or not _is_sound(table, block, layout.delimiter, has_quotes):
        return None
    if has_codes:
        table = _with_numbers(table, plain_types)
    lines = _lines(block, has_quotes)
    return Piece(table.get_columns(), lines) if len(lines) == len(table) else None


def _with_numbers(table: pl.DataFrame, plain_types: Mapping[int, pl.DataType]) -> pl.DataFrame:
    """Return a table with the columns converted that have numbers of these types only, and no codes."""
    sure = [index for index in plain_types if not table.to_series(index).str.contains(CODE_CELL).any()]
    found = table.select(pl.col(str(index)).cast(plain_types[index], strict=False) for index in sure)
    right = [column for column in found.get_columns() if column.null_count() == table[column.name].null_count()]
    right = [column for column in right if _are_exact(column.to_frame())]
    return table.with_columns(right)


def _is_sound(table: pl.DataFrame, block: Block, delimiter: str, has_quotes: bool) -> bool:
    """Return whether each row has all its cells, no cell is too long, and the numbers are exact."""
    n_delimiters = int(np.count_nonzero(block.characters == ord(delimiter)))
    texts = [column for column in table.get_columns() if column.dtype == pl.String]
    if has_quotes and texts:
        n_delimiters -= sum(int(text.str.count_matches(delimiter, literal=True).sum()) for text in texts)
    if n_delimiters != len(table) * (table.width - 1):
        return False
    if table.width == 1 and table.to_series(0).null_count():
        return False
    if any((text.str.len_bytes() > limits.MAX_CELL).any() for text in texts):
        return False
    numbers = table.select(pl.selectors.numeric())
    return numbers.width == 0 or _are_exact(numbers)


def _are_exact(numbers: pl.DataFrame) -> bool:
    floats, integers = numbers.select(pl.selectors.float()), numbers.select(pl.selectors.integer())
    if floats.width and not all(floats.select(pl.all().is_finite().all()).row(0)):
        return False
    if not integers.width:
        return True
    ends = integers.select(pl.all().min().name.suffix("-"), pl.all().max().name.suffix("+")).row(0)
    return all(end is None or -EXACT < end < EXACT for end in ends)


def _has_code(block: Block, delimiter: str, has_quotes: bool) -> bool:
    """Return whether a cell begins with a zero before another digit, or a plus sign before many, so that it may be a code."""
    if block.content[:1] == b"0" and block.content[1:2].isdigit():
        return True
    if b"+" in block.content and _TELEPHONE.search(block.content):
        return True
    before = [ord(delimiter), _FEED, *((_QUOTE,) if has_quotes else ())]
    pairs = [first + 256 * _ZERO for first in before]
    return any(_continues(block.characters, start, pairs) for start in (0, 1))


def _continues(characters: Array, start: int, pairs: Sequence[int]) -> bool:
    """Return whether a digit follows any of these pairs of characters, which are looked for at every second position."""
    usable = characters[start:]
    view = usable[: len(usable) // 2 * 2].view("<u2")
    found = view == pairs[0]
    for pair in pairs[1:]:
        found |= view == pair
    at = np.flatnonzero(found) * 2 + start + 2
    following = characters[at[at < len(characters)]]
    return bool(((following >= _ZERO) & (following <= _ZERO + 9)).any())


def _lines(block: Block, has_quotes: bool) -> Sequence[int]:
    """Return the line of each row."""
    content = block.content
    n_ends = block.n_ends + (not content.endswith(b"\n"))
    if not has_quotes:
        return range(block.line, block.line + n_ends)
    ends = row_ends(content)
    starts = np.concatenate([[0], ends + 1])
    starts = starts[starts < len(content)]
    feeds = np.flatnonzero(block.characters == _FEED)
    lines: list[int] = (block.line + np.searchsorted(feeds, starts)).tolist()
    return lines
