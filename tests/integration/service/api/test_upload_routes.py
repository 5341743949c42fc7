"""Uploads over HTTP: taken, described, used by specs, deleted; nothing is stored of refused ones."""

import base64
import io
from pathlib import Path
from typing import Any

import httpx
import pytest
from PIL import Image

from models.preprocessing.encoded_image import decode
from service.settings import Settings
from service.store.database import Database
from tests.integration.given import queued
from tests.responses import faults
from tests.uploaded import csv_file, image, npy, npz, zipped

FLOWERS = b"length,width,kind\n5.1,3.5,setosa\n6.3,,virginica\n4.9,3,setosa\n"
LIMIT = 64 * 1024


@pytest.fixture(scope="module")
def settings(settings: Settings) -> Settings:
    """The module's settings with a small limit for uploads."""
    return settings.model_copy(update={"max_upload_bytes": LIMIT})


def upload(client: httpx.Client, content: bytes = FLOWERS, file_name: str = "flowers.csv", **fields: str) -> httpx.Response:
    return client.post("/v1/datasets", files={"file": (file_name, content)}, data=fields)


def kept(settings: Settings) -> set[str]:
    """Return the names of everything that lies where uploads lie."""
    folder: Path = settings.files / "datasets"
    return {path.name for path in folder.iterdir()} if folder.is_dir() else set()


def test_a_file_is_taken_and_described(client: httpx.Client) -> None:
    response = upload(client, name="Flowers")
    body = response.json()
    assert (response.status_code, response.headers["location"]) == (201, f"/v1/datasets/{body['id']}")
    assert (body["name"], body["format"], body["size_bytes"], body["n_samples"]) == ("Flowers", "csv", len(FLOWERS), 3)
    assert body["source"] == f"dataset:{body['id']}"
    assert len(body["id"]) == 20
    assert [(column["name"], column["type"], column["n_missing"]) for column in body["columns"]] == [
        ("length", "float64", 0),
        ("width", "float64", 1),
        ("kind", "text", 0),
    ]
    assert body["columns"][2]["counts"] == [{"value": "setosa", "count": 2}, {"value": "virginica", "count": 1}]


def test_the_same_file_again_is_the_same_data_set(client: httpx.Client) -> None:
    first, again = upload(client), upload(client, name="other")
    assert again.status_code == 200
    assert again.json() == first.json()


@pytest.mark.parametrize(
    ("content", "file_name", "format_name"),
    [
        (csv_file([["a"], [1]]), "x.CSV", "csv"),
        (b"a\tb\n1\t2\n", "x.tsv", "csv"),
        (npy([[1, 2]]), "x.npy", "npy"),
        (npz(x=[[1, 2]]), "x.npz", "npz"),
        (zipped({"cats/1.png": image()}), "x.zip", "images"),
        (b"Once", "x.txt", "text"),
    ],
)
def test_the_format_follows_from_the_ending_of_the_file_name(client: httpx.Client, content: bytes, file_name: str, format_name: str) -> None:
    response = upload(client, content, file_name)
    assert (response.status_code, response.json()["format"], response.json()["name"]) == (201, format_name, "x")


def test_images_are_described_by_class(client: httpx.Client) -> None:
    body = upload(client, zipped({"b/1.png": image(1), "a/1.png": image(2), "b/2.png": image(3)}), "p.zip").json()
    assert body["classes"] == [{"value": "a", "count": 1}, {"value": "b", "count": 2}]


def test_a_given_format_and_delimiter_have_precedence(client: httpx.Client) -> None:
    assert upload(client, b"a|b\n1|2\n", "x.dat", format="csv", delimiter="|").json()["columns"][1]["name"] == "b"
    assert upload(client, FLOWERS, format="text").json()["format"] == "text"


