"""Resume points: all that a fit needs to go on, in one file."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np

from models.core.arrays import Array
from models.core.files import write_atomically
from models.training.resuming.kept import Kept

#: Member of the file with all that is not an array.
_HEADER = "header"


class DamagedPointError(Exception):
    """A file is not a whole resume point."""


@dataclass(frozen=True)
class Point:
    """A resume point: a zip archive of NumPy arrays, whose members have checksums.

    Args:
        identity: What a fit must have in common with the one that it is of; JSON values.
        epoch: Index of the epoch to continue with, from 0.
        batch: Batches of this epoch that are done.
        parts: States of the objects of the fit by name.
    """

    identity: dict[str, Any]
    epoch: int
    batch: int
    parts: dict[str, Kept]

    def write(self, path: Path) -> None:
        """Write the point atomically."""
        header = {"identity": self.identity, "epoch": self.epoch, "batch": self.batch, "parts": {n: part.values for n, part in self.parts.items()}}
        arrays = {f"{name}/{index}": array for name, part in self.parts.items() for index, array in enumerate(part.arrays)}
        written = np.frombuffer(json.dumps(header).encode(), np.uint8)

        def fill(draft: Path) -> None:
            with draft.open("wb") as file:
                np.savez(file, allow_pickle=False, **{_HEADER: written}, **arrays)

        write_atomically(path, fill)

    @classmethod
    def read(cls, path: Path) -> "Point":
        """Read a point.

        Raises:
            DamagedPointError: The file is not whole.
        """
        try:
            with path.open("rb") as raw, np.load(raw, allow_pickle=False) as file:
                header = json.loads(file[_HEADER].tobytes())
                arrays = {name: file[name] for name in file.files if name != _HEADER}
            parts = {name: Kept(values, _arrays_of(name, arrays)) for name, values in header["parts"].items()}
            return cls(header["identity"], header["epoch"], header["batch"], parts)
        except (OSError, EOFError, BadZipFile, KeyError, ValueError, TypeError) as error:
            raise DamagedPointError(f"{path.name} is not a whole resume point: {error}") from error


def _arrays_of(part: str, arrays: dict[str, Array]) -> tuple[Array, ...]:
    found = {int(name.rsplit("/", 1)[1]): array for name, array in arrays.items() if name.rsplit("/", 1)[0] == part}
    return tuple(found[index] for index in range(len(found)))
