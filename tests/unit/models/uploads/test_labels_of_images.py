"""Labels of images in archives: from a table beside them, and class names that look alike."""

from pathlib import Path

import pytest

from tests.image_archives import counts_of, images, notes_of, refusal, skipped_of
from tests.uploaded import data_set, image

TABLES = {
    "paths": "file,label\n" + "".join(f"photos/{k}.png,{'ab'[k % 2]}\n" for k in range(6)),
    "names": "\ufeffid;class\r\n" + "".join(f"{k}.png;{'ab'[k % 2]}\r\n" for k in range(6)),
    "stems": "breed\tid\n" + "".join(f"{'ab'[k % 2]}\t{k}\n" for k in range(6)),
    "no first row": "".join(f"{k}.png, {'ab'[k % 2]} \n" for k in range(6)),
    "more columns": "size,id,label\n" + "".join(f"3,{k}.png,{'ab'[k % 2]}\n" for k in range(6)),
}


PHOTOS = {f"photos/{k}.png": image(k) for k in range(6)}


@pytest.mark.parametrize(
    "table",
    [TABLES["names"].encode("utf-16"), ("sep=;\n" + TABLES["paths"].replace(",", ";").replace("label", "label, kind")).encode()],
    ids=["UTF-16", "sep"],
)
def test_a_table_is_read_as_uploaded_tables_are(tmp_path: Path, table: bytes) -> None:
    upload = images(tmp_path, {**PHOTOS, "labels.csv": table}, labels="labels.csv")
    assert counts_of(upload) == {"a": 3, "b": 3}


@pytest.mark.parametrize("name", TABLES)
def test_a_table_gives_the_labels(tmp_path: Path, name: str) -> None:
    upload = images(tmp_path, {**PHOTOS, "labels.csv": TABLES[name].encode()}, labels="labels.csv")
    targets = data_set(upload).load(None).targets
    assert targets is not None
    assert targets.tolist() == ["a", "b"] * 3
    assert upload.record.reading is not None
    assert upload.record.reading.labels == "labels.csv"
    assert skipped_of(upload) == {}


@pytest.mark.parametrize("folders", ["", "photos/", "all/photos/"])
def test_a_table_that_names_every_image_gives_their_labels_where_one_folder_has_all(tmp_path: Path, folders: str) -> None:
    files = {name.replace("photos/", folders): content for name, content in PHOTOS.items()}
    upload = images(tmp_path, {**files, "labels.csv": TABLES["names"].encode()})
    assert counts_of(upload) == {"a": 3, "b": 3}
    assert notes_of(upload) == ['the labels are those of "labels.csv"']


@pytest.mark.parametrize(("name", "is_found"), [("labels.csv", True), ("photos/labels.csv", False)])
def test_few_tables_are_looked_at_unless_one_is_named(tmp_path: Path, name: str, is_found: bool) -> None:
    files = {**PHOTOS, name: TABLES["names"].encode(), **{f"{k}.csv": b"a,b\n1,2\n" for k in range(4)}, "z.csv": b"a,b\n1,2\n"}
    assert counts_of(images(tmp_path, files)) == ({"a": 3, "b": 3} if is_found else {"photos": 6})
    assert counts_of(images(tmp_path, files, labels=name)) == {"a": 3, "b": 3}


@pytest.mark.parametrize(
    ("table", "said", "message"),
    [
        ("file,label\n0.png,a\n", "labels.csv", "member photos/1.png: expected a row of labels.csv with its label, got none; member photos/2.png"),
        (TABLES["names"].replace("3.png;b", "3.png; "), "labels.csv", "member labels.csv: expected a label for photos/3.png, got none"),
        (TABLES["more columns"].replace("label", "x"), "labels.csv", "member labels.csv: expected two columns, file names and labels, or one column"),
        ("a,b\nx,y\n", "labels.csv", "member labels.csv: expected a column with the file names of the images, got a, b in the first row"),
        ("a\n1\n", "labels.csv", "member labels.csv: expected rows of at least two cells, a file name and a label, got 1"),
        (TABLES["paths"] + "photos/0.png,a,b\n", "labels.csv", "member labels.csv: line 8: expected 2 fields"),
        ("file,label\n", "other.csv", 'labels: expected as_is, strip, strip_casefold, or the name of one CSV file in the archive, got "other.csv"'),
    ],
)
def test_a_table_without_the_labels_is_refused(tmp_path: Path, table: str, said: str, message: str) -> None:
    assert refusal(tmp_path, {**PHOTOS, "labels.csv": table.encode()}, labels=said).startswith(message)


LOOK_ALIKE = {f"{name}/{k}.png": image(k) for name in ("Bar", "bar", "disc", "disc ", "café", "cafe\u0301") for k in range(3 if name == "bar" else 2)}


def test_class_names_that_look_alike_are_a_doubt_that_names_them(tmp_path: Path) -> None:
    upload = images(tmp_path, LOOK_ALIKE)
    assert counts_of(upload) == {"Bar": 2, "bar": 3, "café": 4, "disc": 2, "disc ": 2}
    assert [(doubt.refuses, doubt.settle) for doubt in upload.record.doubts] == [
        ("target", [{"labels": "strip_casefold"}, {"labels": "as_is"}]),
        ("target", [{"labels": "strip"}, {"labels": "strip_casefold"}, {"labels": "as_is"}]),
    ]
    assert upload.record.doubts[0].detail == 'class names look alike: "Bar" (2), "bar" (3)'
    assert '"disc" (2), "disc " (2)' in upload.record.doubts[1].detail
    assert any("caf" in note for note in notes_of(upload))


@pytest.mark.parametrize(
    ("how", "counts"),
    [
        ("strip", {"Bar": 2, "bar": 3, "café": 4, "disc": 4}),
        ("strip_casefold", {"bar": 5, "café": 4, "disc": 4}),
        ("as_is", {"Bar": 2, "bar": 3, "café": 4, "disc": 2, "disc ": 2}),
    ],
)
def test_the_doubt_is_settled_by_how_labels_are_joined(tmp_path: Path, how: str, counts: dict[str, int]) -> None:
    upload = images(tmp_path, LOOK_ALIKE, labels=how)
    assert (counts_of(upload), upload.record.doubts) == (counts, [])


def test_one_class_is_reported(tmp_path: Path) -> None:
    assert notes_of(images(tmp_path, {"bar/1.png": image(1)})) == ['there is one class, "bar": a classifier needs at least two']
