"""Answers in each form, with fewer digits, and within the caller's time; over models of several kinds."""

import io
import json
import math
from typing import Any

import httpx
import numpy as np
import orjson
import pandas as pd
import pytest

from service.settings import Settings
from tests.integration.service.fast.kept import kept_version
from tests.integration.trained import Trained, register
from tests.responses import fault, problem

pytestmark = pytest.mark.slow

JSON, NDJSON, CSV, NPY = "application/json", "application/x-ndjson", "text/csv", "application/x-npy"
ROWS = np.random.default_rng(0).normal(size=(5, 12)).round(3)
#: Model -> inputs that it takes.
INPUTS: dict[str, Any] = {
    "dense-classes": ROWS[:, :4].tolist(),
    "binary-classes": ROWS[:, :2].tolist(),
    "scaled-values": ROWS[:, :10].tolist(),
    "groups": ROWS[:, :2].tolist(),
    "rows-by-pca": ROWS[:, :3].tolist(),
    "series-horizon": [row.tolist() for row in ROWS[:, :4]],
    "denoised-digits": np.abs(np.random.default_rng(0).normal(size=(3, 8, 8))).round(3).tolist(),
    "letters": ["the brown dog went over the hill", "and then it went home again"],
}


@pytest.fixture(scope="module")
def settings(settings: Settings, trained: Trained) -> Settings:
    settings = settings.model_copy(update={"files": trained.folder})
    for name in (*INPUTS, "named-people"):
        register(settings, name, kept_version(name, trained.folder))
    return settings


@pytest.fixture(scope="module")
def people(client: httpx.Client) -> list[Any]:
    """Inputs of a model of several inputs and outputs, by its schema."""
    schema = client.get("/v1/models/named-people/schema").json()["input"]
    return [_example(schema), _example(schema)]


def _example(schema: dict[str, Any]) -> Any:
    if "enum" in schema:
        return schema["enum"][0]
    if "anyOf" in schema:
        return _example(schema["anyOf"][0])
    kind = schema["type"][0] if isinstance(schema["type"], list) else schema["type"]
    if kind == "object":
        return {name: _example(each) for name, each in schema["properties"].items()}
    if kind == "array":
        return [_example(each) for each in schema["prefixItems"]] if "prefixItems" in schema else [_example(schema["items"])] * schema["minItems"]
    return 0.5 if kind == "number" else "left"


def ask(client: httpx.Client, model: str, inputs: Any, accept: str = JSON, query: str = "", **headers: str) -> httpx.Response:
    return client.post(f"/v1/models/{model}/predict{query}", json={"inputs": inputs}, headers={"accept": accept, **headers})


def in_form(client: httpx.Client, model: str, accept: str, query: str = "", inputs: Any = None) -> httpx.Response:
    response = ask(client, model, INPUTS[model] if inputs is None else inputs, accept, query)
    assert response.status_code == 200, response.text
    assert response.headers["content-type"].partition(";")[0] == accept
    assert response.headers["x-model-version"] == f"{model}@1"
    assert "decode;dur=" in response.headers["server-timing"]
    return response


def predictions(client: httpx.Client, model: str, query: str = "", inputs: Any = None) -> list[Any]:
    found: list[Any] = in_form(client, model, JSON, query, inputs).json()["predictions"]
    return found


def as_objects(value: Any) -> Any:
    if isinstance(value, list):
        return {str(index): as_objects(each) for index, each in enumerate(value)}
    return {name: as_objects(each) for name, each in value.items()} if isinstance(value, dict) else value


@pytest.mark.parametrize("model", INPUTS)
@pytest.mark.parametrize("query", ["", "?precision=4"])
def test_a_table_and_lines_say_what_json_says(client: httpx.Client, model: str, query: str) -> None:
    expected = predictions(client, model, query)
    assert [orjson.loads(line) for line in in_form(client, model, NDJSON, query).content.splitlines()] == expected
    found = pd.read_csv(io.BytesIO(in_form(client, model, CSV, query).content), keep_default_na=False)
    pd.testing.assert_frame_equal(found, pd.json_normalize([as_objects(row) for row in expected]), check_dtype=False, check_like=True)


