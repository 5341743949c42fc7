"""IDX files: one array, or the four files of Fashion-MNIST in one archive."""

import gzip
import io
import tarfile
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.testing import assert_array_equal

from models.core.errors import DataError
from models.core.file_kinds import kind_of
from models.uploads import archive, formats
from models.uploads.format_choice import format_of
from models.uploads.idx_array import TYPES
from tests.uploaded import data_set, read, zipped

CODES = {np.dtype(name): code for code, name in TYPES.items()}
X, Y = np.arange(5 * 4 * 3, dtype=np.uint8).reshape(5, 4, 3), np.array([0, 1, 2, 0, 1], np.uint8)
#: The files of MNIST and its kin, packed one by one.
FOUR = {
    "train-images-idx3-ubyte": X,
    "train-labels-idx1-ubyte": Y,
    "t10k-images-idx3-ubyte": X[:2],
    "t10k-labels-idx1-ubyte": Y[:2],
}


def idx(array: Any) -> bytes:
    big = array.astype(array.dtype.newbyteorder(">"))
    return bytes([0, 0, CODES[big.dtype], array.ndim]) + b"".join(size.to_bytes(4, "big") for size in array.shape) + big.tobytes()


def tar(members: dict[str, bytes], **records: str) -> bytes:
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w", format=tarfile.PAX_FORMAT) as archive:
        for name, content in members.items():
            info = tarfile.TarInfo(name)
            info.size, info.pax_headers = len(content), {f"GNU.sparse.{name}": value for name, value in records.items()}
            archive.addfile(info, io.BytesIO(content))
    return file.getvalue()


@pytest.mark.parametrize("name", ["u1", "i1", "i2", "i4", "f4", "f8"])
def test_an_array_of_each_type_is_read_by_value(tmp_path: Path, name: str) -> None:
    array = (np.arange(12).reshape(4, 3) - (0 if name == "u1" else 5)).astype(name)
    for content in (idx(array), gzip.compress(idx(array))):
        found = data_set(read(tmp_path, "idx", content))
        loaded = found.load(None).inputs
        assert_array_equal(loaded, array)
        assert (loaded.dtype, loaded.dtype.isnative) == (np.dtype(name), True)


@pytest.mark.parametrize("pack", [zipped, tar])
@pytest.mark.parametrize("packs_members", [False, True])
def test_the_four_files_of_a_collection_are_a_training_and_a_test_part(tmp_path: Path, pack: Any, packs_members: bool) -> None:
    ending, packed = (".gz", gzip.compress) if packs_members else ("", bytes)
    members = {f"fashion/{name}{ending}": packed(idx(array)) for name, array in FOUR.items()} | {"fashion/README.md": b"Fashion"}
    content = pack(members)
    assert format_of("fashion.zip", kind_of(content, content)) == "idx"
    upload = read(tmp_path, "idx", content)
    assert [column.name for column in upload.record.columns] == ["x_train", "y_train", "x_test", "y_test"]
    assert upload.record.n_samples == 5
    assert upload.record.reading is not None
    assert "x_test is fashion/t10k-images-idx3-ubyte" in upload.record.reading.notes
    assert [(item.count, item.names) for item in upload.record.reading.skipped] == [(1, ["fashion/README.md"])]
    found = data_set(upload, target="y_train")
    assert (found.describe().n_train, found.describe().n_test, found.describe().labels) == (5, 2, (0, 1, 2))
    data = found.load(None)
    assert_array_equal(data.inputs, X)
    assert_array_equal(data.test_targets, Y[:2])
    assert {path.name for path in upload.folder.iterdir()} == {*(f"{index}.npy" for index in range(4)), "labels-1.json", "labels-3.json"}


def test_images_beside_labels_are_inputs_and_targets(tmp_path: Path) -> None:
    upload = read(tmp_path, "idx", zipped({"letters-images.idx3": idx(X), "letters-labels.idx1": idx(Y)}))
    assert [column.name for column in upload.record.columns] == ["x", "y"]
    assert data_set(upload, target="y").describe().labels == (0, 1, 2)


def test_files_of_several_collections_keep_their_names(tmp_path: Path) -> None:
    members = {"digits-train-images.idx": idx(X), "letters-train-images.idx": idx(X)}
    upload = read(tmp_path, "idx", zipped(members))
    assert [column.name for column in upload.record.columns] == list(members)


