"""Data sets over HTTP: listed, described, previewed and drawn."""

import io
import json
from typing import Any

import httpx
import pytest
from PIL import Image

from models.datasets import DATA_SETS
from tests.responses import problem


def shown(client: httpx.Client, path: str, **query: Any) -> dict[str, Any]:
    response = client.get(f"/v1/datasets{path}", params=query)
    assert response.status_code == 200, response.text
    answer: dict[str, Any] = response.json()
    return answer


def refused(client: httpx.Client, path: str, status: int, **query: Any) -> dict[str, Any]:
    return problem(client.get(f"/v1/datasets{path}", params=query), status)


def test_every_built_in_set_is_listed_as_it_is_shown(client: httpx.Client) -> None:
    listed = shown(client, "")["datasets"]
    assert [item["source"] for item in listed] == sorted(DATA_SETS)
    assert [shown(client, f"/{item['source']}") for item in listed] == listed


def test_a_built_in_set_is_described(client: httpx.Client) -> None:
    assert {name: value for name, value in shown(client, "/iris").items() if name != "params"} == {
        "source": "iris",
        "title": "Iris flowers",
        "kind": "built-in",
        "downloads": False,
        "axis": "sample",
        "n_train": 150,
        "n_test": 0,
        "endless": False,
        "input_shape": [4],
        "input_dtype": "float64",
        "target_dtype": "str",
        "labels": ["setosa", "versicolor", "virginica"],
        "columns": ["sepal length (cm)", "sepal width (cm)", "petal length (cm)", "petal width (cm)"],
        "upload": None,
    }


def test_the_parameters_of_a_generator_are_shown(client: httpx.Client) -> None:
    noise = shown(client, "/circles")["params"]["properties"]["factor"]
    assert (noise["default"], noise["minimum"], noise["exclusiveMaximum"]) == (0.8, 0, 1)
    assert "inner circle" in noise["description"]


def test_the_description_depends_on_the_parameters(client: httpx.Client) -> None:
    params = json.dumps({"n_samples": 10, "test": {"n_samples": 4}})
    answer = shown(client, "/moons", params=params)
    assert (answer["n_train"], answer["n_test"]) == (10, 4)
    assert len(shown(client, "/moons/preview", params=params, n_samples=100)["samples"]) == 10


def test_a_preview_shows_the_first_samples(client: httpx.Client) -> None:
    samples = shown(client, "/iris/preview", n_samples=2)["samples"]
    first, second = {"index": 0, "input": [5.1, 3.5, 1.4, 0.2], "target": "setosa"}, {"index": 1, "input": [4.9, 3.0, 1.4, 0.2], "target": "setosa"}
    assert samples == [first, second]
    assert len(shown(client, "/iris/preview")["samples"]) == 5


def test_a_preview_of_a_series_shows_its_first_steps(client: httpx.Client) -> None:
    assert shown(client, "/sum_of_sines/preview", n_samples=1)["samples"] == [{"index": 0, "input": [0.0], "target": None}]


def test_previews_of_large_sets_are_cached(client: httpx.Client, settings: Any) -> None:
    assert [sample["target"] for sample in shown(client, "/mnist/preview", n_samples=3)["samples"]] == [5, 0, 4]
    assert (settings.cache / "mnist" / "x_train.npy").is_file()


