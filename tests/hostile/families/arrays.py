"""NPY and NPZ files: headers that lie, types that are no numbers, archives that unpack without end."""

import pickle
import struct
import zipfile

import numpy as np

from tests.hostile.case import Case, image, row, upload
from tests.hostile.zeros import deflated
from tests.uploaded import npy, zipped

_NPY, _NPZ = upload("array.npy"), upload("arrays.npz")
_BODY, _BODIES = image("application/x-npy"), image("application/x-npz")
_ROWS = row("application/x-npy")
#: Bytes that an archive of 1.5 MB unpacks to.
_UNPACKED = 1_600_000_000


def headed(header: str, content: bytes = b"", version: bytes = b"\1\0", length: int | None = None) -> bytes:
    """Return an NPY file with a header as it is given."""
    text = header.encode() + b"\n"
    form = "<H" if version == b"\1\0" else "<I"
    return b"\x93NUMPY" + version + struct.pack(form, len(text) if length is None else length) + text + content


def described(shape: str, descr: str = "'<f4'", content: bytes = b"") -> bytes:
    """Return an NPY file of a shape and a type."""
    return headed(f"{{'descr': {descr}, 'fortran_order': False, 'shape': {shape}, }}", content)


def packed(name: str, n_bytes: int, declared: int | None = None) -> bytes:
    """Return an archive with a member of zeros packed by deflate, whose directory may declare another size of it."""
    content, size = deflated(n_bytes), n_bytes if declared is None else declared
    head = struct.pack("<HHHHHIIIHH", 20, 0, zipfile.ZIP_DEFLATED, 0, 33, 0, len(content), size, len(name), 0)
    entry = b"PK\1\2\x14\0" + head + struct.pack("<HHHII", 0, 0, 0, 0, 0) + name.encode()
    return listed(b"PK\3\4" + head + name.encode() + content, entry)


def parts(content: bytes) -> tuple[bytes, bytes]:
    """Return the members of an archive as they are stored, and the entries of its directory."""
    at = content.index(b"PK\1\2")
    return content[:at], content[at : content.index(b"PK\5\6")]


def listed(members: bytes, entries: bytes, n_entries: int = 1) -> bytes:
    """Return an archive of members as they are stored, with a directory of entries that may be of others."""
    return members + entries + struct.pack("<4sHHHHIIH", b"PK\5\6", 0, 0, n_entries, n_entries, len(entries), len(members), 0)


def declaring(content: bytes, n_bytes: int) -> bytes:
    """Return an archive of one member whose directory declares another size of it, unpacked."""
    at = content.rindex(b"PK\1\2")
    return content[: at + 24] + struct.pack("<I", n_bytes) + content[at + 28 :]


def many_members(n_members: int = 400_000) -> bytes:
    """Return an archive whose directory lists one member many times."""
    member, entry = parts(zipped({"a.npy": b""}, zipfile.ZIP_STORED))
    return listed(member, entry * n_members, 0xFFFF)


def _encrypted() -> bytes:
    content = bytearray(zipped({"x.npy": npy(np.ones(3))}))
    for mark, offset in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        content[content.index(mark) + offset] |= 1
    return bytes(content)


def _twice() -> bytes:
    content = zipped({"x.npy": npy(np.ones(3)), "y.npy": npy(np.ones(3))})
    return content.replace(b"y.npy", b"x.npy")


_ZEROS = bytes(10_000_000)
_PICKLED = pickle.dumps({"a": [1, 2]})
_OBJECTS = npy(np.array([{"a": 1}, [2]], dtype=object))
_EMPTY_ITEMS = described("(1000000000,)", "[('x', '|S0')]")