@pytest.mark.parametrize(
    ("model", "query", "shape", "kind"),
    [
        ("dense-classes", "", (5,), "iU"),
        ("dense-classes", "?method=predict_proba", (5, 3), "f"),
        ("scaled-values", "", (5,), "f"),
        ("groups", "", (5,), "i"),
        ("rows-by-pca", "", (5, 2), "f"),
        ("denoised-digits", "", (3, 8, 8), "f"),
    ],
)
def test_an_array_has_the_predictions_in_short(client: httpx.Client, model: str, query: str, shape: tuple[int, ...], kind: str) -> None:
    found = np.load(io.BytesIO(in_form(client, model, NPY, query).content), allow_pickle=False)
    values = [next(iter(each.values())) for each in predictions(client, model, query)]
    values = [list(each.values()) if isinstance(each, dict) else each for each in values]
    assert (found.shape, found.dtype.kind in kind, found.tolist()) == (shape, True, values)


@pytest.mark.parametrize("model", INPUTS)
def test_an_empty_table_has_the_columns_of_a_full_one(client: httpx.Client, model: str) -> None:
    full = in_form(client, model, CSV).content.splitlines()[0]
    assert in_form(client, model, CSV, inputs=[]).content.splitlines() == [full]


def test_a_table_of_the_three_likeliest_labels_has_the_columns_of_all(client: httpx.Client) -> None:
    full = in_form(client, "letters", CSV).content.splitlines()[0]
    assert in_form(client, "letters", CSV, "?probabilities=top3").content.splitlines()[0] == full
    assert in_form(client, "letters", CSV, "?probabilities=none").content.splitlines()[0] == b"label,probability"


def test_several_outputs_are_columns_by_their_names_and_no_array(client: httpx.Client, people: list[Any]) -> None:
    expected = predictions(client, "named-people", inputs=people)
    found = pd.read_csv(io.BytesIO(in_form(client, "named-people", CSV, inputs=people).content))
    assert list(found.columns) == list(pd.json_normalize([as_objects(row) for row in expected]).columns)
    refused = problem(ask(client, "named-people", people, NPY), 406)
    assert refused["type"].endswith("/problems/not-acceptable")
    assert "one array, but this model has several" in refused["detail"]
    assert JSON in refused["detail"]
    assert ask(client, "named-people", people, f"{NPY}, {CSV};q=0.5").headers["content-type"].startswith(CSV)


def test_series_of_different_numbers_of_windows_are_no_table(client: httpx.Client) -> None:
    inputs = [ROWS[0, :4].tolist(), ROWS[0, :6].tolist()]
    assert "prediction 1 has" in problem(ask(client, "series-horizon", inputs, CSV), 406)["detail"]
    assert len(ask(client, "series-horizon", inputs, NDJSON).content.splitlines()) == 2


def test_a_form_that_is_not_offered_is_refused_before_anything_is_computed(client: httpx.Client) -> None:
    refused = problem(ask(client, "dense-classes", "no inputs at all", "application/xml"), 406)
    assert f"{JSON}, {NDJSON}, {CSV}, {NPY}" in refused["detail"]
    assert "image/png" in problem(ask(client, "denoised-digits", [], "application/xml"), 406)["detail"]


def test_every_float_of_an_answer_has_the_digits_that_were_asked_for(client: httpx.Client) -> None:
    for model in INPUTS:
        full, short = (json.dumps(predictions(client, model, query)) for query in ("", "?precision=3"))
        assert json.loads(short) == json.loads(full, parse_float=lambda text: float(f"{float(text):.3g}"))
        assert predictions(client, model, "?precision=17") == json.loads(full)


@pytest.mark.parametrize("digits", ["0", "18", "-1", "1.5", "x", "", "\u0663", "9" * 5000])
def test_other_digits_are_refused(client: httpx.Client, digits: str) -> None:
    pointer, detail = fault(ask(client, "groups", [], query=f"?precision={digits}"))
    assert (pointer, "from 1 to 17" in detail) == ("/query/precision", True)


