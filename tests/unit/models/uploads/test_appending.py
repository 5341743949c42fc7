"""Data sets that grow: the values of a file stand behind those of an upload, as if both had been one file."""

import io
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest

from models.core.errors import DataError
from models.uploads.append_file import append_file
from models.uploads.reading.reading import Reading
from models.uploads.stored_upload import StoredUpload
from tests.uploaded import data_set, image, npy, npz, read, zipped

ROWS = b"n,x,word,zip,member,day,kind\n1,0.5,a,01067,True,2024-03-01,u\n2,,b,00501,False,2024-03-02,v\n"
MORE = b"kind,n,x,word,zip,member,day\nw,3,1,,12345,True,2024-03-03\nu,4,2,c,10115,False,2024-03-04\n"
BOTH = ROWS + b"3,1,,12345,True,2024-03-03,w\n4,2,c,10115,False,2024-03-04,u\n"


def appended(folder: Path, upload: StoredUpload, format_name: str, content: bytes, **said: Any) -> StoredUpload:
    path, values = folder / "more", folder / f"both-{len(list(folder.iterdir()))}"
    path.write_bytes(content)
    values.mkdir()
    return StoredUpload(values, append_file(upload, format_name, path, values, Reading(**said)))


def table_of(upload: StoredUpload) -> tuple[list[Any], str]:
    columns = [column.model_dump(exclude={"first_missing", "cells"}) for column in upload.record.columns]
    return columns, repr(data_set(upload, target="kind").load(None))


def test_appended_rows_give_the_table_of_one_file(tmp_path: Path) -> None:
    grown = appended(tmp_path, read(tmp_path, "csv", ROWS), "csv", MORE)
    assert table_of(grown) == table_of(read(tmp_path, "csv", BOTH))
    assert grown.record.n_samples == 4
    assert grown.record.columns[1].first_missing == 3
    assert grown.record.reading is not None
    assert grown.record.reading.notes[-1] == "2 samples were appended, from a file of the format csv"
    assert not [path for path in grown.folder.iterdir() if path.is_dir()]


def test_rows_are_read_as_those_before_them(tmp_path: Path) -> None:
    first = read(tmp_path, "csv", b"price;day\n1,5;03/04/2024\n2,5;05/04/2024\n", dates={"day": "day_first"})
    grown = appended(tmp_path, first, "csv", b"price;day\n1,25;01/02/2024\n7;02/02/2024\n")
    assert data_set(grown).load(None).inputs.tolist() == [[1.5, "2024-04-03"], [2.5, "2024-04-05"], [1.25, "2024-02-01"], [7.0, "2024-02-02"]]


def test_rows_of_another_format_are_appended(tmp_path: Path) -> None:
    file = io.BytesIO()
    pl.DataFrame({"n": [5, None], "kind": ["u", "z"]}).write_parquet(file)
    grown = appended(tmp_path, read(tmp_path, "csv", b"n,kind\n1,a\n2,b\n"), "parquet", file.getvalue())
    found = data_set(grown, target="kind")
    assert (grown.record.columns[0].type, found.describe().labels) == ("float64", ("a", "b", "u", "z"))
    assert repr(found.load(None).inputs.tolist()) == repr([[1.0], [2.0], [5.0], [float("nan")]])


@pytest.mark.parametrize(
    ("content", "detail"),
    [
        (b"n,kind\n1,a\n", 'expected the column "x", got none; the columns are "n", "kind"'),
        (b"n,x,kind,more\n1,1,a,2\n", 'expected no column "more", which the data set does not have'),
        (b"n,x,kind\n1,many,a\n", 'line 2, column "x": expected a number, got "many"'),
        (b"n,x,kind\n1,2\n", "line 2: expected 3 fields, got 2"),
    ],
)
def test_rows_that_do_not_fit_are_refused_with_line_and_column(tmp_path: Path, content: bytes, detail: str) -> None:
    with pytest.raises(DataError, match=detail):
        appended(tmp_path, read(tmp_path, "csv", b"n,x,kind\n1,0.5,a\n2,1,b\n"), "csv", content)


