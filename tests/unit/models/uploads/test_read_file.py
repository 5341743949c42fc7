"""In front of every reader: packed files are unpacked, and files of another kind are refused by name."""

import bz2
import gzip
import lzma
from pathlib import Path

import numpy as np
import pytest

from models.core.errors import DataError
from models.core.file_kinds import KINDS
from models.uploads import packed
from models.uploads.format_choice import format_of
from models.uploads.formats import READERS
from tests.unit.models.core.test_file_kinds import FILES
from tests.uploaded import data_set, read

TABLE = b"x,kind\n1,a\n2,b\n"


def packed_by_gzip(content: bytes) -> bytes:
    """Pack a file without the time, so that the same content gives the same bytes, and tests the same names."""
    return gzip.compress(content, mtime=0)


PACKINGS = [("gzip", packed_by_gzip), ("bzip2", bz2.compress), ("xz", lzma.compress)]


@pytest.mark.parametrize("reader", READERS)
def test_a_reader_gets_no_file_of_a_kind_that_it_does_not_read(tmp_path: Path, reader: str) -> None:
    titles = {kind.name: kind.title for kind in KINDS}
    for kind, content in FILES:
        if kind not in {*READERS[reader].kinds, *READERS[reader].accepts, "gzip", "bzip2", "xz"}:
            with pytest.raises(DataError) as raised:
                read(tmp_path, reader, content)
            assert str(raised.value).startswith(f"expected a file of the format {reader}, got {titles[kind]}")


@pytest.mark.parametrize(("packing", "compress"), PACKINGS)
def test_a_packed_table_is_read_and_reported(tmp_path: Path, packing: str, compress: object) -> None:
    assert callable(compress)
    upload = read(tmp_path, "csv", compress(TABLE))
    assert upload.record.reading is not None
    assert upload.record.reading.notes == [f"unpacked from {packing}"]
    assert data_set(upload, target="kind").load(None).inputs.tolist() == [[1.0], [2.0]]
    assert not (upload.folder / packed.UNPACKED).exists()


def test_every_format_may_be_packed(tmp_path: Path) -> None:
    for name, reader in READERS.items():
        plain, wrapped = read(tmp_path, name, reader.example()), read(tmp_path, name, packed_by_gzip(reader.example()))
        assert plain.record.model_dump(exclude={"reading"}) == wrapped.record.model_dump(exclude={"reading"})


@pytest.mark.parametrize(
    ("content", "detail"),
    [
        (packed_by_gzip(TABLE * 1000)[:-20], "expected a whole gzip file, got one cut off after"),
        (packed_by_gzip(TABLE)[:-8] + bytes(8), "expected a whole gzip file, got one that is damaged"),
        (lzma.compress(TABLE * 1000)[:-30], "expected a whole xz file, got one cut off after"),
        (bz2.compress(TABLE)[:-10], "expected a whole bzip2 file, got one cut off after"),
        (packed_by_gzip(packed_by_gzip(TABLE)), "got a gzip file inside gzip: unpack it"),
        (packed_by_gzip(b"%PDF-1.7\n"), "got a PDF document inside gzip: save what is in it as plain text"),
    ],
)
def test_a_packed_file_that_cannot_be_read_is_refused_and_leaves_no_copy(tmp_path: Path, content: bytes, detail: str) -> None:
    with pytest.raises(DataError, match=detail):
        read(tmp_path, "csv", content)
    assert not list(tmp_path.glob(f"values-*/{packed.UNPACKED}"))


def test_a_bomb_is_refused_while_it_is_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packed, "MAX_INFLATED_BYTES", 1024 * 1024)
    with pytest.raises(DataError, match="expected a gzip file of at most 1,048,576 bytes unpacked, got more in"):
        read(tmp_path, "csv", packed_by_gzip(b"1\n" * 2_000_000))


@pytest.mark.parametrize(
    ("name", "kind", "found"),
    [
        ("A.CSV", None, "csv"),
        ("a.csv.gz", "gzip", "csv"),
        ("a.tsv.BZ2", "bzip2", "csv"),
        ("photos.zip", "zip", "images"),
        ("x.npz", "npz", "npz"),
        ("x.npy", "html", "npy"),
        ("x", "npy", "npy"),
        ("x.bin", "npz", "npz"),
    ],
)
def test_the_format_is_found_by_the_name_else_by_the_content(name: str, kind: str | None, found: str) -> None:
    assert format_of(name, next((item for item in KINDS if item.name == kind), None)) == found


@pytest.mark.parametrize(
    ("name", "kind", "detail"),
    [
        ("x.mat", None, '"x.mat" is a MATLAB file .*: save each variable as an array'),
        ("x", "pdf", '"x" is a PDF document: save'),
        ("a.jpg", "jpeg", '"a.jpg" is a JPEG image: send images as a ZIP'),
        ("x.what", None, 'expected a file of one of these formats: .*csv \\(.csv\\).*; got "x.what", which does not say'),
        ("x.gz", "gzip", '"x.gz" is a gzip file: unpack it'),
    ],
)
def test_a_file_of_no_format_is_named_with_what_to_do(name: str, kind: str | None, detail: str) -> None:
    with pytest.raises(DataError, match=detail):
        format_of(name, next((item for item in KINDS if item.name == kind), None))


def test_a_text_may_look_like_a_page(tmp_path: Path) -> None:
    assert read(tmp_path, "text", b"<html>so</html>").record.n_samples == 15


def test_a_packed_array_keeps_its_values(tmp_path: Path) -> None:
    x = np.arange(12.0).reshape(3, 4)
    np.save(tmp_path / "x.npy", x)
    upload = read(tmp_path, "npy", packed_by_gzip((tmp_path / "x.npy").read_bytes()))
    assert data_set(upload).load(None).inputs.tolist() == x.tolist()
