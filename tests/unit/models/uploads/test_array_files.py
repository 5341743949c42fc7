"""NPY and NPZ files: arrays by name, columns by index; a bad member is refused by name."""

import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.testing import assert_array_equal

from models.core.errors import DataError, SpecError
from models.core.tensors import TensorType
from models.uploads import archive
from tests.faults import told
from tests.uploaded import data_set, npy, npz, read, zipped

X, Y = np.arange(24.0).reshape(4, 3, 2), np.array([3, 1, 3, 2])
WORDS = np.array(["b", "a", "b", "c"])


def test_arrays_are_named_by_the_spec(tmp_path: Path) -> None:
    found = data_set(read(tmp_path, "npz", npz(pixels=X, kinds=Y, who=WORDS)), features=["pixels"], target="kinds", groups="who")
    assert (found.describe().inputs, found.describe().targets) == (TensorType((3, 2), "float64"), TensorType((), "int64"))
    assert (found.describe().n_train, found.describe().labels) == (4, (1, 2, 3))
    data = found.load(None)
    assert_array_equal(data.inputs, X)
    assert_array_equal(data.targets, Y)
    assert_array_equal(data.groups, WORDS)
    assert isinstance(data.inputs, np.memmap)


@pytest.mark.parametrize(
    "names", [("x", "y", "x_test", "y_test"), ("x_train", "y_train", "x_test", "y_test"), ("inputs", "t", "inputs_test", "t_test")]
)
def test_arrays_that_end_in_test_are_the_test_part(tmp_path: Path, names: tuple[str, str, str, str]) -> None:
    upload = read(tmp_path, "npz", npz(**dict(zip(names, (X, Y, X[:2], Y[:2]), strict=True))))
    data = data_set(upload, target=names[1]).load(None)
    assert data_set(upload, target=names[1]).describe().n_test == 2
    assert_array_equal(data.inputs, X)
    assert_array_equal(data.test_inputs, X[:2])
    assert_array_equal(data.test_targets, Y[:2])


def test_a_test_part_needs_targets_where_the_training_part_has_them(tmp_path: Path) -> None:
    upload = read(tmp_path, "npz", npz(x=X, y=Y, x_test=X[:2]))
    assert data_set(upload, target="y").describe().n_test == 0
    assert data_set(upload).describe().n_test == 2


def test_text_targets_are_labels_and_a_column_of_targets_is_flattened(tmp_path: Path) -> None:
    upload = read(tmp_path, "npz", npz(x=X, words=WORDS, tall=Y[:, np.newaxis]))
    assert data_set(upload, target="words").describe().labels == ("a", "b", "c")
    assert_array_equal(data_set(upload, target="words").load(None).targets, WORDS)
    assert data_set(upload, target="tall").describe().targets == TensorType((), "int64")
    assert_array_equal(data_set(upload, target="tall").load(None).targets, Y)


@pytest.mark.parametrize(("dtype", "loaded"), [("bool", "uint8"), (">f4", "float32"), ("uint8", "uint8"), ("float16", "float16")])
def test_numbers_are_in_native_byte_order(tmp_path: Path, dtype: str, loaded: str) -> None:
    found = data_set(read(tmp_path, "npy", npy(np.array([[0, 1], [1, 0]], dtype))))
    assert found.describe().inputs == TensorType((2,), loaded)
    assert found.load(None).inputs.dtype == np.dtype(loaded)
    assert found.load(None).inputs.tolist() == [[0, 1], [1, 0]]


def test_rows_of_text_are_rows_of_objects(tmp_path: Path) -> None:
    found = data_set(read(tmp_path, "npy", npy([["a", "b"], ["c", "d"]])))
    assert (found.describe().inputs, found.describe().text_columns) == (TensorType((2,), "object"), (0, 1))
    assert found.load(None).inputs.tolist() == [["a", "b"], ["c", "d"]]


def test_columns_of_a_matrix_are_selected(tmp_path: Path) -> None:
    matrix = np.array([[1, 10, 0], [2, 20, 1], [3, 30, 0]])
    upload = read(tmp_path, "npy", npy(matrix))
    found = data_set(upload, target=2)
    assert (found.describe().inputs, found.describe().labels) == (TensorType((2,), "int64"), (0, 1))
    assert_array_equal(found.load(None).inputs, matrix[:, :2])
    assert_array_equal(found.load(None).targets, matrix[:, 2])
    assert_array_equal(data_set(upload, features=[1]).load(None).inputs, matrix[:, 1:2])