@pytest.mark.parametrize(
    ("content", "file_name", "fields", "expected"),
    [
        (b"a,b\n1,2\n3\n", "x.csv", {}, {"/file": "line 3: expected 2 fields, got 1"}),
        (zipped({"cats/3.png": b"junk"}), "x.zip", {}, {"/file": "member cats/3.png: expected an image"}),
        (npz(x=[None]), "x.npz", {}, {"/file": "member x.npy: expected numbers, booleans or text of a fixed width, got Python objects"}),
        (b"x", "x.npy", {"delimiter": ","}, {"/file": "expected no delimiter for the format npy, got ','"}),
        (FLOWERS, "x.csv", {"delimiter": ",,"}, {"/delimiter": "expected at most 1 character"}),
        (
            FLOWERS,
            "flowers",
            {},
            {"/format": "expected a file of one of these formats: csv (.csv), parquet (.parquet), arrow (.arrow), jsonl (.jsonl), xlsx (.xlsx)"},
        ),
        (
            FLOWERS,
            "x.csv",
            {"format": "xml"},
            {"/format": 'expected one of csv, parquet, arrow, jsonl, xlsx, npy, npz, idx, images, text, got "xml"'},
        ),
        (FLOWERS, "x.csv", {"name": ""}, {"/name": "expected a name of 1 to 200 printable characters"}),
        (FLOWERS, "x.csv", {"color": "red"}, {"/color": 'expected one of the fields file, name, format, delimiter, reading, got "color"'}),
    ],
)
def test_a_bad_upload_is_refused_and_leaves_nothing_behind(
    client: httpx.Client, settings: Settings, content: bytes, file_name: str, fields: dict[str, str], expected: dict[str, str]
) -> None:
    before = kept(settings)
    response = upload(client, content, file_name, **fields)
    assert (response.status_code, response.headers["content-type"]) == (422, "application/problem+json")
    found = faults(response)
    assert set(found) == set(expected)
    assert all(found[pointer].startswith(detail) for pointer, detail in expected.items()), found
    assert kept(settings) == before


def test_a_form_without_a_file_is_refused(client: httpx.Client) -> None:
    response = client.post("/v1/datasets", files={"name": (None, "x")})
    assert (response.status_code, faults(response)) == (422, {"/file": "expected a file, got none"})


@pytest.mark.parametrize(
    ("request_", "status"),
    [
        ({"json": {}}, 415),
        ({"content": b"x", "headers": {"content-type": "text/csv"}}, 415),
        ({"content": b"x", "headers": {"content-type": "multipart/form-data"}}, 400),
        ({"content": b"junk", "headers": {"content-type": "multipart/form-data; boundary=x"}}, 400),
        ({"files": [("file", ("a.csv", b"a\n1\n")), ("file", ("b.csv", b"a\n2\n"))]}, 400),
        ({"files": {"file": ("a.csv", b"a\n1\n"), "name": (None, "x" * 200_000)}}, 413),
    ],
)
def test_a_request_other_than_a_form_with_one_file_is_refused(
    client: httpx.Client, settings: Settings, request_: dict[str, Any], status: int
) -> None:
    before = kept(settings)
    assert client.post("/v1/datasets", **request_).status_code == status
    assert kept(settings) == before


@pytest.mark.parametrize("counted", [True, False], ids=["with a length", "in chunks"])
def test_a_body_over_the_limit_is_refused(client: httpx.Client, settings: Settings, counted: bool) -> None:
    before = kept(settings)
    head = b'--b\r\nContent-Disposition: form-data; name="file"; filename="x.txt"\r\n\r\n'
    body = head + b"x" * LIMIT + b"\r\n--b--\r\n"
    chunks = (body[start : start + 1000] for start in range(0, len(body), 1000))
    response = client.post("/v1/datasets", content=body if counted else chunks, headers={"content-type": "multipart/form-data; boundary=b"})
    assert response.status_code == 413
    assert f"at most {LIMIT:,} bytes" in response.json()["detail"]
    assert kept(settings) == before


def test_a_body_below_the_limit_is_taken_in_chunks(client: httpx.Client) -> None:
    head = b'--b\r\nContent-Disposition: form-data; name="file"; filename="x.txt"\r\n\r\n'
    body = head + b"y" * (LIMIT - 200) + b"\r\n--b--\r\n"
    chunks = (body[start : start + 777] for start in range(0, len(body), 777))
    response = client.post("/v1/datasets", content=chunks, headers={"content-type": "multipart/form-data; boundary=b"})
    assert (response.status_code, response.json()["n_samples"]) == (201, LIMIT - 200)


