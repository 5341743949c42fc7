"""Digests of the parts of an artifact, by which a file that was changed after it was written is refused.

They find corruption and mistakes. They do not protect from someone who changes a file on purpose and writes new digests into it.
"""

import json
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import h5py
import numpy as np

from models.core.errors import ArtifactError

#: Bytes of values that are read at a time, about.
PIECE_BYTES = 4 * 1024 * 1024
#: Group of everything that Keras does not read, and the data set with the digests in it.
GROUP, DIGESTS = "modelbook", "digests"
#: First format version of artifacts with digests.
_FIRST_VERSION = 5
#: Name of the part that consists of the attributes of the file.
_ATTRIBUTES = "attributes"
#: Groups whose members are parts of their own: a message then names a layer, or what was recorded.
_SPLIT = (GROUP, "model_weights")


def write_digests(file: h5py.File) -> None:
    """Write the digests of all other parts into an artifact that is complete."""
    file[GROUP].create_dataset(DIGESTS, data=json.dumps(digests_of(file)), dtype=h5py.string_dtype())


def require_unchanged(path: Path) -> None:
    """Refuse an artifact that was changed after it was written; for readers that need its weights only.

    Raises:
        ArtifactError: A part was changed, added or removed, or the file is not an artifact.
    """
    try:
        with h5py.File(path, "r") as file:
            require_digests(file, path.name)
    except (OSError, AttributeError, LookupError, RuntimeError, TypeError, ValueError) as error:
        raise ArtifactError(f"{path.name} is not a whole Modelbook artifact: {error}") from error


def require_digests(file: h5py.File, name: str) -> None:
    """Refuse an artifact whose parts are not those that were written; one of a format version without digests passes.

    Args:
        file: The artifact.
        name: Its name, for messages.

    Raises:
        ArtifactError: A part was changed, added or removed; the message names it.
    """
    if int(file[GROUP].attrs["format_version"]) < _FIRST_VERSION:
        return
    if DIGESTS not in file[GROUP]:
        raise ArtifactError(f"{name} is not a whole Modelbook artifact: {GROUP}/{DIGESTS} is missing")
    expected, found = json.loads(file[GROUP][DIGESTS].asstr()[()]), digests_of(file)
    if missing := [part for part in expected if part not in found]:
        raise ArtifactError(f"{name} is not a whole Modelbook artifact: {', '.join(missing)} missing")
    if changed := [part for part in found if found[part] != expected.get(part)]:
        raise ArtifactError(f"{name} was changed after it was written: {', '.join(changed)} differ from the recorded SHA-256; use an unchanged copy")


def digests_of(file: h5py.File) -> dict[str, str]:
    """Return the SHA-256 of every part of an artifact by its path: content, types and names."""
    hashing = _Hashing()
    parts = {_ATTRIBUTES: hashing.of_attributes(file)}
    return parts | {path: hashing.of_item(file[path]) for path in sorted(_paths(file))}


def _paths(file: h5py.File) -> list[str]:
    whole = [name for name in file if name not in _SPLIT]
    inner = [f"{group}/{name}" for group in _SPLIT if group in file for name in file[group]]
    return [path for path in whole + inner if path != f"{GROUP}/{DIGESTS}"]


class _Hashing:
    """Hashes the parts of one file; values with several hard links are read once."""

    def __init__(self) -> None:
        self._known: dict[int, str] = {}

    def of_attributes(self, file: h5py.File) -> str:
        """Hash the attributes of the file, and of the groups whose members are parts."""
        digest = sha256()
        for group in (file, *(file[name] for name in _SPLIT if name in file)):
            _add_attributes(group.attrs, digest)
        return digest.hexdigest()

    def of_item(self, item: h5py.Group | h5py.Dataset) -> str:
        """Hash a data set, or a group with everything in it."""
        digest = sha256()
        _add_attributes(item.attrs, digest)
        if isinstance(item, h5py.Dataset):
            digest.update(self._of_values(item).encode())
        else:
            for name in sorted(item):
                digest.update(f"/{name} {self.of_item(item[name])}\n".encode())
        return digest.hexdigest()

    def _of_values(self, data: h5py.Dataset) -> str:
        address = h5py.h5o.get_info(data.id).addr
        if address not in self._known:
            self._known[address] = _values_hash(data)
        return self._known[address]


def _values_hash(data: h5py.Dataset) -> str:
    digest = sha256(f"{data.dtype.str} {data.shape}\n".encode())
    for values in _pieces(data):
        digest.update(values if isinstance(values, bytes) else np.ascontiguousarray(values).data)
    return digest.hexdigest()


def _pieces(data: h5py.Dataset) -> Iterator[Any]:
    """Yield the values in order, large ones in pieces: no other thread runs while one is read."""
    if data.nbytes <= PIECE_BYTES or not data.shape:
        yield data[()]
        return
    step = max(1, PIECE_BYTES * data.shape[0] // data.nbytes)
    for start in range(0, data.shape[0], step):
        yield data[start : start + step]


def _add_attributes(attributes: h5py.AttributeManager, digest: Any) -> None:
    for name in sorted(attributes):
        digest.update(f"@{name} {np.asarray(attributes[name]).tolist()!r}\n".encode())
