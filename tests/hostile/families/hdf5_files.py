"""HDF5 files as weights of an import: what points elsewhere, what unpacks without end, and what is damaged."""

import io

import h5py
import numpy as np

from tests.hostile.case import Case, damaged, weights
from tests.hostile.weights import KINDS, layer, many_names_of_one_weight, plain, written


def soft_link_to_nothing(file: h5py.File) -> None:
    layer(file, ["kernel"])["kernel"] = h5py.SoftLink("/nowhere")


def soft_links_in_a_circle(file: h5py.File) -> None:
    group = layer(file, ["kernel"])
    group["kernel"], group["other"] = h5py.SoftLink("/dense/other"), h5py.SoftLink("/dense/kernel")


def soft_link_as_the_weights(file: h5py.File) -> None:
    file["model_weights"] = h5py.SoftLink("/")


def group_within_itself(file: h5py.File) -> None:
    plain(file)
    file["dense"]["self"] = file["dense"]
    del file["dense"].attrs["weight_names"]
    file["dense"].attrs["weight_names"] = ["/".join(["self"] * 190) + "/kernel", "self/self/bias"]


def virtual(file: h5py.File) -> None:
    layout = h5py.VirtualLayout((4, 2), "f4")
    layout[...] = h5py.VirtualSource("/etc/passwd", "x", (4, 2))
    layer(file, ["kernel"]).create_virtual_dataset("kernel", layout)


def virtual_of_itself(file: h5py.File) -> None:
    layout = h5py.VirtualLayout((4, 2), "f4")
    layout[...] = h5py.VirtualSource(".", "/dense/kernel", (4, 2))
    layer(file, ["kernel"]).create_virtual_dataset("kernel", layout)


def exabyte(file: h5py.File) -> None:
    layer(file, ["kernel"]).create_dataset("kernel", (1 << 58,), "f4", chunks=(1024,))


def scaled(file: h5py.File) -> None:
    group = layer(file, ["kernel"])
    properties = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
    properties.set_chunk((4, 2))
    properties.set_scaleoffset(h5py.h5z.SO_FLOAT_DSCALE, 2)
    h5py.h5d.create(group.id, b"kernel", h5py.h5t.IEEE_F32LE, h5py.h5s.create_simple((4, 2)), properties)
    group["kernel"][...] = 1.0


def lists_as_a_weight(file: h5py.File) -> None:
    made = layer(file, ["kernel"]).create_dataset("kernel", (2,), h5py.vlen_dtype(np.float32))
    made[0] = np.zeros(1_000_000, np.float32)


def texts_as_a_weight(file: h5py.File) -> None:
    layer(file, ["kernel"]).create_dataset("kernel", data=["x" * 1_000_000] * 8, dtype=h5py.string_dtype())


def records_as_a_weight(file: h5py.File) -> None:
    layer(file, ["kernel"])["kernel"] = np.zeros(8, [("a", "f4"), ("b", "i4")])


def references_as_a_weight(file: h5py.File) -> None:
    made = layer(file, ["kernel"]).create_dataset("kernel", (1,), h5py.ref_dtype)
    made[0] = file.ref


def nothing_as_a_weight(file: h5py.File) -> None:
    layer(file, ["kernel"])["kernel"] = h5py.Empty("f4")


def type_as_a_layer(file: h5py.File) -> None:
    layer(file, [])
    del file["dense"]
    file["dense"] = np.dtype("f4")


def array_as_a_layer(file: h5py.File) -> None:
    file.attrs["layer_names"] = ["dense"]
    file["dense"] = np.ones(10, np.float32)


def deep_groups(file: h5py.File) -> None:
    group = file
    file.attrs["layer_names"] = ["/".join(["g"] * 400)]
    for _ in range(3_000):
        group = group.create_group("g")


def numbers_as_names(file: h5py.File) -> None:
    file.attrs["layer_names"] = np.arange(5)


def no_names(file: h5py.File) -> None:
    file.attrs["layer_names"] = h5py.Empty("S1")


def texts_as_names(file: h5py.File) -> None:
    file.attrs.create("layer_names", ["x" * 400_000] * 10, dtype=h5py.string_dtype())


