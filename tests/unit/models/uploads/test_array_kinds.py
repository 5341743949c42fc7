"""Arrays of every type and order are read by value, or refused by the name of their type with what to do."""

import io
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from models.core.errors import DataError
from models.uploads.stored.array_names import test_part_of as part_of
from tests.uploaded import data_set, npy, npz, read

ROWS = [[0.5, 1.5], [2.5, -3.5], [4.0, 0.25]]


@pytest.mark.parametrize(
    "array",
    [
        np.array(ROWS, ">f8"),
        np.array(ROWS, ">f4"),
        np.array(ROWS, "<f2"),
        np.array(ROWS, ">f2"),
        np.asfortranarray(np.array(ROWS)),
        np.asfortranarray(np.array(ROWS, ">f4")),
    ],
    ids=["big-endian", "big-endian 32", "half", "big-endian half", "Fortran", "big-endian Fortran"],
)
def test_the_values_are_those_of_the_file(tmp_path: Path, array: Any) -> None:
    for content, name in ((npy(array), "npy"), (npz(x=array), "npz")):
        found = data_set(read(tmp_path, name, content))
        loaded = found.load(None).inputs
        assert loaded.tolist() == ROWS
        assert loaded.dtype.isnative
        assert found.describe().inputs.dtype == array.dtype.name


@pytest.mark.parametrize("dtype", [">i2", "<i8", ">u4", "i1"])
def test_whole_numbers_are_read_by_value(tmp_path: Path, dtype: str) -> None:
    upload = read(tmp_path, "npz", npz(x=np.array(ROWS), y=np.array([1, 0, 1], dtype)))
    found = data_set(upload, target="y")
    assert found.describe().labels == (0, 1)
    assert found.load(None).targets.tolist() == [1, 0, 1]


@pytest.mark.parametrize(
    ("array", "words"),
    [
        (np.array([[1, None]], object), "got Python objects, which are pickled and never loaded; save numbers with array.astype(float)"),
        (np.ones((2, 2), np.complex64), "got complex numbers (complex64); save numpy.abs(array), or array.real and array.imag as two arrays"),
        (np.array(["2020-01-01"], "datetime64[s]"), "got dates (datetime64[s]); save a table"),
        (np.array([5], "timedelta64[s]"), "got durations (timedelta64[s]); save numbers"),
        (np.array([b"ab"]), "got bytes (|S2); save text with array.astype(str)"),
        (np.ones(2, np.longdouble), "numbers of 128 bits (float128); save array.astype('float64')"),
    ],
)
def test_another_type_is_refused_by_its_name_with_what_to_do(tmp_path: Path, array: Any, words: str) -> None:
    with pytest.raises(DataError) as raised:
        read(tmp_path, "npy", npy(array))
    assert words in str(raised.value)


def test_all_bad_arrays_of_an_archive_are_named_in_one_answer(tmp_path: Path) -> None:
    with pytest.raises(DataError) as raised:
        read(tmp_path, "npz", npz(x=np.ones(2), y=np.ones(2, complex), z=np.ones(0)))
    assert "member y.npy: " in str(raised.value)
    assert "member z.npy: " in str(raised.value)


@pytest.mark.parametrize("cut", [1, 8, 30])
def test_an_array_that_is_cut_off_is_refused_with_both_sizes(tmp_path: Path, cut: int) -> None:
    content = npy(np.ones(4))
    with pytest.raises(DataError, match=f"expected {len(content)} bytes for float64 values of the shape .4,., got a file that is cut off after"):
        read(tmp_path, "npy", content[:-cut])


@pytest.mark.parametrize(
    ("train", "test"),
    [
        (("X_train", "Y_train"), ("X_test", "Y_test")),
        (("x", "y"), ("x_test", "y_test")),
        (("X", "Y"), ("X_TEST", "Y_TEST")),
        (("train_images", "train_labels"), ("test_images", "test_labels")),
        (("trainX", "trainY"), ("testX", "testY")),
        (("features training", "labels training"), ("features test", "labels test")),
        (("x-train", "y-train"), ("x-test", "y-test")),
        (("images", "labels"), ("images_test", "labels_test")),
    ],
)
def test_the_test_part_is_found_by_its_names_in_any_case(tmp_path: Path, train: tuple[str, str], test: tuple[str, str]) -> None:
    x, y = np.arange(12.0).reshape(6, 2), np.arange(6) % 2
    arrays = {train[0]: x[:4], train[1]: y[:4], test[0]: x[4:], test[1]: y[4:]}
    upload = read(tmp_path, "npz", npz(**arrays))
    assert upload.record.reading is not None
    (note,) = upload.record.reading.notes
    assert f'"{test[0]}" of "{train[0]}"' in note
    found = data_set(upload, target=train[1], features=[train[0]])
    assert (found.describe().n_train, found.describe().n_test) == (4, 2)
    assert found.load(None).test_inputs.tolist() == x[4:].tolist()  # type: ignore[union-attr]
    assert data_set(upload, target=train[1]).describe() == found.describe()


@pytest.mark.parametrize(
    ("names", "index"),
    [(("x", "y"), 0), (("x", "latest"), 0), (("x_train", "X_test", "x-test"), 0), (("x_test", "y"), 0)],
)
def test_no_test_part_is_guessed(names: tuple[str, ...], index: int) -> None:
    assert part_of(names, index) is None


def test_of_two_arrays_the_one_that_is_not_the_target_is_the_inputs(tmp_path: Path) -> None:
    upload = read(tmp_path, "npz", npz(spectra=np.ones((3, 2)), kind=np.array(["a", "b", "a"])))
    assert data_set(upload, target="kind").describe().inputs.shape == (2,)
    assert upload.record.reading is not None
    assert upload.record.reading.notes == []


def header_alone(shape: str) -> bytes:
    text = f"{{'descr': '<f4', 'fortran_order': False, 'shape': {shape}, }}".encode()
    text += b" " * (-(len(text) + 11) % 64) + b"\n"
    return b"\x93NUMPY\x01\x00" + len(text).to_bytes(2, "little") + text + bytes(64)


@pytest.mark.parametrize("shape", ["(True, 3)", f"({'1, ' * 80})", "(-1, 3)"])
def test_a_shape_that_no_array_has_is_refused(tmp_path: Path, shape: str) -> None:
    with pytest.raises(DataError, match="expected a shape of at most 32 sizes from 0"):
        read(tmp_path, "npy", header_alone(shape))


def test_named_fields_of_objects_are_refused_by_the_name_of_the_field(tmp_path: Path) -> None:
    file = io.BytesIO()
    np.save(file, np.array([(1, None)], dtype=[("a", "i4"), ("o", "O")]), allow_pickle=True)
    with pytest.raises(DataError, match='field "o": expected numbers, booleans or text of a fixed width, got Python objects'):
        read(tmp_path, "npy", file.getvalue())