def test_columns_of_another_type_are_refused_by_name(tmp_path: Path) -> None:
    file = io.BytesIO()
    pl.DataFrame({"zip": [10115], "kind": [1.5]}).write_parquet(file)
    with pytest.raises(DataError, match='column "zip": expected text, got int64; column "kind": expected text, got float64'):
        appended(tmp_path, read(tmp_path, "csv", b"zip,kind\n01067,a\n00501,b\n"), "parquet", file.getvalue())


def test_labels_that_look_alike_in_both_parts_are_refused_until_they_are_kept_apart(tmp_path: Path) -> None:
    first, more = read(tmp_path, "csv", b"n,kind\n1,apple\n2,pear\n"), b"n,kind\n3,Apple\n4,pear\n"
    with pytest.raises(DataError, match=r"look alike: .*'Apple' \(1\).*send reading \{\"labels\": \"as_is\"\}"):
        appended(tmp_path, first, "csv", more)
    grown = appended(tmp_path, first, "csv", more, labels="as_is")
    assert grown.record.doubts == []


def test_class_folders_that_look_like_classes_of_the_set_are_refused_until_they_are_kept_apart(tmp_path: Path) -> None:
    first, more = read(tmp_path, "images", zipped({"bar/1.png": image(1), "disc/2.png": image(2)})), zipped({"Bar/3.png": image(3)})
    with pytest.raises(DataError, match=r'class names look alike: "Bar" \(1\), "bar" \(1\); write them as the data set does'):
        appended(tmp_path, first, "images", more)
    grown = appended(tmp_path, first, "images", more, labels="as_is")
    assert [item.value for item in grown.record.classes] == ["Bar", "bar", "disc"]


def test_what_is_passed_over_in_a_file_that_is_appended_is_reported(tmp_path: Path) -> None:
    first = read(tmp_path, "images", zipped({"bar/1.png": image(1), "disc/2.png": image(2)}))
    more = zipped({"bar/3.png": image(3), "notes.txt": b"notes"})
    assert appended(tmp_path, first, "images", more).record.reading.skipped[-1].names == ["notes.txt"]


def test_images_are_appended_with_their_classes_and_parts(tmp_path: Path) -> None:
    first = read(
        tmp_path,
        "images",
        zipped({"train/bar/1.png": image(1), "train/disc/2.png": image(2), "test/bar/3.png": image(3), "test/disc/4.png": image(4)}),
    )
    grown = appended(tmp_path, first, "images", zipped({"arc/5.png": image(5), "disc/6.png": image(6)}))
    assert [(item.value, item.count) for item in grown.record.classes] == [("arc", 1), ("bar", 2), ("disc", 3)]
    data = data_set(grown).load(None)
    assert (data.targets.tolist(), data.test_targets.tolist()) == (["bar", "disc", "arc", "disc"], ["bar", "disc"])  # type: ignore[union-attr]
    assert data.inputs.tolist() == [image(1), image(2), image(5), image(6)]
    assert data.test_inputs.tolist() == [image(3), image(4)]  # type: ignore[union-attr]


def test_samples_are_appended_to_an_array(tmp_path: Path) -> None:
    grown = appended(tmp_path, read(tmp_path, "npy", npy(np.array(["a", "b"]))), "npy", npy(np.array(["long"])))
    assert data_set(grown).load(None).inputs.tolist() == ["a", "b", "long"]
    with pytest.raises(DataError, match=r"expected float64 samples of shape .2,., as those of the data set, got int64 samples of shape"):
        appended(tmp_path, read(tmp_path, "npy", npy(np.ones((3, 2)))), "npy", npy(np.ones((1, 2), int)))


@pytest.mark.parametrize(
    ("format_name", "content", "more", "detail"),
    [
        ("text", b"so", ("text", b"so"), "expected a data set that is a table or one array or images to append to, got text"),
        ("npz", npz(x=[1.0]), ("npz", npz(x=[1.0])), "to append to, got named arrays"),
        ("npy", npy(np.ones(3)), ("csv", b"a,b\n1,2\n"), "expected one array to append, as the data set is, got a table"),
    ],
)
def test_what_does_not_grow_is_refused(tmp_path: Path, format_name: str, content: bytes, more: tuple[str, bytes], detail: str) -> None:
    with pytest.raises(DataError, match=detail):
        appended(tmp_path, read(tmp_path, format_name, content), *more)