def names_with_tricks(file: h5py.File) -> None:
    file.attrs["layer_names"] = ["../../etc", "/dense", "."]


def long_architecture(file: h5py.File) -> None:
    plain(file)
    file.attrs.create("model_config", "[" * 4_000_000, dtype=h5py.string_dtype())


def many_attributes(file: h5py.File) -> None:
    file.attrs["layer_names"] = ["dense"]
    group = file.create_group("dense")
    for number in range(20_000):
        group.attrs[f"a{number}"] = 1


def double_precision(file: h5py.File) -> None:
    group = layer(file, ["kernel", "bias"])
    group["kernel"], group["bias"] = np.ones((4, 2), ">f8"), np.zeros(2, "<f2")


def _cut_off() -> bytes:
    return written(plain)()[:700]


def _behind_an_image() -> bytes:
    file = io.BytesIO()
    with h5py.File(file, "w", userblock_size=512) as made:
        plain(made)
    return b"\x89PNG\r\n\x1a\n" + file.getvalue()[8:]


_NOT = "expected an HDF5 file"
_WITHIN = "stored in the file itself"
_NUMBERS = "expected the numbers of a weight"

CASES: dict[str, Case] = {
    **{name: Case(weights, written(fill), says) for name, (fill, says) in KINDS.items()},
    "soft link to nothing": Case(weights, written(soft_link_to_nothing), _WITHIN),
    "soft links in a circle": Case(weights, written(soft_links_in_a_circle), _WITHIN),
    "soft link as the weights": Case(weights, written(soft_link_as_the_weights), _WITHIN),
    "a group within itself": Case(weights, written(group_within_itself), "hostile-weights", is_read=True),
    "1,000 names of one weight": Case(weights, written(many_names_of_one_weight), "expected"),
    "virtual data of /etc/passwd": Case(weights, written(virtual), _NUMBERS),
    "virtual data of themselves": Case(weights, written(virtual_of_itself), _NUMBERS),
    "an exabyte": Case(weights, written(exabyte), "got 0 bytes for the shape"),
    "scale and offset": Case(weights, written(scaled), "stored plainly, or packed by gzip or lzf"),
    "lists": Case(weights, written(lists_as_a_weight), _NUMBERS),
    "texts": Case(weights, written(texts_as_a_weight), _NUMBERS),
    "records": Case(weights, written(records_as_a_weight), _NUMBERS),
    "references": Case(weights, written(references_as_a_weight), _NUMBERS),
    "nothing": Case(weights, written(nothing_as_a_weight), "expected"),
    "a type as a layer": Case(weights, written(type_as_a_layer), "expected"),
    "an array as a layer": Case(weights, written(array_as_a_layer), "got an array"),
    "deep groups": Case(weights, written(deep_groups), "expected"),
    "numbers as names": Case(weights, written(numbers_as_names), "expected"),
    "no names": Case(weights, written(no_names), "expected"),
    "long texts as names": Case(weights, written(texts_as_names), "expected"),
    "names with tricks": Case(weights, written(names_with_tricks), _WITHIN),
    "a long architecture": Case(weights, written(long_architecture), "hostile-weights", is_read=True),
    "20,000 attributes": Case(weights, written(many_attributes), "expected"),
    "other precisions": Case(weights, written(double_precision), "hostile-weights", is_read=True),
    "cut off": Case(weights, _cut_off, _NOT),
    "random superblock": Case(weights, lambda: b"\x89HDF\r\n\x1a\n" + b"\xff" * 4_000, _NOT),
    "signature only": Case(weights, lambda: b"\x89HDF\r\n\x1a\n", _NOT),
    "damaged groups": Case(weights, damaged(written(plain), 48, b"\xff" * 200), _NOT),
    "damaged sizes": Case(weights, damaged(written(plain), 9, b"\xff" * 8), _NOT),
    "behind an image": Case(weights, _behind_an_image, "hostile-weights", is_read=True),
    "a pickle": Case(weights, lambda: b"\x80\x04cos\nsystem\n(S'true'\ntR.", _NOT),
}
