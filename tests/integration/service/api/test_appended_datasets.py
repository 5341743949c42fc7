"""Data sets that grow over HTTP: each file that is appended makes the next version, and the one before stays."""

import hashlib
import io
from pathlib import Path
from typing import Any

import httpx
import numpy as np
import polars as pl
import pytest
import xlsxwriter

from service.intake import SOURCE
from service.settings import Settings
from tests.responses import faults
from tests.uploaded import image, npy, zipped

pytestmark = pytest.mark.slow

ROWS, MORE = b"n,kind\n1,a\n2,b\n3,a\n4,b\n", b"kind,n\nc,5.5\na,6\n"
RIDGE = {"kind": "sklearn", "steps": [{"estimator": "LogisticRegression"}]}


def upload(client: httpx.Client, content: bytes, file_name: str, **fields: str) -> dict[str, Any]:
    response = client.post("/v1/datasets", files={"file": (file_name, content)}, data=fields)
    assert response.status_code in (200, 201), response.text
    found: dict[str, Any] = response.json()
    return found


def append(client: httpx.Client, dataset_id: str, content: bytes, file_name: str, **fields: str) -> httpx.Response:
    return client.post(f"/v1/datasets/{dataset_id}/append", files={"file": (file_name, content)}, data=fields)


def test_appended_rows_make_the_next_version(client: httpx.Client) -> None:
    first = upload(client, ROWS, "rows.csv", name="Rows")
    response = append(client, first["id"], MORE, "more.csv")
    second = response.json()
    assert (response.status_code, response.headers["location"]) == (201, f"/v1/datasets/{second['id']}")
    assert (first["version"], first["previous"]) == (1, None)
    assert (second["version"], second["previous"], second["name"], second["format"]) == (2, first["id"], "Rows", "csv")
    assert (second["n_samples"], second["size_bytes"]) == (6, len(ROWS) + len(MORE))
    assert first["sha256"] == hashlib.sha256(ROWS).hexdigest()
    assert second["sha256"] == hashlib.sha256(f"{first['sha256']}\0{hashlib.sha256(MORE).hexdigest()}".encode()).hexdigest()
    assert [(column["name"], column["type"]) for column in second["columns"]] == [("n", "float64"), ("kind", "text")]
    shown = client.get(f"/v1/datasets/{second['id']}/preview", params={"target": "kind", "from": 3, "n_samples": 3}).json()["samples"]
    assert [(sample["input"], sample["target"]) for sample in shown] == [([4.0], "b"), ([5.5], "c"), ([6.0], "a")]
    assert client.get(f"/v1/datasets/{first['id']}").json()["n_train"] == 4
    checked = client.post("/v1/specs/check", json={"spec": {"data": {"source": second["source"], "target": "kind"}, "model": RIDGE}}).json()
    assert checked["ok"] is True, checked


def test_the_same_file_appended_again_is_the_same_version_and_versions_count_on(client: httpx.Client) -> None:
    first = upload(client, ROWS + b"9,a\n", "counted.csv")
    second = append(client, first["id"], MORE, "more.csv").json()
    again = append(client, first["id"], MORE, "more.csv")
    assert (again.status_code, again.json()["id"]) == (200, second["id"])
    third = append(client, second["id"], MORE, "more.csv").json()
    assert (third["version"], third["previous"], third["n_samples"]) == (3, second["id"], 9)


def test_rows_come_in_another_format(client: httpx.Client) -> None:
    first = upload(client, ROWS + b"7,a\n", "table.csv")
    file = io.BytesIO()
    pl.DataFrame({"n": [8], "kind": ["z"]}).write_parquet(file)
    assert append(client, first["id"], file.getvalue(), "more.parquet").json()["n_samples"] == 6


def test_images_of_new_classes_are_appended(client: httpx.Client) -> None:
    first = upload(client, zipped({"bar/1.png": image(1), "disc/2.png": image(2)}), "shapes.zip")
    second = append(client, first["id"], zipped({"arc/3.png": image(3), "bar/4.png": image(4)}), "more.zip").json()
    assert [(item["value"], item["count"]) for item in second["classes"]] == [("arc", 1), ("bar", 2), ("disc", 1)]


def test_a_file_that_does_not_fit_is_refused_and_leaves_nothing(client: httpx.Client) -> None:
    first = upload(client, ROWS + b"11,a\n", "strict.csv")
    before = client.get("/v1/datasets").json()["uploads"]
    for content, name, pointer, words in (
        (b"n,more\n1,2\n", "more.csv", "/file", 'expected the column "kind", got none'),
        (b"n,kind\nmany,a\n", "more.csv", "/file", 'line 2, column "n": expected a number, got "many"'),
        (npy(np.ones((2, 2))), "more.npy", "/file", "expected a table to append, as the data set is, got one array"),
        (b"n,kind\n1,a\n", "more.what", "/format", "expected a file of one of these formats"),
    ):
        response = append(client, first["id"], content, name)
        assert response.status_code == 422, response.text
        ((at, detail),) = faults(response).items()
        assert (at, words in detail) == (pointer, True), detail
    assert client.get("/v1/datasets").json()["uploads"] == before


def test_an_unknown_data_set_is_answered_before_the_file_is_read(client: httpx.Client) -> None:
    assert append(client, "0" * 20, ROWS, "rows.csv").status_code == 404


def test_a_version_with_appended_rows_has_no_file_to_read_again(client: httpx.Client, settings: Settings) -> None:
    first = upload(client, ROWS + b"12,a\n", "again.csv")
    second = append(client, first["id"], MORE, "more.csv").json()
    response = client.post(f"/v1/datasets/{second['id']}/reread", json={"types": {"n": "text"}})
    assert (response.status_code, response.json()["type"].rsplit("/", 1)[-1]) == (409, "file-not-kept")
    folders = [Path(settings.files) / "datasets" / made["id"] for made in (first, second)]
    assert [(folder / SOURCE).exists() for folder in folders] == [True, False]
    again = client.post(f"/v1/datasets/{first['id']}/reread", json={"types": {"n": "text"}}).json()
    assert append(client, again["id"], MORE, "more.csv").json()["columns"][0]["type"] == "text"
    assert [path.name for path in folders[0].parent.iterdir() if path.name.startswith(".")] == []


@pytest.mark.parametrize("name", ["book.xlsx", "book"])
def test_a_workbook_is_taken_by_its_name_or_its_content(client: httpx.Client, name: str) -> None:
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file)
    book.add_worksheet("rows").write_row(0, 0, ["n", name])
    book.get_worksheet_by_name("rows").write_row(1, 0, [1.5, "a"])
    book.close()
    taken = upload(client, file.getvalue(), name)
    assert (taken["format"], taken["form"], taken["n_samples"], taken["reading"]["sheet"]) == ("xlsx", "table", 1, "rows")


def test_a_workbook_called_csv_is_refused_with_what_reads_it(client: httpx.Client) -> None:
    content = zipped({"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<workbook/>", "xl/worksheets/sheet1.xml": b"<worksheet/>"})
    response = client.post("/v1/datasets", files={"file": ("t.csv", content)})
    assert faults(response) == {"/file": "expected a file of the format csv, got an Excel workbook: read by format=xlsx"}
