"""Archives of images and packed files: paths out of the folder, links, sizes that lie, and files that unpack without end."""

import bz2
import gzip
import io
import lzma
import struct
import tarfile
import zipfile
import zlib

from tests.hostile.case import Case, upload
from tests.hostile.families.arrays import declaring, listed, many_members, packed, parts
from tests.hostile.families.images import png, saved, webp
from tests.uploaded import zipped

_ZIP, _TAR, _PACKED_TAR = upload("images.zip"), upload("images.tar"), upload("images.tar.gz")
_CSV, _IDX = upload("table.csv"), upload("arrays.idx", format="idx")
_IMAGE = saved((8, 8), "PNG")
#: Packed tables of 285 MB: one packed piece is repeated.
_PIECE, _PIECES = b"1,2\n" * (1 << 20), 68


def linked() -> bytes:
    """Return an archive with a link to a file of the system."""
    info = zipfile.ZipInfo("a/link.png")
    info.create_system, info.external_attr = 3, 0o120777 << 16
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as made:
        made.writestr(info, "/etc/passwd")
        made.writestr("a/1.png", _IMAGE)
        made.writestr("b/1.png", _IMAGE)
    return file.getvalue()


def overlapping(n_members: int = 2_000) -> bytes:
    """Return an archive all of whose members are the same bytes, of 4 MB each, unpacked."""
    member, entry = parts(zipped({"a/00000.png": bytes(4_000_000)}))
    return listed(member, b"".join(entry.replace(b"a/00000", b"a/%05d" % index) for index in range(n_members)), n_members)


def zip64(n_bytes: int) -> bytes:
    """Return an archive whose member declares a size in 64 bits."""
    member, found = parts(zipped({"a/1.png": _IMAGE}, zipfile.ZIP_STORED))
    entry = bytearray(found)
    entry[20:28] = b"\xff" * 8
    entry[30:32] = struct.pack("<H", 20)
    return listed(member, bytes(entry) + struct.pack("<HHQQ", 1, 16, n_bytes, n_bytes))


def renamed() -> bytes:
    """Return an archive whose directory has another name for a member than the member."""
    content = zipped({"a/1.png": _IMAGE, "b/1.png": _IMAGE})
    return content.replace(b"a/1.png", b"../.png", 1)


def nested(depth: int = 20) -> bytes:
    """Return an archive within archives."""
    content = zipped({"a/1.png": _IMAGE})
    for _ in range(depth):
        content = zipped({"a/1.zip": content})
    return content


def tar(*infos: tuple[tarfile.TarInfo, bytes]) -> bytes:
    """Return a TAR archive."""
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w") as made:
        for info, content in infos:
            info.size = len(content)
            made.addfile(info, io.BytesIO(content))
    return file.getvalue()


def entry(name: str, kind: bytes = tarfile.REGTYPE, target: str = "") -> tarfile.TarInfo:
    """Return the head of a member."""
    info = tarfile.TarInfo(name)
    info.type, info.linkname = kind, target
    return info


def links() -> bytes:
    """Return an archive of links, devices and pipes, and of images."""
    kinds = ((tarfile.SYMTYPE, "/etc/passwd"), (tarfile.LNKTYPE, "../../etc/passwd"), (tarfile.CHRTYPE, ""), (tarfile.FIFOTYPE, ""))
    heads = [(entry(f"a/l{index}.png", kind, target), b"") for index, (kind, target) in enumerate(kinds)]
    return tar(*heads, *[(entry(f"{label}/{index}.png"), _IMAGE) for label in "ab" for index in range(2)])


def sized(size: bytes) -> bytes:
    """Return an archive whose member declares a size."""
    content = bytearray(tar((entry("a/1.png"), _IMAGE)))
    content[124:136] = size
    content[148:156] = b" " * 8
    content[148:156] = b"%06o\0 " % sum(content[:512])
    return bytes(content)


def _large_dictionary() -> bytes:
    """Return a file that declares a dictionary of 1.5 GB, written without one: a packer asks for several times its size."""
    content = bytearray(lzma.compress(b"a,b\n1,2\n", preset=0))
    content[16] = 37  # In the header of its block, whose checksum follows.
    content[20:24] = struct.pack("<I", zlib.crc32(content[12:20]))
    return bytes(content)


_TABLE = gzip.compress(b"a,b\n1,2\n3,4\n")


def _packed_tar() -> bytes:
    return gzip.compress(tar((entry("a/1.png"), bytes(300_000_000))), 1)


def _arrays() -> bytes:
    """Return an archive of 40 packed arrays of 250 MB each."""
    packed = gzip.compress(bytes([0, 0, 8, 2]) + struct.pack(">II", 1_000, 250_000) + bytes(250_000_000), 1)
    return zipped({f"{index}-idx2-ubyte.gz": packed for index in range(40)})


def _sparse(**records: str) -> bytes:
    """Return an archive with an array whose records say that it is mostly holes."""
    info, content, file = entry("a-idx1-ubyte"), bytes([0, 0, 8, 1, 0, 0, 0, 1, 7]), io.BytesIO()
    info.size, info.pax_headers = len(content), {f"GNU.sparse.{name}": value for name, value in records.items()}
    with tarfile.open(fileobj=file, mode="w", format=tarfile.PAX_FORMAT) as made:
        made.addfile(info, io.BytesIO(content))
    return file.getvalue()


def _lying(ending: bytes) -> bytes:
    """Return an archive of 20 members of 200 MB in 4 MB, whose directory says of one that it is packed in a gigabyte."""
    member, found = parts(packed("00.npy", 200_000_000))
    members, entries = b"", b""
    for index in range(20):
        name = b"%02d." % index + ending
        entries += found[:42] + struct.pack("<I", len(members)) + name
        members += member.replace(b"00.npy", name)
    return listed(members, entries[:20] + struct.pack("<I", 1 << 30) + entries[24:], 20)


