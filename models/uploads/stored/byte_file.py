"""Values of any length, such as texts and pictures, one after the other in a file."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np


def append_blobs(folder: Path, name: str, values: Sequence[bytes]) -> None:
    """Write values behind those that are there.

    Args:
        folder: Where the two files lie: the bytes, and the size of each value as int64.
        name: What the files are called.
        values: The values.
    """
    sizes = np.fromiter(map(len, values), np.int64, len(values))
    with _bytes(folder, name).open("ab") as file:
        file.writelines(values)
    with _sizes(folder, name).open("ab") as file:
        file.write(sizes.tobytes())


def read_blobs(folder: Path, name: str, n: int = -1) -> Iterator[bytes]:
    """Yield the values in the order they were written in.

    Args:
        folder: Where the two files lie.
        name: What they are called.
        n: How many values, at most; -1 for all.
    """
    with _bytes(folder, name).open("rb") as file:
        for size in np.fromfile(_sizes(folder, name), np.int64, n).tolist():
            yield file.read(size)


def _bytes(folder: Path, name: str) -> Path:
    return folder / f"{name}.bytes"


def _sizes(folder: Path, name: str) -> Path:
    return folder / f"{name}.sizes"
