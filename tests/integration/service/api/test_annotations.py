"""Tags, notes and filters of lists over HTTP."""

from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest

from service.settings import Settings
from tests.integration.trained import Trained, register_all
from tests.responses import fault, problem

JOB = {"recipe": "ridge-sine-line"}


@pytest.fixture(scope="module")
def settings(settings: Settings, trained: Trained) -> Settings:
    """Settings of a stack with two models."""
    return register_all(settings, trained, "digits", "line")


@pytest.fixture(scope="module")
def paths(client: httpx.Client) -> dict[str, str]:
    """The path of a thing of each kind."""
    job = client.post("/v1/jobs", json={**JOB, "name": "annotated"}).json()["id"]
    dataset = client.post("/v1/datasets", files={"file": ("apples.csv", "x,y\n1,2\n3,4\n")}).json()["id"]
    return {"job": f"/v1/jobs/{job}", "version": "/v1/models/line@1", "dataset": f"/v1/datasets/{dataset}"}


def shown(client: httpx.Client, path: str) -> dict[str, Any]:
    found: dict[str, Any] = client.get(path).json()
    return found.get("upload") or found


@pytest.mark.parametrize("kind", ["job", "version", "dataset"])
def test_a_thing_has_the_tags_and_the_note_that_were_written_last(client: httpx.Client, paths: dict[str, str], kind: str) -> None:
    path, note = paths[kind], "first line\n\tsecond line, ü"
    changed = client.patch(path, json={"tags": ["baseline", "team:vision"], "note": note})
    assert changed.status_code == 200, changed.text
    for found in (changed.json(), shown(client, path)):
        assert (found["tags"], found["note"]) == (["baseline", "team:vision"], note)
    assert client.patch(path, json={"note": None}).json()["tags"] == ["baseline", "team:vision"]
    assert client.patch(path, json={}).json()["note"] == ""
    assert client.patch(path, json={"tags": None}).json()["tags"] == []


def test_a_bare_name_is_annotated_as_a_whole(client: httpx.Client) -> None:
    client.patch("/v1/models/digits", json={"tags": ["of-all"], "note": "for every version"})
    found = client.patch("/v1/models/digits@1", json={"tags": ["of-one"]}).json()
    assert (found["tags"], found["note"], found["name_tags"], found["name_note"]) == (["of-one"], "", ["of-all"], "for every version")
    client.put("/v1/models/digits/aliases/champion", json={"version": 1, "expected": None})
    assert client.get("/v1/models/digits").json()["aliases"] == ["champion"]
    assert client.get("/v1/models/digits/versions").json()["versions"][0]["aliases"] == ["champion"]


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"tags": ["Capital"]}, "/tags/0"),
        ({"tags": ["a b"]}, "/tags/0"),
        ({"tags": ["a", ""]}, "/tags/1"),
        ({"tags": ["x" * 41]}, "/tags/0"),
        ({"tags": ["a", "a"]}, "/tags"),
        ({"tags": [f"t{number}" for number in range(21)]}, "/tags"),
        ({"tags": "a"}, "/tags"),
        ({"note": "x" * 10_001}, "/note"),
        ({"note": "a\u202eb"}, "/note"),
        ({"note": "a\0b"}, "/note"),
        ({"note": "mb_" + "K" * 43}, "/note"),
        ({"notes": "x"}, "/notes"),
    ],
)
@pytest.mark.parametrize("kind", ["job", "version", "dataset"])
def test_what_is_no_tag_and_no_note_is_refused(client: httpx.Client, paths: dict[str, str], kind: str, body: dict[str, Any], pointer: str) -> None:
    response = client.patch(paths[kind], json=body)
    assert fault(response)[0] == pointer
    assert "K" * 43 not in response.text


def test_what_is_not_there_is_not_annotated(client: httpx.Client) -> None:
    for path, slug in (("/v1/jobs/none", "no-such-job"), ("/v1/models/none@1", "no-such-model"), ("/v1/datasets/iris", "no-such-dataset")):
        assert problem(client.patch(path, json={"tags": []}), 404)["type"] == f"/problems/{slug}"


def test_jobs_are_found_by_task_tags_text_and_time(client: httpx.Client) -> None:
    made = {name: client.post("/v1/jobs", json={**JOB, "name": f"found-{name}"}).json() for name in "ab"}
    client.patch(f"/v1/jobs/{made['a']['id']}", json={"tags": ["x", "y"], "note": "Half of the Apples"})
    client.patch(f"/v1/jobs/{made['b']['id']}", json={"tags": ["x"]})

    def found(**query: Any) -> list[str]:
        return [job["name"] for job in client.get("/v1/jobs", params=query).raise_for_status().json()["jobs"]]

    assert found(tag="x") == ["found-b", "found-a"]
    assert found(tag=["x", "y"]) == ["found-a"]
    assert found(text="apples") == ["found-a"]
    assert found(text="found-", task="train") == ["found-b", "found-a"]
    assert found(text="found-", task="search") == []
    assert found(tag="x", created_from=made["b"]["created_at"]) == ["found-b"]
    assert found(tag="x", created_before=made["b"]["created_at"]) == ["found-a"]
    later = datetime.now(UTC) + timedelta(hours=3)
    assert found(created_from=later.isoformat()) == []
    first = client.get("/v1/jobs", params={"tag": "x", "limit": 1}).json()
    client.post("/v1/jobs", json={**JOB, "name": "found-between"})
    assert found(tag="x", limit=1, cursor=first["next_cursor"]) == ["found-a"]


