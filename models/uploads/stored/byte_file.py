"""Concatenated values of any length, such as texts and encoded images, in a file."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np


def append_blobs(folder: Path, name: str, values: Sequence[bytes]) -> None:
    """Append values to the two files `name` in a folder: the bytes, and the size of each value as int64."""
    sizes = np.fromiter(map(len, values), np.int64, len(values))
    with _bytes(folder, name).open("ab") as file:
        file.writelines(values)
    with _sizes(folder, name).open("ab") as file:
        file.write(sizes.tobytes())


def read_blobs(folder: Path, name: str, end: int = -1, first: int = 0) -> Iterator[bytes]:
    """Yield consecutive values of the files `name` in the order of writing.

    Args:
        folder: The folder.
        name: Name of the files.
        end: Index after the last value; -1 for all.
        first: Index of the first value, from 0.
    """
    sizes = np.fromfile(_sizes(folder, name), np.int64, end)
    with _bytes(folder, name).open("rb") as file:
        file.seek(int(sizes[:first].sum()))
        for size in sizes[first:].tolist():
            yield file.read(size)


def read_texts(folder: Path, name: str, first: int, end: int) -> list[str]:
    """Return consecutive values of the files `name`, each a short text in UTF-8; arguments as for `read_blobs`."""
    sizes = np.fromfile(_sizes(folder, name), np.int64, end)
    start = int(sizes[:first].sum())
    ends = np.cumsum(sizes[first:])
    with _bytes(folder, name).open("rb") as file:
        file.seek(start)
        block = file.read(int(ends[-1]) if len(ends) else 0)
    spans = zip([0, *ends[:-1].tolist()], ends.tolist(), strict=True)
    if block.isascii():  # Then a character is a byte, and all are decoded at once.
        text = block.decode()
        return [text[begin:stop] for begin, stop in spans]
    return [block[begin:stop].decode() for begin, stop in spans]


def blobs_bytes(folder: Path, name: str) -> int:
    """Return the size of all values of the files `name` together, in bytes."""
    return _bytes(folder, name).stat().st_size


def _bytes(folder: Path, name: str) -> Path:
    return folder / f"{name}.bytes"


def _sizes(folder: Path, name: str) -> Path:
    return folder / f"{name}.sizes"
