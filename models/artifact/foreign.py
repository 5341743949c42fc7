"""Read the weights of a network from an HDF5 file of unknown origin."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import h5py
import numpy as np

from models.core.errors import ArtifactError

#: Most parts of a list of names that Keras splits to fit HDF5's attributes.
_MAX_PARTS = 1_000


@contextmanager
def foreign_weights(path: Path) -> Iterator[dict[str, list[h5py.Dataset]]]:
    """Open the weights of each layer, in order, without reading them: their sizes are not checked yet.

    The file holds weights only, or a whole model as Keras writes it into ".h5". Links out of the file, and data stored outside
    it, are refused.

    Args:
        path: The file.

    Raises:
        ArtifactError: The file is not one of these.
    """
    try:
        with h5py.File(path, "r") as file:
            yield _layers(file)
    except (OSError, KeyError, ValueError, RuntimeError) as error:
        raise ArtifactError(f"expected an HDF5 file with the weights of a network: {error}") from error


def _layers(file: h5py.File) -> dict[str, list[h5py.Dataset]]:
    group = (
        file if "layer_names" in file.attrs or "layer_names0" in file.attrs else _child(file, "model_weights") if "model_weights" in file else None
    )
    if not isinstance(group, h5py.Group):
        detail = "expected layers by name, as the weights of a model are downloaded here or as model.save writes them into a .h5 file"
        raise ArtifactError(f"{detail}; that of a .weights.h5 file is another layout" if "layers" in file else f"{detail}; got {_found(file)}")
    found = {name: _weights(_child(group, name)) for name in names_in(group, "layer_names")}
    return {name: weights for name, weights in found.items() if weights}


def _found(file: h5py.File) -> str:
    return f"the groups {', '.join(list(file)[:5])}" if len(file) else "an empty file"


def _weights(group: h5py.Group | h5py.Dataset) -> list[h5py.Dataset]:
    if not isinstance(group, h5py.Group):
        raise ArtifactError(f"expected a layer in {group.name}, got an array")
    return [_dataset(group, name) for name in names_in(group, "weight_names")]


def _dataset(group: h5py.Group, name: str) -> h5py.Dataset:
    item = _child(group, name)
    if not isinstance(item, h5py.Dataset) or item.dtype.kind != "f" or item.external or item.is_virtual:
        raise ArtifactError(f"expected the numbers of a weight in {group.name}/{name}, within the file")
    return item


def _child(group: h5py.Group, path: str) -> h5py.Group | h5py.Dataset:
    """Follow a path by links that stay in the file."""
    item = group
    for part in path.split("/"):
        if not isinstance(item, h5py.Group) or not isinstance(item.get(part, getlink=True), h5py.HardLink):
            raise ArtifactError(f"expected {path} in {group.name}, got none stored in the file itself")
        item = item[part]
    return item


def names_in(group: h5py.Group, key: str) -> Sequence[str]:
    """Read a list of names from the attributes of a group, which Keras splits where it is long."""
    parts = [key] if key in group.attrs else [name for index in range(_MAX_PARTS) if (name := f"{key}{index}") in group.attrs]
    values = [value for part in parts for value in np.atleast_1d(group.attrs[part]).tolist()]
    return [value.decode() if isinstance(value, bytes) else str(value) for value in values]