def _damaged(archive: bytes) -> bytes:
    """Return a ZIP archive with other bytes in its first member."""
    first = archive.index(b"ubyte") + len(b"ubyte")
    return archive[: first + 2] + bytes(8) + archive[first + 10 :]


@pytest.mark.parametrize(
    ("content", "detail"),
    [
        (b"none", "expected an IDX file, which begins with two zeros, its type and its number of axes, got b'none'"),
        (idx(X)[:-1], "expected 76 bytes for uint8 values of the shape .5, 4, 3., got a file cut off after 75"),
        (idx(X) + b"x", "expected 76 bytes .* got a file of 77"),
        (idx(X)[:9], "expected an IDX file of 3 axes, got one that is cut off after 9 bytes"),
        (idx(X[:0]), "expected an array with at least one sample, samples first, got the shape .0, 4, 3."),
        (zipped({"a-idx3-ubyte": idx(X)[:-1]}), "member a-idx3-ubyte: expected 76 bytes"),
        (zipped({"README": b"x"}), "expected at least one IDX file in the archive, got none, but README"),
        (zipped({"../a-idx3-ubyte": idx(X)}), "member ../a-idx3-ubyte: expected a path inside the archive"),
        (tar({"../a-idx3-ubyte": idx(X)}), "member ../a-idx3-ubyte: expected a path inside the archive"),
        (_damaged(zipped({"a-idx3-ubyte": idx(X)})), "member a-idx3-ubyte: expected a valid member, got one that cannot be unpacked"),
        (tar({"a-idx3-ubyte": idx(X)})[:530], "member a-idx3-ubyte: expected a valid member, got one that cannot be unpacked"),
        (tar({"a-idx3-ubyte": idx(X)})[:600], "expected a whole tar archive, got one that is cut off"),
        (tar({"a-idx3-ubyte": idx(X)}, size="9000", map="0,1"), "expected at least one IDX file in the archive, got an empty archive"),
        (tar({"a-idx3-ubyte": idx(X)}, size="abc"), "expected a whole tar archive, got one that is cut off or damaged"),
        (tar({"a-idx3-ubyte": idx(X)}, map="x"), "expected a whole tar archive, got one that is cut off or damaged"),
        (tar({"a-idx3-ubyte": idx(X)}, major="1", minor="0"), "expected a whole tar archive, got one that is cut off or damaged"),
        (bytes([0, 0, 8, 65]) + b"\0\0\0\1" * 65 + b"x", "expected an IDX file of at most 32 axes, got 65"),
    ],
    ids=[
        "junk",
        "cut",
        "too long",
        "half a header",
        "no samples",
        "cut in a ZIP",
        "no IDX",
        "ZIP outside",
        "tar outside",
        "ZIP damaged",
        "tar cut in a member",
        "tar cut",
        "tar sparse",
        "tar of no size",
        "tar of no map",
        "tar without a map",
        "65 axes",
    ],
)
def test_a_file_that_is_not_sound_is_refused_with_both_sizes_or_the_member(tmp_path: Path, content: bytes, detail: str) -> None:
    with pytest.raises(DataError, match=detail):
        read(tmp_path, "idx", content)


def test_the_files_of_an_archive_are_bounded_together(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    packed = zipped({f"{index}-idx1-ubyte.gz": gzip.compress(idx(np.zeros(300_000, np.uint8))) for index in range(4)})
    assert len(packed) < 3_000
    assert read(tmp_path, "idx", packed).record.n_samples == 300_000
    monkeypatch.setattr(archive, "MAX_INFLATED_BYTES", 1_000_000)
    with pytest.raises(DataError, match=r"^expected members of at most 1,000,000 bytes unpacked in all, .* got 1,200,"):
        read(tmp_path, "idx", packed)


def test_an_archive_of_too_many_arrays_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(formats.idx, "MAX_ARRAYS", 3)
    with pytest.raises(DataError, match=r"^expected at most 3 IDX files in the archive, got more$"):
        read(tmp_path, "idx", zipped({f"fashion/{name}": idx(array) for name, array in FOUR.items()}))