def test_a_plot_is_a_png_that_need_not_be_sent_twice(client: httpx.Client) -> None:
    response = client.get("/v1/datasets/spirals/plot")
    assert (response.status_code, response.headers["content-type"]) == (200, "image/png")
    assert Image.open(io.BytesIO(response.content)).size == (960, 630)
    again = client.get("/v1/datasets/spirals/plot", headers={"if-none-match": response.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == response.headers["etag"]


def test_a_plot_of_other_parameters_is_another(client: httpx.Client) -> None:
    first = client.get("/v1/datasets/spirals/plot")
    other = client.get("/v1/datasets/spirals/plot", params={"params": '{"arms": 3}'}, headers={"if-none-match": first.headers["etag"]})
    assert other.status_code == 200
    assert other.content != first.content
    assert other.headers["etag"] != first.headers["etag"]


@pytest.mark.parametrize("path", ["", "/preview", "/plot"])
def test_an_unknown_data_set_is_not_found(client: httpx.Client, path: str) -> None:
    detail = refused(client, f"/mnits{path}", 404)["detail"]
    assert '"mnits"' in detail
    assert "mnist" in detail
    refused(client, f"/{'m' * 300}{path}", 404)


def test_a_withdrawn_data_set_is_not_found_with_the_reason(client: httpx.Client) -> None:
    assert "withdrawn from scikit-learn" in refused(client, "/boston", 404)["detail"]


@pytest.mark.parametrize(("path", "name"), [("", "data_params"), ("/preview", "data_params"), ("/plot", "data_params"), ("/preview", "params")])
@pytest.mark.parametrize(
    ("params", "pointer", "phrase"),
    [
        ('{"n_samples": 1, "seed": 3}', "/n_samples", "greater than or equal to 2"),
        ('{"nosie": 1}', "/nosie", "did you mean noise?"),
        ('{"test": {"noise": -1}}', "/test/noise", "greater than or equal to 0"),
        ("[1]", "", "expected a JSON object"),
        ("{", "", "expected a JSON object"),
        ('{"n_samples": NaN}', "", "expected a JSON object"),
        ('{"n_samples": ' + "[" * 900 + "]" * 900 + "}", "", "at most 64 levels"),
        ("", "", "expected a JSON object"),
    ],
    ids=["too few", "unknown", "within", "a list", "no JSON", "not a number", "too deep", "empty"],
)
def test_invalid_parameters_are_reported_by_pointer(client: httpx.Client, path: str, name: str, params: str, pointer: str, phrase: str) -> None:
    (error,) = refused(client, f"/moons{path}", 422, **{name: params})["errors"]
    assert error["pointer"] == f"/query/{name}{pointer}"
    assert phrase in error["detail"]


@pytest.mark.parametrize("name", ["data_params", "params"])
def test_the_parameters_of_a_generator_count(client: httpx.Client, name: str) -> None:
    assert client.get("/v1/datasets/moons/preview", params={name: '{"n_samples": 12, "noise": 0.1}'}).json()["n_samples"] == 12


def test_parameters_that_are_given_twice_are_refused(client: httpx.Client) -> None:
    (error,) = refused(client, "/moons", 422, params="{}", data_params="{}")["errors"]
    assert error["pointer"] == "/query/params"
    assert "expected the parameters once" in error["detail"]


@pytest.mark.parametrize("n", [0, 101, "many"])
def test_a_preview_is_bounded(client: httpx.Client, n: Any) -> None:
    (error,) = refused(client, "/iris/preview", 422, n_samples=n)["errors"]
    assert error["pointer"] == "/query/n_samples"


@pytest.mark.usefixtures("no_network")
@pytest.mark.parametrize("path", ["/california/preview", "/lfw/plot"])
def test_a_failed_download_gives_503(client: httpx.Client, path: str) -> None:
    answer = refused(client, path, 503)
    assert "has to be downloaded once, and the download failed" in answer["detail"]


def test_a_data_set_that_is_downloaded_is_described_without_a_network(client: httpx.Client) -> None:
    answer = shown(client, "/newsgroups20")
    assert (answer["downloads"], answer["n_train"], answer["n_test"], answer["input_dtype"]) == (True, 11_314, 7_532, "str")


@pytest.mark.usefixtures("no_network")
def test_plots_of_texts_are_refused_before_a_download(client: httpx.Client) -> None:
    assert "texts are not drawn" in refused(client, "/newsgroups20/plot", 422)["detail"]


def test_a_job_on_a_withdrawn_data_set_is_refused_with_the_reason(client: httpx.Client) -> None:
    spec = {"data": {"source": "boston"}, "model": {"kind": "sklearn", "steps": [{"estimator": "Ridge"}]}}
    response = client.post("/v1/jobs", json={"spec": spec})
    assert response.status_code == 422
    (error,) = response.json()["errors"]
    assert error["pointer"] == "/spec/data/source"
    assert "use california or diabetes" in error["detail"]


@pytest.mark.parametrize(
    ("accept", "sent"),
    [
        ("application/octet-stream", "application/octet-stream"),
        ("image/png, application/octet-stream", "image/png"),
        ("application/octet-stream, image/*", "image/png"),
        ("application/octet-stream;q=0.9, */*;q=0.1", "image/png"),
        ("text/html", "image/png"),
    ],
)
def test_a_plot_is_bytes_for_a_caller_who_accepts_nothing_else(client: httpx.Client, accept: str, sent: str) -> None:
    response = client.get("/v1/datasets/moons/plot", headers={"accept": accept})
    assert (response.status_code, response.headers["content-type"]) == (200, sent)
    assert response.content.startswith(b"\x89PNG")