def test_files_of_whole_numbers_have_no_digits_to_leave_out(client: httpx.Client) -> None:
    assert fault(ask(client, "groups", [], NPY, "?precision=3"))[0] == "/query/precision"


def test_other_verbs_give_the_version_the_times_and_fewer_digits(client: httpx.Client) -> None:
    axes = [{"feature": index, "from": -2, "to": 1, "steps": 4} for index in (0, 1)]
    calls: dict[str, tuple[str, Any]] = {
        "surface": ("binary-classes", {"x": axes[0], "y": axes[1], "method": "predict_proba"}),
        "forecast": ("series-horizon", {"series": ROWS[0, :7].tolist(), "steps": 4}),
        "transform": ("scaled-values", {"inputs": INPUTS["scaled-values"]}),
    }
    for verb, (model, body) in calls.items():
        full, short = (client.post(f"/v1/models/{model}/{verb}{query}", json=body) for query in ("", "?precision=2"))
        assert full.status_code == 200, full.text
        assert full.headers["x-model-version"] == f"{model}@1"
        assert "model;dur=" in full.headers["server-timing"]
        assert short.json() == orjson.loads(json.dumps(json.loads(full.text, parse_float=lambda text: float(f"{float(text):.2g}"))))
        assert short.text != full.text
        assert fault(client.post(f"/v1/models/{model}/{verb}?precision=0", json=body))[0] == "/query/precision"


@pytest.mark.parametrize("path", ["/invocations", "/v1/models/groups:predict", "/predict", "/predictions"])
def test_paths_of_other_systems_name_the_path_of_predictions(client: httpx.Client, path: str) -> None:
    response = client.post(path, json={"instances": [[1, 2]]})
    assert response.status_code in (404, 405)
    assert response.json()["detail"].endswith("; predictions are POST /v1/models/{name}/predict")


def test_a_value_that_overflows_is_null_with_the_reason(client: httpx.Client) -> None:
    found = client.post("/v1/models/scaled-values/inverse_transform", json={"targets": [1e308, 0.5]})
    body = found.json()
    assert body["targets"][0] is None, body
    assert math.isfinite(body["targets"][1])
    assert body["reason"].startswith("/targets/0 is infinite")


@pytest.mark.parametrize("prefer", ["wait=5", "respond-async, wait=5", "wait=5; x=y", 'WAIT="5"', "handling=lenient,wait=5.0"])
def test_a_wait_that_is_long_enough_is_applied(client: httpx.Client, prefer: str) -> None:
    response = ask(client, "groups", INPUTS["groups"], prefer=prefer)
    assert (response.status_code, response.headers["preference-applied"]) == (200, "wait=5")


@pytest.mark.parametrize("prefer", ["respond-async", "return=minimal", ""])
def test_other_preferences_are_ignored(client: httpx.Client, prefer: str) -> None:
    response = ask(client, "groups", INPUTS["groups"], prefer=prefer)
    assert response.status_code == 200
    assert "preference-applied" not in response.headers


@pytest.mark.parametrize("wait", ["0", "-1", "nan", "inf", "soon", "", "1e9"])
@pytest.mark.parametrize("path", ["predict", "forecast"])
def test_a_wait_that_is_no_number_of_seconds_is_refused(client: httpx.Client, wait: str, path: str) -> None:
    response = client.post(f"/v1/models/groups/{path}", json={"inputs": []}, headers={"prefer": f"wait={wait}"})
    assert fault(response)[0] == "/header/prefer"


def test_an_answer_that_comes_too_late_is_a_problem_of_its_own(client: httpx.Client) -> None:
    response = ask(client, "groups", INPUTS["groups"] * 1500, query="?method=transform", prefer="wait=0.0001")
    refused = problem(response, 504)
    assert refused["type"].endswith("/problems/deadline-passed")
    assert "0.0001 s" in refused["detail"]
