"""Read the weights of a network from an HDF5 file of unknown origin."""

import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from math import prod
from pathlib import Path

import h5py
import numpy as np

from models.core.errors import ArtifactError
from models.core.faults import listed, quote

#: Most parts of a list of names that Keras splits to fit HDF5's attributes.
_MAX_PARTS = 1_000
#: Most names of layers, and of weights of all layers; and most bytes of one list of them in the file.
MAX_NAMES, _MAX_NAMES_BYTES = 10_000, 16 * 1024 * 1024
#: Longest name, in characters.
_MAX_NAME = 1_000
#: Most parts between the slashes of all names: each is a step from group to group, of which a second has some 30,000.
MAX_STEPS = 100_000
#: Most axes of a weight.
_MAX_AXES = 8
#: Most numbers that one stored byte can stand for: gzip packs up to 1,032 bytes into one.
_MAX_RATIO = 1_100
#: Largest part that is unpacked at a time, in bytes; a larger one may be as large as the weight itself.
_MAX_CHUNK_BYTES = 64 * 1024 * 1024
#: Numbers of the filters that pack: gzip and lzf. Those beside them in `_FILTERS` keep the size, or add a checksum.
_GZIP, _PACKERS = 1, (1, 32_000)
#: Filters of HDF5 that weights may be stored with: gzip, shuffle, checksum, lzf. Others may load code.
_FILTERS = (_GZIP, 2, 3, 32_000)
#: Bytes that packing and a checksum may add to a chunk that cannot be made smaller, beside a hundredth of it.
_ADDED_BYTES = 4_096


@dataclass(frozen=True)
class ForeignWeights:
    """The weights of a file of unknown origin, and what it says about the network.

    Args:
        groups: Name and data set of each weight, by layer or by network within the network, in order. Nothing is read yet.
        architecture: The architecture as JSON, which `model.save` of Keras writes beside the weights; empty where there is none.
        keras_version: Version of the Keras that wrote the file; empty where it does not say so.
        backend: Backend of that Keras; empty where it does not say so.
    """

    groups: dict[str, list[tuple[str, h5py.Dataset]]]
    architecture: str = ""
    keras_version: str = ""
    backend: str = ""


@contextmanager
def foreign_file(path: Path) -> Iterator[ForeignWeights]:
    """Open the weights of each layer, in order, without reading them: their sizes are not checked yet.

    The file holds weights only, or a whole model as Keras writes it into ".h5". Links out of the file, data stored outside it, and
    weights that are declared but hardly stored, are refused. A hostile file can make HDF5 itself slow, under a lock of the
    whole process: what serves requests opens such files in another process.

    Args:
        path: The file.

    Raises:
        ArtifactError: The file is not one of these.
    """
    try:
        with h5py.File(path, "r") as file:
            yield _read(file)
    except (OSError, KeyError, ValueError, TypeError, RuntimeError) as error:
        raise ArtifactError(f"expected an HDF5 file with the weights of a network: {error}") from error


@contextmanager
def foreign_weights(path: Path) -> Iterator[dict[str, list[h5py.Dataset]]]:
    """Open the weights of a file as `foreign_file` does; give those of each group, without their names."""
    with foreign_file(path) as file:
        yield {group: [data for _, data in weights] for group, weights in file.groups.items()}


def _read(file: h5py.File) -> ForeignWeights:
    group = _root(file)
    of_group = {name: _text(group, name) for name in ("keras_version", "backend")}
    return ForeignWeights(_layers(group), _text(file, "model_config"), **{name: _text(file, name) or value for name, value in of_group.items()})


def _text(group: h5py.Group, name: str) -> str:
    """Read a text among the attributes; empty where there is none, or something else."""
    value = group.attrs.get(name, "") if name in group.attrs and group.attrs.get_id(name).shape == () else ""
    text = value.decode(errors="replace") if isinstance(value, bytes) else value
    return text if isinstance(text, str) else ""


def _root(file: h5py.File) -> h5py.Group:
    group = (
        file if "layer_names" in file.attrs or "layer_names0" in file.attrs else _child(file, "model_weights") if "model_weights" in file else None
    )
    if not isinstance(group, h5py.Group):
        detail = "expected layers by name, as the weights of a model are downloaded here or as model.save writes them into a .h5 file"
        raise ArtifactError(f"{detail}; that of a .weights.h5 file is another layout" if "layers" in file else f"{detail}; got {_found(file)}")
    return group


def _layers(group: h5py.Group) -> dict[str, list[tuple[str, h5py.Dataset]]]:
    found, left, lists = dict[str, list[tuple[str, h5py.Dataset]]](), MAX_NAMES, _Lists()
    for name in lists.names_in(group, "layer_names", MAX_NAMES):
        if name in found:
            raise ArtifactError(f"expected distinct names of layers, got {quote(name)} twice")
        found[name] = _weights(_child(group, name), lists, left)
        left -= len(found[name])
    return {name: weights for name, weights in found.items() if weights}


class _Lists:
    """The lists of names of a file, and the data sets that they lead to: a name may be long, and many may lead to one."""

    def __init__(self) -> None:
        self._n_steps, self._sound = 0, set[int]()

    def names_in(self, group: h5py.Group, key: str, most: int) -> Sequence[str]:
        """Read a list of names, and count the parts of each before the first is followed."""
        names = names_in(group, key, most)
        self._n_steps += sum(name.count("/") + 1 for name in names)
        if self._n_steps > MAX_STEPS:
            came = f"got {self._n_steps:,} up to {key} of {group.name}"
            raise ArtifactError(f"expected at most {MAX_STEPS:,} parts between slashes in all names of layers and weights, {came}")
        return names

    def require_stored(self, item: h5py.Dataset) -> None:
        """Look at a data set, once under all its names."""
        address = h5py.h5o.get_info(item.id).addr
        if address not in self._sound:
            _require_stored(item)
            self._sound.add(address)