def test_a_description_counts_labels_and_missing_values(tmp_path: Path) -> None:
    x, y = read(tmp_path, "npz", npz(x=np.array([[1, 2], [np.nan, 3]]), y=np.array([True, False]))).record.columns
    assert (x.type, x.shape, x.n_missing, x.first_missing) == ("float64", (2,), 1, 1)
    assert [(item.value, item.count) for item in y.counts or []] == [(0, 1), (1, 1)]


@pytest.mark.parametrize(
    ("arrays", "message"),
    [
        (
            {"x": X, "y": np.array([1, "a", None, 2], object)},
            "member y.npy: expected numbers, booleans or text of a fixed width, got Python objects, which are pickled",
        ),
        (
            {"x": X, "when": np.array(["2020-01-01"], "datetime64[D]")},
            "member when.npy: expected numbers, booleans or text of a fixed width, got dates (datetime64[D]); save",
        ),
        (
            {"x": np.ones(3, complex)},
            "member x.npy: expected numbers, booleans or text of a fixed width, got complex numbers (complex128); save numpy.abs",
        ),
        (
            {"x": np.ones(2, [("a", "f4")])},
            "member x.npy: expected numbers, booleans or text of a fixed width, got named fields (a); save it alone as .npy",
        ),
        ({"x": np.float64(1)}, "member x.npy: expected an array with at least one sample, samples first, got the shape ()"),
        ({"x": np.ones((2, 0))}, "member x.npy: expected"),
    ],
    ids=["objects", "dates", "complex", "records", "a number", "nothing"],
)
def test_an_array_of_another_kind_is_refused_by_name(tmp_path: Path, arrays: dict[str, Any], message: str) -> None:
    with pytest.raises(DataError) as raised:
        read(tmp_path, "npz", npz(**arrays))
    assert str(raised.value).startswith(message)


@pytest.mark.parametrize(
    "content",
    [b"", b"junk", npy(X)[:40], b"\x93NUMPY\x01\x00v\x00{'descr': '<f8', 'shape': (-1,)}"],
    ids=["nothing", "junk", "half a header", "a shape below zero"],
)
def test_a_file_that_is_no_array_is_refused(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(DataError, match=r"^expected a NumPy array without pickled objects, got one that cannot be loaded"):
        read(tmp_path, "npy", content)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"junk", "expected a ZIP archive, got a file that cannot be opened"),
        (zipped({}), "expected at least one array in the archive, got none"),
        (zipped({"readme.txt": b"x"}), "member readme.txt: expected only arrays, whose names end in .npy"),
        (zipped({"../x.npy": npy(X)}), "member ../x.npy: expected a path inside the archive, got one outside it"),
        (
            zipped({"x.npy": npy(X)[:-8]}),
            "member x.npy: expected 320 bytes for float64 values of the shape (4, 3, 2), got a file that is cut off after 312",
        ),
    ],
)
def test_an_archive_that_holds_something_else_is_refused(tmp_path: Path, content: bytes, message: str) -> None:
    with pytest.raises(DataError) as raised:
        read(tmp_path, "npz", content)
    assert str(raised.value).startswith(message)


def test_an_archive_that_unpacks_to_too_much_is_refused_before_it_is_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MAX_UNPACKED_BYTES", 1_000_000)
    bomb = npz(x=np.zeros(200_000))
    assert len(bomb) < 10_000
    with pytest.raises(DataError, match=r"^expected at most 1,000,000 bytes unpacked in all, got 1,600,128$"):
        read(tmp_path, "npz", bomb)
    assert list(tmp_path.rglob("*.npy")) == []


