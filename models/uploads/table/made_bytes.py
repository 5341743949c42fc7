"""How many bytes a table takes once it is made of a file: forms that repeat values declare billions of them in some kilobytes."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import polars as pl

from models.core.errors import DataError
from models.uploads.archive import MAX_INFLATED_BYTES, MAX_INFLATION
from models.uploads.table.piece import Piece

#: Bytes of a number, and of the size of a text.
_VALUE_BYTES = 8


def bounded(pieces: Callable[[], Iterable[Piece]], path: Path) -> Callable[[], Iterator[Piece]]:
    """Return what yields the pieces of a table while it is not too large for its file.

    Args:
        pieces: Yields the pieces from the first on, each time it is called.
        path: The file that they are made of.
    """

    def yielded() -> Iterator[Piece]:
        n_values = n_bytes = 0
        for piece in pieces():
            n_values += piece.n_rows * len(piece.columns)
            n_bytes += sum(map(text_bytes, piece.columns))
            require_bounded(n_values, path, n_bytes)
            yield piece

    return yielded


def require_bounded(n_values: int, path: Path, n_text_bytes: int = 0) -> None:
    """Refuse a file of which far more is made than it holds.

    Args:
        n_values: Number of values that are made of it.
        path: The file.
        n_text_bytes: Bytes of those that are texts, or the least that is known of them.

    Raises:
        DataError: It is too much.
    """
    size = path.stat().st_size
    if _VALUE_BYTES * n_values + n_text_bytes > max(MAX_INFLATED_BYTES, MAX_INFLATION * size):
        expected = f"expected rows that take at most {MAX_INFLATED_BYTES:,} bytes unpacked, or at most {MAX_INFLATION} times of their file"
        raise DataError(f"{expected}; got more in {size:,} bytes. Send rows that repeat themselves so often, or are mostly empty, as CSV.")


def column_bytes(cells: pl.Series) -> int:
    """Return the bytes of the values of a column, as they are stored."""
    return text_bytes(cells) + _VALUE_BYTES * len(cells)


def text_bytes(cells: pl.Series) -> int:
    """Return the bytes of the texts of a column, or of its categories as text; 0 for other values."""
    if isinstance(cells.dtype, pl.Categorical | pl.Enum):
        return int(cells.cat.len_bytes().sum())
    return int(cells.str.len_bytes().sum()) if cells.dtype == pl.String else 0
