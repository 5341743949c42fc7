"""Unpack files that are packed as a whole: gzip, bzip2, xz."""

import bz2
import gzip
import lzma
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from models.core.errors import DataError
from models.core.file_kinds import kind_of_file
from models.core.room import raise_if_full
from models.uploads.archive import MAX_INFLATED_BYTES, MAX_INFLATION, MAX_UNPACKED_BYTES

#: Endings that packing adds to the name of a file.
PACKED_ENDINGS = (".gz", ".gzip", ".bz2", ".xz")
#: Name of the unpacked file while it is read.
UNPACKED = "unpacked"
#: Bytes unpacked at a time.
CHUNK = 1024 * 1024
#: How each kind of packed file is opened.
_OPENERS: dict[str, Callable[[Path], IO[bytes]]] = {"gzip": gzip.open, "bzip2": bz2.open, "xz": lzma.open}  # type: ignore[dict-item]
#: Errors that the libraries raise for a damaged file.
_BROKEN = (zlib.error, lzma.LZMAError, EOFError, OSError, ValueError)


@contextmanager
def unpacked(path: Path, folder: Path, packed_bytes: int | None = None) -> Iterator[tuple[Path, str]]:
    """Unpack a file if it is packed; the copy is deleted at the end of the block.

    Args:
        path: The file.
        folder: A folder for the unpacked copy.
        packed_bytes: Size of what was sent; that of the file when left out. A member of an archive can be packed again.

    Yields:
        The unpacked file, which is the file itself if it is not packed; and what it was packed by, or an empty text.

    Raises:
        DataError: The file is damaged or cut off, or is unpacked too large.
        OSError: The disk is full.
    """
    kind = kind_of_file(path)
    if kind is None or kind.name not in _OPENERS:
        yield path, ""
        return
    plain = folder / UNPACKED
    try:
        _unpack(path, plain, kind.name, path.stat().st_size if packed_bytes is None else packed_bytes)
        yield plain, kind.name
    finally:
        plain.unlink(missing_ok=True)


def without_packing(name: str) -> str:
    """Return the name of a file without an ending that packing adds: rows.csv for rows.csv.gz."""
    ending = next((ending for ending in PACKED_ENDINGS if name.lower().endswith(ending)), "")
    return name[: len(name) - len(ending)]


def _unpack(path: Path, plain: Path, packing: str, packed_bytes: int) -> None:
    most = min(MAX_UNPACKED_BYTES, max(MAX_INFLATED_BYTES, MAX_INFLATION * packed_bytes))
    n_bytes = 0
    try:
        with _OPENERS[packing](path) as packed, plain.open("wb") as file:
            while chunk := packed.read(CHUNK):
                n_bytes += len(chunk)
                if n_bytes > most:
                    raise DataError(f"expected a {packing} file of at most {most:,} bytes unpacked, got more in {packed_bytes:,}")
                file.write(chunk)
    except _BROKEN as error:
        raise_if_full(error)
        came = f"cut off after {path.stat().st_size:,} bytes" if isinstance(error, EOFError) else f"that is damaged ({error})"
        raise DataError(f"expected a whole {packing} file, got one {came}; {n_bytes:,} bytes of it were unpacked") from error