def test_an_archive_that_unpacks_to_many_times_its_size_is_refused_if_that_is_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = npz(x=np.zeros(200_000))
    assert len(bomb) < 8_000
    assert read(tmp_path, "npz", bomb).record.n_samples == 200_000
    monkeypatch.setattr(archive, "MAX_INFLATED_BYTES", 1_000_000)
    with pytest.raises(
        DataError, match=r"^expected members of at most 1,000,000 bytes unpacked in all, or at most 200 times of what they are packed; got 1,600,"
    ):
        read(tmp_path, "npz", bomb)
    assert read(tmp_path, "npz", npz(x=np.random.default_rng(0).random(200_000))).record.n_samples == 200_000


def test_an_archive_is_as_large_as_its_file_whatever_its_directory_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MAX_INFLATED_BYTES", 1_000_000)
    bomb = bytearray(npz(x=np.zeros(200_000)))
    at = bomb.rindex(b"PK\1\2") + 20  # Where its directory has the packed size of the member.
    bomb[at : at + 4] = (2**31).to_bytes(4, "little")
    with pytest.raises(DataError, match=rf"got 1,600,128 bytes in {len(bomb):,}\. Send"):
        read(tmp_path, "npz", bytes(bomb))
    with pytest.raises(DataError, match=rf"got 1,600,128 bytes in {len(bomb):,}\. Send"):
        read(tmp_path, "images", bytes(bomb).replace(b"x.npy", b"x.png"))


def test_a_member_whose_content_was_changed_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "x.zip", "w", zipfile.ZIP_STORED) as stored:
        stored.writestr("x.npy", npy(X))
    content = bytearray((tmp_path / "x.zip").read_bytes())
    content[200] ^= 1
    with pytest.raises(DataError, match=r"^member x\.npy: expected a valid member, got one that cannot be unpacked: Bad CRC-32"):
        read(tmp_path, "npz", bytes(content))


@pytest.mark.parametrize(
    ("arrays", "chosen", "pointer", "detail"),
    [
        ({"a": X, "b": X}, {}, "/data/features", 'expected an array as inputs, one of "a", "b", got none'),
        ({"a": X, "b": X}, {"features": ["a", "b"]}, "/data/features", "expected one array as inputs, got 2"),
        ({"x_train": X, "y_train": Y}, {"target": "y_tran"}, "/data/target", 'there is no array "y_tran"; did you mean "y_train"?'),
        ({"x": X}, {"target": "x"}, "/data/target", '"x" is the inputs; expected another array'),
        ({"x": X, "y": Y[:3]}, {"target": "y"}, "/data/target", 'expected as many samples in both arrays, got "x" 4 and "y" 3'),
        (
            {"x": X, "y": np.array([1, np.nan, 2, 3])},
            {"target": "y"},
            "/data/target",
            'expected a target for each sample, got 1 NaN in "y", the first in sample 1, counted from 0; '
            "data.drop_missing_target: true leaves these out",
        ),
        (
            {"x": X, "x_test": X[:, :2]},
            {},
            "/data/features",
            'expected the test part in the shape of the training part, got "x" (3, 2) and "x_test" (2, 2)',
        ),
    ],
)
def test_arrays_that_do_not_fit_are_refused(tmp_path: Path, arrays: dict[str, Any], chosen: dict[str, Any], pointer: str, detail: str) -> None:
    with pytest.raises(SpecError) as raised:
        data_set(read(tmp_path, "npz", npz(**arrays)), **chosen)
    assert told(raised.value.faults) == [(pointer, detail)]


@pytest.mark.parametrize(
    ("array", "target", "detail"),
    [
        (np.ones((3, 2)), 2, "expected a column from 0 to 1, got 2"),
        (
            np.array([[1, np.nan], [1, 2]]),
            1,
            "expected a target for each sample, got 1 NaN, the first in row 0, counted from 0; data.drop_missing_target: true leaves these out",
        ),
        (X, 0, "expected a matrix of numbers, one row for each sample, to select columns of, got float64 samples of shape (3, 2)"),
        (np.ones((3, 1)), 0, "expected at least one more column for the inputs, got none"),
    ],
)
def test_columns_that_a_matrix_does_not_have_are_refused(tmp_path: Path, array: Any, target: int, detail: str) -> None:
    with pytest.raises(SpecError) as raised:
        data_set(read(tmp_path, "npy", npy(array)), target=target)
    assert told(raised.value.faults) == [("/data/target", detail)]