CASES: dict[str, Case] = {
    "zip: outside": Case(_ZIP, lambda: zipped({"../../a/1.png": _IMAGE}), "outside"),
    "zip: an absolute path": Case(_ZIP, lambda: zipped({"/etc/cron.d/a.png": _IMAGE}), "outside"),
    "zip: a drive": Case(_ZIP, lambda: zipped({"C:/a/1.png": _IMAGE}), "outside"),
    "zip: backslashes": Case(_ZIP, lambda: zipped({"..\\..\\a\\1.png": _IMAGE}), "outside"),
    "zip: a link": Case(_ZIP, linked, "link"),
    "zip: overlapping members of 8 GB": Case(_ZIP, overlapping, "unpacked in all"),
    "zip: 4 GB in 4 MB, by its directory in a gigabyte": Case(_ZIP, lambda: _lying(b"png"), "unpacked in all"),
    "npz: 4 GB in 4 MB, by its directory in a gigabyte": Case(upload("arrays.npz"), lambda: _lying(b"npy"), "unpacked in all"),
    "idx: 10 GB in 200 kB": Case(_IDX, _arrays, "unpacked in all"),
    "idx: a file of holes": Case(_IDX, lambda: _sparse(size=str(8 << 30), map="0,1"), "an empty archive"),
    "idx: holes of no size": Case(_IDX, lambda: _sparse(size="abc"), "damaged"),
    "idx: holes without a map": Case(_IDX, lambda: _sparse(major="1", minor="0"), "damaged"),
    "idx: 65 axes": Case(_IDX, lambda: bytes([0, 0, 8, 65]) + b"\0\0\0\1" * 65 + b"x", "at most 32 axes"),
    "zip: 2^62 bytes": Case(_ZIP, lambda: zip64(2**62), "unpacked in all"),
    "zip: fewer bytes than there are": Case(_ZIP, lambda: declaring(zipped({"a/1.png": bytes(1_000)}), 10), "expected"),
    "zip: other names in the directory": Case(_ZIP, renamed, "expected"),
    "zip: 20 archives in each other": Case(_ZIP, nested, "expected"),
    "zip: 60,000 times one member": Case(_ZIP, lambda: many_members(60_000), "expected"),
    "zip: cut off": Case(_ZIP, lambda: zipped({"a/1.png": _IMAGE})[:60], "cut off"),
    "zip: images of 2^31 pixels": Case(
        _ZIP, lambda: zipped({"a/1.png": png(2**31 - 1, 2**31 - 1), "b/1.png": png(2**31 - 1, 2**31 - 1)}), "megapixels"
    ),
    "zip: 1,000 images of 10 megapixels": Case(
        _ZIP, lambda: zipped({f"{index % 2}/{index}.webp": webp(4_000, 2_500) for index in range(1_000)}), "megapixels together"
    ),
    "zip: 60 tables of 4 MB": Case(
        _ZIP, lambda: zipped({"a/1.png": _IMAGE, **{f"{index}.csv": b"a,b\n" * 1_000_000 for index in range(60)}}), "n_samples", is_read=True
    ),
    "zip: damaged behind the first frame of a GIF": Case(
        _ZIP,
        lambda: zipped({f"{label}/1.gif": saved((8, 8), "GIF")[:-1] + end for label, end in (("a", b"!"), ("b", b"!\xf9\1\1\0"))}),
        "n_samples",
        is_read=True,
    ),
    "tar: outside": Case(_TAR, lambda: tar((entry("../../a/1.png"), _IMAGE)), "outside"),
    "tar: an absolute path": Case(_TAR, lambda: tar((entry("/etc/a/1.png"), _IMAGE)), "outside"),
    "tar: links and devices": Case(_TAR, links, "link", is_read=True),
    "tar: 8 EB": Case(_TAR, lambda: sized(b"\x80\0\0\0\x7f" + b"\xff" * 7), "expected"),
    "tar: a size below 0": Case(_TAR, lambda: sized(b"\xff" * 12), "expected"),
    "tar: a name of 1 GB": Case(_TAR, lambda: sized(b"07777777777\0").replace(b"a/1.png" + bytes(93), b"././@LongLink" + bytes(87)), "expected"),
    "tar: 300 MB in 300 kB": Case(_PACKED_TAR, _packed_tar, "unpacked"),
    "gzip: 285 MB": Case(_CSV, lambda: gzip.compress(_PIECE) * _PIECES, "unpacked"),
    "bzip2: 285 MB": Case(_CSV, lambda: bz2.compress(_PIECE) * _PIECES, "unpacked"),
    "xz: 285 MB": Case(_CSV, lambda: lzma.compress(_PIECE, preset=1) * _PIECES, "unpacked"),
    "xz: a dictionary of 1.5 GB": Case(_CSV, _large_dictionary, "bytes of memory"),
    "gzip in gzip": Case(_CSV, lambda: gzip.compress(_TABLE), "gzip"),
    "gzip: cut off": Case(_CSV, lambda: _TABLE[:-6], "cut off"),
    "gzip: 20,000 parts": Case(_CSV, lambda: _TABLE + gzip.compress(b"5,6\n") * 20_000, "n_samples", is_read=True),
    "gzip: a pickle": Case(_CSV, lambda: gzip.compress(b"\x80\x04\x95\x0b\0\0\0\0\0\0\0]\x94(K\1K\2e."), "pickle"),
}