CASES: dict[str, Case] = {
    "npy: objects": Case(_NPY, lambda: _OBJECTS, "Python objects"),
    "npy: objects to predict": Case(_BODY, lambda: _OBJECTS, "Python objects"),
    "npy: a pickle": Case(_NPY, lambda: _PICKLED, "pickle"),
    "npy: 10^18 numbers": Case(_NPY, lambda: described("(1000000000, 1000000000)"), "expected"),
    "npy: 10^18 numbers to predict": Case(_BODY, lambda: described("(1000000000, 1000000000)"), "expected"),
    "npy: 10^11 numbers to predict": Case(_BODY, lambda: described("(100000000, 784)", content=bytes(3136)), "expected"),
    "npy: a shape beyond 2^64": Case(_BODY, lambda: described("(4294967296, 4294967296, 16)"), "expected"),
    "npy: sizes below 0": Case(_NPY, lambda: described("(-1, 4)"), "expected"),
    "npy: sizes below 0 to predict": Case(_BODY, lambda: described("(-1, 4)"), "expected"),
    "npy: truth values as sizes": Case(_NPY, lambda: described("(True, 4)", content=bytes(16)), "expected"),
    "npy: a billion of no bytes": Case(_NPY, lambda: described("(1000000000,)", "'|S0'"), "expected"),
    "npy: a billion of no bytes to predict": Case(_BODY, lambda: described("(1000000000,)", "'|S0'"), "expected"),
    "npy: a billion rows of no bytes": Case(_NPY, lambda: _EMPTY_ITEMS, "expected"),
    "npy: a billion rows of no bytes to predict": Case(_ROWS, lambda: _EMPTY_ITEMS, "expected"),
    "npy: a billion of no rows to predict": Case(_BODY, lambda: described("(1000000000, 0)"), "expected"),
    "npy: a billion texts of no letters": Case(_NPY, lambda: described("(1000000000,)", "'<U0'"), "expected"),
    "npy: a header that calls": Case(_NPY, lambda: headed("__import__('os').system('true')"), "expected"),
    "npy: a deep header": Case(_BODY, lambda: headed("(" * 5_000 + ")" * 5_000, version=b"\2\0"), "expected"),
    "npy: a deep type": Case(_BODY, lambda: described("(1,)", "[('a', " * 90 + "'<f4'" + ")]" * 90), "expected"),
    "npy: a header of 4 GiB": Case(_NPY, lambda: headed("{}", version=b"\2\0", length=0xFFFFFFFF), "expected"),
    "npy: a header of 4 GiB to predict": Case(_BODY, lambda: headed("{}", version=b"\2\0", length=0xFFFFFFFF), "expected"),
    "npy: version 9": Case(_NPY, lambda: headed("{}", version=b"\x09\x09"), "expected"),
    "npy: 64 axes": Case(_NPY, lambda: described("(" + "1," * 64 + ")", content=bytes(4)), "expected"),
    "npy: a type of 2 GB": Case(_BODY, lambda: described("(1,)", "'|V2000000000'"), "expected"),
    "npy: complex numbers": Case(_NPY, lambda: npy(np.ones(3, complex)), "complex"),
    "npy: half a character": Case(_NPY, lambda: described("(2,)", "'<U1'", struct.pack("<II", 0xD800, 97)), "expected"),
    "npy: no character": Case(_NPY, lambda: described("(2,)", "'<U1'", struct.pack("<II", 0x110000, 97)), "expected"),
    "npy: half a character in a field": Case(
        _NPY, lambda: described("(2,)", "[('x', '<U1'), ('y', '>U1')]", (struct.pack("<I", 97) + struct.pack(">I", 0xD800)) * 2), "U+D800"
    ),
    "npy: half a character to predict": Case(_ROWS, lambda: described("(2,)", "[('x', '<U1')]", struct.pack("<II", 0xD800, 97)), "expected"),
    "npy: no character to predict": Case(_ROWS, lambda: described("(2,)", "[('x', '<U1')]", struct.pack("<II", 0x110000, 97)), "expected"),
    "npy: cut off": Case(_NPY, lambda: npy(np.ones(1_000))[:200], "cut off"),
    "npz: 1.6 GB in 1.5 MB": Case(_NPZ, lambda: packed("x.npy", _UNPACKED), "unpacked in all"),
    "npz: 1.6 GB in 1.5 MB to predict": Case(_BODIES, lambda: packed("x.npy", _UNPACKED), "once it is unpacked"),
    "npz: bzip2 to predict": Case(_BODIES, lambda: declaring(zipped({"input.npy": _ZEROS}, zipfile.ZIP_BZIP2), 200_000_000), "expected"),
    "npz: lzma to predict": Case(_BODIES, lambda: declaring(zipped({"input.npy": _ZEROS}, zipfile.ZIP_LZMA), 200_000_000), "expected"),
    "npz: bzip2": Case(_NPZ, lambda: declaring(zipped({"x.npy": _ZEROS}, zipfile.ZIP_BZIP2), 200_000_000), "expected"),
    "npz: lzma": Case(_NPZ, lambda: declaring(zipped({"x.npy": _ZEROS}, zipfile.ZIP_LZMA), 200_000_000), "expected"),
    "npz: a size that lies": Case(_BODIES, lambda: packed("input.npy", 400_000_000, 1_000), "expected"),
    "npz: 400,000 members to predict": Case(_BODIES, many_members, "expected"),
    "npz: 60,000 times one member": Case(_NPZ, lambda: many_members(60_000), "expected"),
    "npz: a member that is no array": Case(_BODIES, lambda: zipped({"input.npy": b"hello"}), "expected"),
    "npz: a billion of no rows to predict": Case(_BODIES, lambda: zipped({"input.npy": described("(1000000000, 0)")}), "expected"),
    "npz: objects": Case(_NPZ, lambda: zipped({"x.npy": _OBJECTS}), "Python objects"),
    "npz: objects to predict": Case(_BODIES, lambda: zipped({"x.npy": _OBJECTS}), "expected"),
    "npz: a pickle": Case(_NPZ, lambda: zipped({"x.npy": _PICKLED}), "expected"),
    "npz: a password": Case(_NPZ, _encrypted, "password"),
    "npz: a name twice": Case(_NPZ, _twice, "twice"),
    "npz: outside": Case(_NPZ, lambda: zipped({"../../x.npy": npy(np.ones(3))}), "outside"),
    "npz: an absolute path": Case(_NPZ, lambda: zipped({"/etc/x.npy": npy(np.ones(3))}), "outside"),
    "npz: an archive within": Case(_NPZ, lambda: zipped({"x.npz": zipped({"x.npy": npy(np.ones(3))})}), "names end in .npy"),
    "npz: PyTorch": Case(_NPZ, lambda: zipped({"archive/data.pkl": _PICKLED}), "PyTorch"),
    "npz: JSON of skops": Case(
        _NPZ, lambda: zipped({"schema.json": b'{"__class__":"system","__module__":"os","__loader__":"FunctionNode"}'}), "expected"
    ),
}
