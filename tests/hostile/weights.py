"""Hostile HDF5 files of weights, by kind: small files that are slow or huge to read, and files that point elsewhere."""

import zlib
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import h5py
import numpy as np

#: Bytes of zeros that a chunk unpacks to where its declared size is 16 KiB.
_INFLATED = 16_000_000
#: A network of one layer, as Keras writes its architecture.
ARCHITECTURE: dict[str, Any] = {
    "class_name": "Sequential",
    "config": {
        "name": "small",
        "layers": [
            {"class_name": "InputLayer", "config": {"batch_shape": [None, 4], "name": "x"}},
            {"class_name": "Dense", "config": {"units": 2, "name": "dense"}},
        ],
    },
}


def hdf5(folder: Path, fill: Callable[[h5py.File], None]) -> bytes:
    """Return an HDF5 file that a function fills."""
    path = folder / "hostile.h5"
    path.unlink(missing_ok=True)
    with h5py.File(path, "w", libver="latest") as file:
        fill(file)
    return path.read_bytes()


def written(fill: Callable[[h5py.File], None]) -> Callable[[], bytes]:
    """Return a function that returns such a file, and needs no folder."""

    def make() -> bytes:
        with TemporaryDirectory() as folder:
            return hdf5(Path(folder), fill)

    return make


def layer(file: h5py.File, weights: list[str], name: str = "dense") -> h5py.Group:
    """Add a layer with the names of its weights."""
    file.attrs["layer_names"] = [name]
    group = file.create_group(name)
    group.attrs["weight_names"] = weights
    return group


def plain(file: h5py.File) -> None:
    """Write the weights of the network of ARCHITECTURE."""
    group = layer(file, ["kernel", "bias"])
    group["kernel"], group["bias"] = np.ones((4, 2), np.float32), np.zeros(2, np.float32)


def equal_names(n_names: int) -> Callable[[h5py.File], None]:
    """Name one layer many times."""

    def fill(file: h5py.File) -> None:
        plain(file)
        del file.attrs["layer_names"]
        file.attrs.create("layer_names", np.full(n_names, b"dense"))

    return fill


def many_weights(file: h5py.File) -> None:
    group = layer(file, ["kernel"])
    group["kernel"] = np.ones(3, np.float32)
    del group.attrs["weight_names"]
    group.attrs.create("weight_names", np.full(500_000, b"kernel"))


def names_of_many_parts(file: h5py.File) -> None:
    plain(file)
    group = file["dense"]
    group["s"] = group
    del group.attrs["weight_names"]
    group.attrs.create("weight_names", np.full(10_000, b"s/" * 490 + b"kernel"))


def many_names_of_one_weight(file: h5py.File) -> None:
    group = layer(file, ["kernel"])
    group.create_dataset("kernel", (1 << 24,), "f4", np.zeros(1 << 24, "f4"), chunks=(1 << 24,), compression="gzip")
    del group.attrs["weight_names"]
    group.attrs.create("weight_names", np.full(1_000, b"kernel"))


def hardly_stored(file: h5py.File) -> None:
    layer(file, ["kernel"]).create_dataset("kernel", (1 << 20, 1 << 20), "f4", chunks=(1024, 1024), compression="gzip")


def not_stored(file: h5py.File) -> None:
    layer(file, ["kernel"]).create_dataset("kernel", (4, 2), "f4")


def giant_chunk(file: h5py.File) -> None:
    made = layer(file, ["kernel"]).create_dataset("kernel", (4, 2), "f4", chunks=(1 << 14, 1 << 14), maxshape=(None, None), compression="gzip")
    made.id.write_direct_chunk((0, 0), b"x" * 1000)


def unknown_filter(file: h5py.File) -> None:
    group = layer(file, ["kernel"])
    properties = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
    properties.set_chunk((4, 2))
    properties.set_filter(32_015, h5py.h5z.FLAG_OPTIONAL)
    h5py.h5d.create(group.id, b"kernel", h5py.h5t.IEEE_F32LE, h5py.h5s.create_simple((4, 2)), properties)
    group["kernel"][...] = 1.0


def many_axes(file: h5py.File) -> None:
    layer(file, ["kernel"])["kernel"] = np.ones((1,) * 30, np.float32)


def long_name(file: h5py.File) -> None:
    file.attrs.create("layer_names", ["a/" * 10_000], dtype=h5py.string_dtype())


def many_groups(file: h5py.File) -> None:
    for number in range(20_000):
        file.create_group(f"group {number}")


def outside(file: h5py.File) -> None:
    layer(file, ["kernel"]).create_dataset("kernel", (4, 2), "f4", external=[("/etc/passwd", 0, 32)])


def linked(file: h5py.File) -> None:
    layer(file, ["kernel"])["kernel"] = h5py.ExternalLink("/etc/passwd", "/")


def filtered(file: h5py.File, content: bytes, *levels: int) -> None:
    """Write a chunk as it is under a weight that is packed by gzip, once for each level."""
    group = layer(file, ["kernel", "bias"])
    properties = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
    properties.set_chunk((64, 64))  # The size of a packed chunk has two bytes more than that of a plain one.
    for level in levels:
        properties.set_deflate(level)
    space = h5py.h5s.create_simple((4, 2), (h5py.h5s.UNLIMITED, h5py.h5s.UNLIMITED))
    h5py.h5d.create(group.id, b"kernel", h5py.h5t.IEEE_F32LE, space, properties)
    group["kernel"].id.write_direct_chunk((0, 0), content)
    group["bias"] = np.zeros(2, np.float32)


def inflating_chunk(file: h5py.File) -> None:
    filtered(file, zlib.compress(bytes(_INFLATED)), 4)


def chained_deflate(file: h5py.File) -> None:
    filtered(file, zlib.compress(zlib.compress(bytes(_INFLATED))), 4, 4)


#: What each file holds, and what its refusal says.
KINDS: dict[str, tuple[Callable[[h5py.File], None], str]] = {
    "equal names": (equal_names(3), "expected distinct names of layers"),
    "two million names": (equal_names(2_000_000), "at most 10,000 names of layers and weights in the file, got 2,000,000"),
    "many weights": (many_weights, "at most 10,000 names of layers and weights in the file, got 500,000"),
    "names of many parts": (
        names_of_many_parts,
        "at most 100,000 parts between slashes in all names of layers and weights, got 4,910,001 up to weight_names",
    ),
    "hardly stored": (hardly_stored, "got 0 bytes for the shape"),
    "not stored": (not_stored, "got 0 bytes for the shape"),
    "giant chunk": (giant_chunk, "in chunks of at most 67,108,864 bytes, got 1,073,741,824"),
    "unknown filter": (unknown_filter, "stored plainly, or packed by gzip or lzf"),
    "many axes": (many_axes, "for the shape"),
    "long name": (long_name, "names of at most 1,000 characters"),
    "many groups": (many_groups, "got 20,000 groups"),
    "outside": (outside, "within the file"),
    "linked": (linked, "stored in the file itself"),
    "a chunk that inflates": (inflating_chunk, "got one that is larger once it is unpacked"),
    "chained deflate": (chained_deflate, "packed at most once"),
}