def _found(file: h5py.File) -> str:
    if not 0 < len(file) <= MAX_NAMES:  # A list of the names is made even for the first of them.
        return f"{len(file):,} groups" if len(file) else "an empty file"
    return f"the groups {listed(file)}"


def _weights(group: h5py.Group | h5py.Dataset, lists: _Lists, most: int) -> list[tuple[str, h5py.Dataset]]:
    if not isinstance(group, h5py.Group):
        raise ArtifactError(f"expected a layer in {group.name}, got an array")
    return [(name, _dataset(group, name, lists)) for name in lists.names_in(group, "weight_names", most)]


def _dataset(group: h5py.Group, name: str, lists: _Lists) -> h5py.Dataset:
    item = _child(group, name)
    if not isinstance(item, h5py.Dataset) or item.dtype.kind != "f" or item.external or item.is_virtual:
        raise ArtifactError(f"expected the numbers of a weight in {group.name}/{name}, within the file")
    lists.require_stored(item)
    return item


def _require_stored(item: h5py.Dataset) -> None:
    """Refuse a weight whose reading would cost far more than the file holds of it."""
    n_bytes, stored = int(item.size) * item.dtype.itemsize, item.id.get_storage_size()
    if len(item.shape) > _MAX_AXES or n_bytes > stored * _MAX_RATIO:
        raise ArtifactError(f"expected the numbers of {item.name} in the file, got {stored:,} bytes for the shape {item.shape}")
    chunk_bytes = prod(item.chunks or ()) * item.dtype.itemsize
    if chunk_bytes > max(_MAX_CHUNK_BYTES, n_bytes):
        raise ArtifactError(f"expected {item.name} in chunks of at most {_MAX_CHUNK_BYTES:,} bytes, got {chunk_bytes:,}")
    _require_sound_chunks(item, chunk_bytes)


def _require_sound_chunks(item: h5py.Dataset, n_bytes: int) -> None:
    """Refuse a data set that is packed by other filters, or unpacks to more than its chunks should hold: HDF5 unpacks all that a chunk holds."""
    properties = item.id.get_create_plist()
    filters = [properties.get_filter(index)[0] for index in range(properties.get_nfilters())]
    if not set(filters) <= set(_FILTERS):
        raise ArtifactError(f"expected {item.name} stored plainly, or packed by gzip or lzf; got the HDF5 filters {filters}")
    if sum(each in _PACKERS for each in filters) > 1:
        raise ArtifactError(f"expected {item.name} packed at most once, got the HDF5 filters {filters}")
    if filters:
        item.id.chunk_iter(lambda chunk: _require_bounded(item, chunk, n_bytes, filters))


def _require_bounded(item: h5py.Dataset, chunk: h5py.h5d.StoreInfo, n_bytes: int, filters: list[int]) -> None:
    if chunk.size > n_bytes + n_bytes // 100 + _ADDED_BYTES:
        raise ArtifactError(f"expected {item.name} in chunks of {n_bytes:,} bytes, got one of {chunk.size:,} bytes before it is unpacked")
    is_packed = _GZIP in filters and not chunk.filter_mask >> filters.index(_GZIP) & 1
    if is_packed and _is_longer(item.id.read_direct_chunk(chunk.chunk_offset)[1], n_bytes + _ADDED_BYTES):
        raise ArtifactError(f"expected {item.name} in chunks of {n_bytes:,} bytes, got one that is larger once it is unpacked")


def _is_longer(packed: bytes, n_bytes: int) -> bool:
    """Tell whether gzip unpacks to more than a number of bytes, without unpacking more."""
    try:
        return len(zlib.decompressobj().decompress(packed, n_bytes + 1)) > n_bytes
    except zlib.error as error:
        raise ArtifactError(f"expected chunks that gzip unpacks, got one that is damaged: {error}") from error


def _child(group: h5py.Group, path: str) -> h5py.Group | h5py.Dataset:
    """Follow a path by links that stay in the file."""
    item = group
    for part in path.split("/"):
        if not isinstance(item, h5py.Group) or not isinstance(item.get(part, getlink=True), h5py.HardLink):
            raise ArtifactError(f"expected {path} in {group.name}, got none stored in the file itself")
        item = item[part]
    return item


def names_in(group: h5py.Group, key: str, most: int = MAX_NAMES) -> Sequence[str]:
    """Read a list of names from the attributes of a group, which Keras splits where it is long; its size is checked before it is read."""
    parts = [key] if key in group.attrs else [name for index in range(_MAX_PARTS) if (name := f"{key}{index}") in group.attrs]
    lists = [group.attrs.get_id(part) for part in parts]
    n_names, n_bytes = sum(prod(each.shape) for each in lists), sum(prod(each.shape) * each.dtype.itemsize for each in lists)
    if n_names > most or n_bytes > _MAX_NAMES_BYTES:
        raise ArtifactError(f"expected at most {MAX_NAMES:,} names of layers and weights in the file, got {n_names:,} in {key} of {group.name}")
    values = [value for part in parts for value in np.atleast_1d(group.attrs[part]).tolist()]
    names = [value.decode() if isinstance(value, bytes) else str(value) for value in values]
    if any(len(name) > _MAX_NAME for name in names):
        raise ArtifactError(f"expected names of at most {_MAX_NAME:,} characters in {key} of {group.name}, got a longer one")
    return names
