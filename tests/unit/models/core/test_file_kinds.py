"""Kinds of files are known by their bytes, whatever their names say."""

import bz2
import gzip
import io
import lzma
import pickle
import sqlite3
import tarfile
import zipfile
from pathlib import Path

import h5py
import numpy as np
import polars as pl
import pytest
import xlsxwriter
from PIL import Image

from models.core.file_kinds import HEAD_BYTES, KINDS, kind_of, kind_of_file, kind_of_name
from tests.uploaded import npy, npz, zipped

_FRAME = pl.DataFrame({"a": [1, 2], "b": ["x", "y"]})


def image(form: str, **how: object) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (4, 3)).save(file, form, **how)
    return file.getvalue()


def workbook() -> bytes:
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file)
    book.add_worksheet("a").write(0, 0, "name")
    book.close()
    return file.getvalue()


def stored(mimetype: str) -> bytes:
    """Return an archive as OpenDocument has it: its type comes first and is not compressed."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("mimetype", mimetype)
    return file.getvalue()


def framed(write: str, **how: object) -> bytes:
    file = io.BytesIO()
    getattr(_FRAME, write)(file, **how)
    return file.getvalue()


def hdf5() -> bytes:
    file = io.BytesIO()
    with h5py.File(file, "w") as content:
        content["x"] = [1.0]
    return file.getvalue()


def tar(name: str = "cats/1.png") -> bytes:
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w") as archive:
        archive.addfile(tarfile.TarInfo(name), io.BytesIO())
    return file.getvalue()


def database(folder: Path) -> bytes:
    connection = sqlite3.connect(folder / "a.db")
    connection.execute("CREATE TABLE t (x)")
    connection.close()
    return (folder / "a.db").read_bytes()


def idx(*shape: int) -> bytes:
    head = bytes([0, 0, 8, len(shape)]) + b"".join(size.to_bytes(4, "big") for size in shape)
    return head + bytes(int(np.prod(shape)))


#: A file of each kind, made by what makes such files where that is installed, else by its description.
FILES: list[tuple[str, bytes]] = [
    ("netpbm", image("PPM")),
    ("icon", image("ICO")),
    ("eps", image("EPS")),
    ("lfs", b"version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n"),
    ("xlsx", workbook()),
    ("ods", stored("application/vnd.oasis.opendocument.spreadsheet")),
    ("document", zipped({"[Content_Types].xml": b"", "word/document.xml": b"<x/>"})),
    ("slides", zipped({"[Content_Types].xml": b"", "ppt/presentation.xml": b"<x/>"})),
    ("keras", zipped({"config.json": b"{}", "model.weights.h5": b""})),
    ("torch", zipped({"archive/data.pkl": b"", "archive/data/0": b""})),
    ("npz", npz(x=[1.0])),
    ("idx_archive", zipped({"train-images-idx3-ubyte": b"", "train-labels-idx1-ubyte": b""})),
    ("idx_archive", tar("fashion/t10k-images-idx3-ubyte.gz")),
    ("zip", zipped({"cats/1.png": image("PNG")})),
    ("zip", zipped({})),
    ("xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)),
    ("gzip", gzip.compress(b"a,b\n1,2\n", mtime=0)),
    ("bzip2", bz2.compress(b"a,b\n1,2\n")),
    ("bzip2", bz2.compress(b"")),
    ("xz", lzma.compress(b"a,b\n1,2\n")),
    ("7z", b"7z\xbc\xaf\x27\x1c\0\4"),
    ("rar", b"Rar!\x1a\x07\x01\0"),
    ("tar", tar()),
    ("npy", npy([1.0])),
    ("parquet", framed("write_parquet")),
    ("parquet", framed("write_parquet")[:200]),
    ("arrow", framed("write_ipc", compat_level=None)),
    ("arrow_stream", framed("write_ipc_stream")),
    ("avro", framed("write_avro")),
    ("mat", b"MATLAB 5.0 MAT-file, Platform: GLNXA64".ljust(124) + b"\0\1IM"),
    ("mat", b"MATLAB 7.3 MAT-file, Platform: GLNXA64".ljust(512) + hdf5()),
    ("hdf5", hdf5()),
    ("pickle", pickle.dumps({"a": [1]})),
    ("pickle", pickle.dumps([1, 2], protocol=2)),
    ("heic", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic"),
    ("avif", b"\0\0\0\x1cftypavif\0\0\0\0avifmif1"),
    ("video", b"\0\0\0\x20ftypisom\0\0\x02\0isomiso2"),
    *((form.lower(), image(form)) for form in ("PNG", "JPEG", "GIF", "TIFF", "WEBP", "BMP")),
    ("sound", b"RIFF\x24\0\0\0WAVEfmt "),
    ("dicom", bytes(128) + b"DICM\2\0"),
    ("pdf", b"%PDF-1.7\n%\xe2\xe3"),
    ("svg", b'<svg xmlns="http://www.w3.org/2000/svg"/>'),
    ("svg", b'\xef\xbb\xbf<?xml version="1.0"?>\n<!-- drawn -->\n<svg width="4"/>'),
    ("html", b"\n<!DOCTYPE html>\n<html><head><title>404</title>"),
    ("html", b"<html><body>Log in</body></html>"),
    ("xml", b'<?xml version="1.0"?><rows><row/></rows>'),
    ("rtf", b"{\\rtf1\\ansi a,b}"),
    ("json", b'[{"a": 1}, {"a": 2}]'),
    ("json", b'\xef\xbb\xbf{"a": 1}\n{"a": 2}\n'),
    ("idx", idx(3, 2, 2)),
    ("r", b"X\n\0\0\0\3\0\4"),
]
#: Tables and texts that begin like another file.
PLAIN = [
    b"BM,ID3,x\n1,2,3\n",
    b"PAR1,PAR2\n3,4\n",
    b"BMI,age\n22,40\n",
    b"ORC,FEA1\n1,2\n",
    b"PK,name\n1,a\n",
    b"OggS;fLaC\n1;2\n",
    b"BZh,x\n1,2\n",
    b"MM,II\n1,2\n",
    b"x\n[1, 2]\n",
    b"{name},y\n1,2\n",
    b"[a],y\n1,2\n",
    b"CDF,ID3\n1,2\n",
    b"RIFF,WAVE\n1,2\n",
    b"<5,>5\n1,2\n",
    "ü;y\n1;2\n".encode("cp1252"),
    "\ufeffa\tb\n1\t2\n".encode("utf-16"),
    b"",
    b"a",
]


@pytest.mark.parametrize(("name", "content"), FILES, ids=[f"{name}-{index}" for index, (name, _) in enumerate(FILES)])
def test_a_file_is_known_by_its_bytes(tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / "file").write_bytes(content)
    found = kind_of_file(tmp_path / "file")
    assert found is not None
    assert found.name == name
    assert found == kind_of(content, content)


def test_a_database_is_known_by_its_bytes(tmp_path: Path) -> None:
    content = database(tmp_path)
    assert str(kind_of(content)).startswith("an SQLite database: export its tables")


@pytest.mark.parametrize("content", PLAIN)
def test_a_table_is_not_taken_for_another_file(content: bytes) -> None:
    assert kind_of(content, content) is None


def test_the_members_of_a_large_archive_are_found_at_its_end(tmp_path: Path) -> None:
    content = zipped({"docProps/media.bin": np.random.default_rng(0).bytes(3 * HEAD_BYTES), "xl/workbook.xml": b"<x/>"})
    found = kind_of(content[:HEAD_BYTES], content[-HEAD_BYTES:])
    assert found is not None
    assert found.name == "xlsx"


@pytest.mark.parametrize(("name", "kind"), [("DATA.MAT", "mat"), ("a.heic", "heic"), ("model.h5", "hdf5"), ("x.rds", "r")])
def test_kinds_without_a_mark_are_known_by_their_ending(name: str, kind: str) -> None:
    found = kind_of_name(name)
    assert found is not None
    assert found.name == kind


def test_every_kind_has_a_name_of_its_own_and_a_title() -> None:
    assert len({kind.name for kind in KINDS}) == len(KINDS)
    assert all(kind.title.startswith(("a ", "an ")) for kind in KINDS)
