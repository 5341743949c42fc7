"""Cut a file into blocks at the ends of rows."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np

from models.core.arrays import Array
from models.core.errors import DataError
from models.uploads.table import limits

#: Bytes of the first block, by which types are assumed, and of the others.
FIRST_BYTES, BLOCK_BYTES = 256 * 1024, 8 * 1024 * 1024
_QUOTE, _FEED = ord('"'), ord("\n")


@dataclass(frozen=True)
class Block:
    """Consecutive rows of a file.

    Args:
        content: Their bytes.
        offset: Where they begin in the file.
        line: Line of the first, from 1.
    """

    content: bytes
    offset: int
    line: int

    @cached_property
    def n_ends(self) -> int:
        """Return the number of line ends."""
        return int(np.count_nonzero(self.characters == _FEED))

    @cached_property
    def characters(self) -> Array:
        """Return the bytes as an array."""
        return np.frombuffer(self.content, np.uint8)


def blocks(path: Path, offset: int, line: int) -> Iterator[Block]:
    """Yield the rows of a file from an offset on.

    Raises:
        DataError: A row is too long.
    """
    with path.open("rb") as file:
        file.seek(offset)
        rest, size = b"", FIRST_BYTES
        while True:
            chunk = file.read(size)
            content = rest + chunk
            cut = _end_of_rows(content) if chunk else len(content)
            if cut:
                block = Block(content[:cut], offset, line)
                yield block
                line, offset = line + block.n_ends, offset + cut
            elif len(content) > limits.MAX_RECORD:
                raise too_long(line)
            rest = content[cut:]
            if not chunk:
                return
            size = BLOCK_BYTES


def too_long(line: int) -> DataError:
    """Return the refusal of a row that never ends."""
    return DataError(f"line {line}: expected at most {limits.MAX_RECORD:,} characters in a row, got more; is a quote not closed?")


def row_ends(content: bytes) -> Array:
    """Return the positions of the line ends outside quoted cells, int64 array."""
    characters = np.frombuffer(content, np.uint8)
    ends = np.flatnonzero(characters == _FEED)
    quotes = np.flatnonzero(characters == _QUOTE)
    outside: Array = ends[np.searchsorted(quotes, ends) % 2 == 0]
    return outside


def _end_of_rows(content: bytes) -> int:
    """Return the position behind the last row that is whole; 0 for none."""
    if b'"' not in content:
        return content.rfind(b"\n") + 1
    ends = row_ends(content)
    return int(ends[-1]) + 1 if len(ends) else 0