def forest(source: str, **data: Any) -> dict[str, Any]:
    return {"spec": {"data": {"source": source, **data}, "model": {"kind": "sklearn", "steps": [{"estimator": "RandomForestClassifier"}]}}}


def test_a_table_with_text_labels_is_taken_by_the_checker(client: httpx.Client) -> None:
    source = upload(client).json()["source"]
    found = client.post("/v1/specs/check", json=forest(source, target="kind", features=["length"])).json()
    assert (found["ok"], found["errors"]) == (True, [])
    assert found["spec"]["data"]["params"] == {}


def test_the_checker_suggests_a_similar_column(client: httpx.Client) -> None:
    source = upload(client).json()["source"]
    found = client.post("/v1/specs/check", json=forest(source, target="kinds", features=["length", "wdth"])).json()
    assert [(fault["pointer"], fault["detail"]) for fault in found["errors"]] == [
        ("/spec/data/target", 'there is no column "kinds"; did you mean "kind"?'),
        ("/spec/data/features/1", 'there is no column "wdth"; did you mean "width"?'),
    ]


GAPS = b"length,kind\n" + b"".join(b"%d,%s\n" % (n, b"" if n == 9 else b"ab"[n % 2 : n % 2 + 1]) for n in range(30))


@pytest.mark.parametrize("target", ["spec", "patch"])
def test_the_checker_suggests_a_patch_whether_spec_or_patch_is_at_fault(client: httpx.Client, target: str) -> None:
    body: dict[str, Any] = forest(upload(client, GAPS, "gaps.csv").json()["source"])
    body["patch"] = {"seed": 3}
    body[target].setdefault("data", {})["target"] = "kind"
    found = client.post("/v1/specs/check", json=body).json()
    assert [error["pointer"] for error in found["errors"]] == [f"/{target}/data/target"]
    expected = {"seed": 3, "data": {**body["patch"].get("data", {}), "drop_missing_target": True}}
    assert found["suggestion"] == expected
    settled = client.post("/v1/specs/check", json={**body, "patch": found["suggestion"]}).json()
    assert (settled["ok"], settled["spec"]["seed"], settled["spec"]["data"]["target"]) == (True, 3, "kind")


def test_the_checker_suggests_a_patch_beside_a_recipe(client: httpx.Client) -> None:
    data = {"source": upload(client, GAPS, "gaps.csv").json()["source"], "params": None, "split": None, "target": "kind"}
    model = {"steps": [{"estimator": "LogisticRegression"}]}
    body = {"recipe": "ridge-sine-line", "patch": {"data": data, "model": model, "preprocessing": None}}
    found = client.post("/v1/specs/check", json=body).json()
    assert [error["pointer"] for error in found["errors"]] == ["/patch/data/target"]
    assert client.post("/v1/specs/check", json={**body, "patch": found["suggestion"]}).json()["ok"]


def test_no_patch_is_suggested_for_a_fault_beside_the_spec(client: httpx.Client) -> None:
    body = forest(upload(client, GAPS, "gaps.csv").json()["source"], target="kind")
    assert client.post("/v1/specs/check", json={**body, "sed": 1}).json()["suggestion"] is None
    assert client.post("/v1/specs/check", json={**body, "recipe": "ridge-sine-line"}).json()["suggestion"] is None


def test_a_job_on_an_unknown_upload_is_refused(client: httpx.Client) -> None:
    response = client.post("/v1/jobs", json=forest("dataset:" + "0" * 20, target="kind"))
    assert response.status_code == 422
    assert set(faults(response)) == {"/spec/data/source"}


def test_a_deleted_data_set_is_gone(client: httpx.Client, settings: Settings) -> None:
    dataset = upload(client, b"a,b\n7,8\n").json()
    assert client.delete(f"/v1/datasets/{dataset['id']}?purge=true").status_code == 200
    assert dataset["id"] not in kept(settings)
    assert client.delete(f"/v1/datasets/{dataset['id']}").status_code == 404