@pytest.mark.parametrize(
    ("path", "pointer", "detail"),
    [
        ("/v1/jobs?tag=A", "/query/tag/0", "expected text of the form ^[a-z0-9]"),
        ("/v1/jobs?task=nothing", "/query/task", "should be 'train',"),
        ("/v1/jobs?text=", "/query/text", 'expected at least 1 character, got ""'),
        (
            "/v1/jobs?created_from=2026-11-29T08:00:00",
            "/query/created_from",
            "expected a time with its offset from UTC, such as 2026-11-29T08:00:00Z, got",
        ),
        ("/v1/jobs?created_before=yesterday", "/query/created_before", "expected a time with its offset from UTC, such as"),
        ("/v1/models?kind=nothing", "/query/kind", "should be 'classification',"),
        ("/v1/models?alias=Bad%20x", "/query/alias", "expected 1 to 63 small letters, digits and . _ -, such as champion"),
        ("/v1/models?alias=", "/query/alias", "expected 1 to 63 small letters, digits and . _ -, such as champion"),
        ("/v1/models?alias=latest", "/query/alias", "expected another alias than latest"),
        ("/v1/datasets?cursor=nothing", "/query/cursor", ""),
        ("/v1/datasets?form=tabel", "/query/form", "should be 'table', 'array', 'arrays', 'images' or 'text', got \"tabel\"; did you mean table?"),
        ("/v1/sweeps?state=nothing", "/query/state", "should be 'queued',"),
    ],
)
def test_a_filter_of_a_value_that_it_cannot_have_is_refused(client: httpx.Client, path: str, pointer: str, detail: str) -> None:
    refused = fault(client.get(path))
    assert (refused[0], refused[1].startswith(detail)) == (pointer, True), refused


def test_a_parameter_that_is_missing_is_named_as_in_bodies(client: httpx.Client) -> None:
    assert fault(client.delete("/v1/models/line/aliases/none")) == ("/query/expected", "expected is required")


def test_models_are_found_by_text_tag_kind_and_alias(client: httpx.Client) -> None:
    client.patch("/v1/models/line", json={"tags": ["straight"]})
    client.put("/v1/models/line/aliases/served", json={"version": 1, "expected": None})

    def found(query: str) -> list[str]:
        return [model["ref"] for model in client.get(f"/v1/models?{query}").raise_for_status().json()["models"]]

    assert found("text=LIN") == ["line@1"]
    assert found("tag=straight") == ["line@1"]
    assert found("kind=classification") == ["digits@1"]
    assert found("alias=served") == ["line@1"]
    assert found("alias=served&kind=classification") == []


def test_data_sets_are_found_by_text_form_and_tag(client: httpx.Client, paths: dict[str, str]) -> None:
    client.patch(paths["dataset"], json={"tags": ["fruit"]})
    listed = client.get("/v1/datasets?text=moon").json()
    assert [dataset["source"] for dataset in listed["datasets"]] == ["moons"]
    assert listed["uploads"] == []
    tagged = client.get("/v1/datasets?tag=fruit").json()
    assert (tagged["datasets"], [upload["name"] for upload in tagged["uploads"]]) == ([], ["apples"])
    assert [upload["name"] for upload in client.get("/v1/datasets?form=table").json()["uploads"]] == ["apples"]
    assert client.get("/v1/datasets?form=images").json()["uploads"] == []


def test_sweeps_are_listed_in_pages(client: httpx.Client) -> None:
    for name in ("left", "right"):
        made = client.post("/v1/sweeps", json={**JOB, "sweep": {"a": {"seed": 1}, "b": {"seed": 2}}, "name": name})
        assert made.status_code == 202, made.text
    page = client.get("/v1/sweeps?limit=1").json()
    assert [(sweep["name"], sweep["recipe"], sweep["states"]) for sweep in page["sweeps"]] == [("right", "ridge-sine-line", {"queued": 2})]
    rest = client.get(f"/v1/sweeps?limit=5&cursor={page['next_cursor']}").json()
    assert ([sweep["name"] for sweep in rest["sweeps"]], rest["next_cursor"]) == (["left"], None)
    assert client.get(f"/v1/sweeps/{rest['sweeps'][0]['id']}").status_code == 200
    assert [sweep["name"] for sweep in client.get("/v1/sweeps?text=left").json()["sweeps"]] == ["left"]