def test_a_data_set_that_a_job_waits_for_is_kept(client: httpx.Client, settings: Settings) -> None:
    dataset = upload(client, b"a,b\n9,8\n").json()
    database = Database(settings.database_url)
    job = queued(database, spec={"data": {"source": dataset["source"]}})
    database.close()
    response = client.delete(f"/v1/datasets/{dataset['id']}")
    assert response.status_code == 409
    assert job.id in response.json()["detail"]
    assert dataset["id"] in kept(settings)


def test_the_document_describes_the_file_as_bytes(client: httpx.Client) -> None:
    document = client.get("/openapi.json").json()
    operation = document["paths"]["/v1/datasets"]["post"]
    (content,) = operation["requestBody"]["content"].values()
    assert content["schema"] == {"$ref": "#/components/schemas/UploadForm"}
    form = document["components"]["schemas"]["UploadForm"]["properties"]
    assert (form["file"]["type"], form["file"]["format"]) == ("string", "binary")
    assert set(form) == {"file", "name", "format", "delimiter", "reading"}
    assert set(operation["responses"]) == {"200", "201", "400", "401", "403", "413", "415", "422", "429", "503", "507", "default"}


@pytest.mark.parametrize(
    ("content", "file_name", "samples"),
    [
        (b"a,b,c\n1,x,\n2,,0.5\n3,y,1\n", "x.csv", [[1, "x", None], [2, None, 0.5]]),
        (npy([[1.5, 2], [3, 4], [5, 6]]), "x.npy", [[1.5, 2], [3, 4]]),
        (npz(x=[[1], [2], [3]]), "x.npz", [[1], [2]]),
        ("éa.".encode(), "x.txt", ["é", "a"]),
    ],
)
def test_an_upload_is_shown_and_previewed_like_a_built_in_set(client: httpx.Client, content: bytes, file_name: str, samples: list[Any]) -> None:
    dataset = upload(client, content, file_name).json()
    shown = client.get(f"/v1/datasets/{dataset['id']}").json()
    assert (shown["source"], shown["kind"], shown["n_train"]) == (dataset["source"], "upload", 3)
    assert shown["params"]["properties"] == {}
    found = client.get(f"/v1/datasets/{dataset['id']}/preview", params={"n_samples": 2}).json()["samples"]
    assert [sample["input"] for sample in found] == samples


def test_uploaded_images_are_previewed_small_with_their_class(client: httpx.Client) -> None:
    dataset = upload(client, zipped({"cats/1.jpg": image(7, "JPEG", (600, 300)), "dogs/1.png": image(8)}), "p.zip").json()
    first, second = client.get(f"/v1/datasets/{dataset['id']}/preview").json()["samples"]
    assert (first["target"], second["target"]) == ("cats", "dogs")
    small = decode(base64.b64decode(first["input"].removeprefix("data:image/png;base64,")))
    assert small.size == (128, 64)


def test_uploads_are_listed_newest_first_by_pages(client: httpx.Client) -> None:
    made = [upload(client, csv_file([["a"], [number]]), f"{number}.csv").json() for number in (101, 102, 103)]
    first = client.get("/v1/datasets", params={"limit": 2}).json()
    assert [item["name"] for item in first["uploads"]] == ["103", "102"]
    assert first["next_cursor"].endswith(made[1]["id"])
    assert client.get("/v1/datasets", params={"limit": 2, "cursor": first["next_cursor"]}).json()["uploads"][0] == made[0]


def test_an_upload_is_shown_with_its_columns(client: httpx.Client) -> None:
    made = upload(client).json()
    assert client.get(f"/v1/datasets/{made['id']}").json()["upload"] == made
    assert client.get("/v1/datasets/iris").json()["upload"] is None


def test_uploaded_images_of_any_size_are_drawn_in_a_grid(client: httpx.Client) -> None:
    content = zipped({"cats/1.png": image(200, size=(60, 40)), "cats/2.jpg": image(90, "JPEG"), "dogs/1.png": image(10, size=(9, 30))})
    made = upload(client, content, "pets.zip").json()
    response = client.get(f"/v1/datasets/{made['id']}/plot")
    assert (response.status_code, response.headers["content-type"]) == (200, "image/png")
    with Image.open(io.BytesIO(response.content)) as drawn:
        assert drawn.width == 1020
