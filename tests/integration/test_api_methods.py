"""Predictions over HTTP by a method, of rows of a table, and surfaces."""

import base64
from typing import Any

import httpx
import numpy as np
import pytest
from fastapi import FastAPI
from numpy.testing import assert_allclose

from models.artifact.read import read_artifact
from models.serving.method import Method
from models.serving.predictor import Predictor
from models.serving.process import KerasProcess
from models.serving.source import source_predictor
from service.settings import Settings
from service.store.files import Files
from tests.integration.sent import Pixels, encoded, form, npy, post_file
from tests.integration.trained import Trained, register, register_all, train_spec
from tests.toys import ROWS, WORDS, Toy, ToyTable, X, toy_set

TABLE_STEPS = [{"step": "impute", "columns": [0]}, {"step": "encode_categories", "columns": [1], "categories": [["down", "up"]]}]
ADA = {
    "estimator": "AdaBoostClassifier",
    "params": {"n_estimators": 10, "estimator": {"estimator": "DecisionTreeClassifier", "params": {"max_depth": 1}}},
}


def spec_of(step: dict[str, Any], told: str) -> dict[str, Any]:
    return {"data": {"source": Toy.source, "params": {"targets": told}}, "model": {"kind": "sklearn", "steps": [step]}}


TABLE = {
    "data": {"source": ToyTable.source},
    "preprocessing": {"inputs": TABLE_STEPS},
    "model": {"kind": "sklearn", "steps": [{"estimator": "LogisticRegression"}]},
}
NETWORK = {
    "data": {"source": ToyTable.source},
    "preprocessing": {"inputs": TABLE_STEPS, "targets": [{"step": "label_encode"}]},
    "model": {"kind": "sequential", "layers": [{"layer": "Dense", "units": 3, "activation": "softmax"}]},
    "training": {"loss": "sparse_categorical_crossentropy", "epochs": 1},
}
SPECS = {
    "trees": spec_of(ADA, "words"),
    "ridge": spec_of({"estimator": "RidgeClassifier"}, "words"),
    "scaler": spec_of({"estimator": "MinMaxScaler"}, "nothing"),
    "groups": spec_of({"estimator": "KMeans", "params": {"n_clusters": 3}}, "nothing"),
    "table": TABLE,
    "table-network": NETWORK,
}


@pytest.fixture(scope="module")
def settings(settings: Settings, trained: Trained) -> Settings:
    """Settings of a stack in which models of pictures, points and tables are registered."""
    settings = register_all(settings, trained, "line", "digits")
    with toy_set():
        for name, spec in SPECS.items():
            register(settings, name, train_spec(trained.folder, f"method-{name}", spec))
    return settings


def predicted(response: httpx.Response) -> list[dict[str, Any]]:
    assert response.status_code == 200, response.text
    answers: list[dict[str, Any]] = response.json()["predictions"]
    return answers


def asked(client: httpx.Client, model: str, inputs: Any, method: str | None = None) -> list[dict[str, Any]]:
    body = {"inputs": inputs} if method is None else {"inputs": inputs, "method": method}
    return predicted(client.post(f"/v1/models/{model}/predict", json=body))


def fault(response: httpx.Response) -> tuple[str, str]:
    assert response.status_code == 422, response.text
    (found,) = response.json()["errors"]
    return found["pointer"], found["detail"]


def test_a_classifier_answers_each_of_its_methods(client: httpx.Client) -> None:
    point = [[6.0, 0.0]]
    (natural,) = asked(client, "trees", point)
    assert asked(client, "trees", point, "predict") == [{"label": "low"}]
    assert asked(client, "trees", point, "predict_proba") == [{"probabilities": natural["probabilities"]}]
    ((key, scores),) = asked(client, "trees", point, "decision_function")[0].items()
    assert (key, list(scores), max(scores, key=scores.__getitem__)) == ("decision", ["high", "low", "mid"], "low")


def test_an_explicit_null_is_no_method(client: httpx.Client) -> None:
    body = {"inputs": [[6.0, 0.0]], "method": None}
    assert predicted(client.post("/v1/models/trees/predict", json=body)) == asked(client, "trees", [[6.0, 0.0]])


def test_rows_are_transformed_and_brought_back(client: httpx.Client) -> None:
    there = [answer["row"] for answer in asked(client, "scaler", X[:3].tolist(), "transform")]
    assert_allclose([answer["row"] for answer in asked(client, "scaler", there, "inverse_transform")], X[:3], atol=1e-6)


def test_a_clusterer_gives_distances_to_its_centers(client: httpx.Client) -> None:
    (cluster,), (distances,) = asked(client, "groups", [[6.0, 0.0]], "predict"), asked(client, "groups", [[6.0, 0.0]], "transform")
    assert int(np.argmin(distances["row"])) == cluster["cluster"]


def test_a_method_is_named_in_the_query_where_the_body_is_no_json(client: httpx.Client, pictures: Pixels) -> None:
    url, png = "/v1/models/digits/predict?method=predict", encoded(pictures[0])
    assert predicted(client.post(url, content=png, headers={"content-type": "image/png"})) == [{"label": 7}]
    assert predicted(client.post(url, content=npy(pictures), headers={"content-type": "application/x-npy"}))[2] == {"label": 1}
    assert predicted(client.post(url, files=form(png))) == [{"label": 7}]
    assert predicted(client.post(url, json={"inputs": pictures[:1].tolist()})) == [{"label": 7}]


def test_a_network_that_classifies_gives_probabilities_by_method(client: httpx.Client, pictures: Pixels) -> None:
    (answer,) = asked(client, "digits", pictures[:1].tolist(), "predict_proba")
    assert answer["probabilities"] == asked(client, "digits", pictures[:1].tolist())[0]["probabilities"]


@pytest.mark.parametrize(
    ("url", "body", "pointer", "phrase"),
    [
        ("ridge/predict", {"method": "predict_proba"}, "/method", "got predict_proba; it has predict and decision_function"),
        ("ridge/predict?method=predict_proba", {}, "/query/method", "it has predict and decision_function"),
        ("line/predict", {"method": "decision_function"}, "/method", "it has predict"),
        ("digits/predict", {"method": "transform"}, "/method", "it has predict and predict_proba"),
        ("trees/predict", {"method": "guess"}, "/method", "expected one of predict, predict_proba, decision_function, transform, inverse_transform"),
        ("trees/predict", {"method": 3}, "/method", "got 3"),
        ("trees/predict", {"method": ["predict"]}, "/method", "got ['predict']"),
        ("trees/predict?method=guess", {}, "/query/method", "got 'guess'"),
        ("trees/predict?method=predict", {"method": "predict"}, "/query/method", "expected the method once"),
        ("trees/predict?probabilities=all", {"method": "predict"}, "/query/probabilities", "expected no choice of probabilities beside a method"),
        ("trees/predict?probabilities=all&method=predict", {}, "/query/probabilities", "expected no choice of probabilities beside a method"),
    ],
)
def test_a_method_that_cannot_be_had_is_refused_at_its_place(client: httpx.Client, url: str, body: dict[str, Any], pointer: str, phrase: str) -> None:
    where, detail = fault(client.post(f"/v1/models/{url}", json={"inputs": [], **body}))
    assert (where, phrase in detail) == (pointer, True), detail


def test_a_model_names_its_methods_and_columns(client: httpx.Client) -> None:
    signature = client.get("/v1/models/table").json()["signature"]
    assert signature["methods"] == ["predict", "predict_proba", "decision_function"]
    assert (signature["columns"], signature["text_columns"], signature["input_dtype"]) == (["x", "side", "y"], [1], "object")
    assert client.get("/v1/models/digits").json()["signature"]["columns"] is None


def test_a_model_of_version_1_names_its_methods_too(client: httpx.Client, settings: Settings, trained: Trained) -> None:
    old = {name: value for name, value in trained.versions["digits"].signature.items() if name not in ("methods", "columns", "text_columns")}
    register(settings, "old", trained.versions["digits"], signature=old)
    assert client.get("/v1/models/old").json()["signature"]["methods"] == ["predict", "predict_proba"]


@pytest.mark.parametrize("model", ["table", "table-network"])
def test_a_model_of_a_table_is_compiled_and_answers_rows_in_order_and_by_name(client: httpx.Client, model: str) -> None:
    assert client.get(f"/v1/models/{model}").json()["serving"]["runtime"] == "onnx"
    rows = ROWS[5:11].tolist()
    assert rows[4][0] is None
    answers = asked(client, model, rows)
    assert asked(client, model, [{"y": y, "side": side, "x": x} for x, side, y in rows]) == answers
    assert {answer["label"] for answer in answers} <= set(WORDS)


def test_a_model_of_a_table_learns_it(client: httpx.Client) -> None:
    answers = asked(client, "table", ROWS.tolist())
    assert np.mean([answer["label"] == WORDS[i % 3] for i, answer in enumerate(answers)]) > 0.9


def test_a_csv_body_is_answered_like_its_rows(client: httpx.Client) -> None:
    rows = ROWS[5:11].tolist()
    text = "side,y,x\n" + "".join(f"{side},{y!r},{'' if x is None else repr(x)}\n" for x, side, y in rows)
    for media in ("text/csv", "text/csv; charset=utf-8"):
        assert predicted(post_file(client, media, text.encode(), "table")) == asked(client, "table", rows)


def test_a_csv_body_may_name_a_method_in_the_query(client: httpx.Client) -> None:
    url, body = "/v1/models/table/predict?method=predict", b"x,side,y\n6,down,0\n"
    assert predicted(client.post(url, content=body, headers={"content-type": "text/csv"})) == [{"label": "low"}]


@pytest.mark.parametrize(
    ("inputs", "pointer", "phrase"),
    [
        ([[1, "up", 2], [1, "up", "2"]], "/inputs/1/2", "expected a number, got str '2'"),
        ([{"x": 1, "side": 4, "y": 2}], "/inputs/0/side", "expected text, got int '4'"),
        ([{"x": 1, "y": 2, "side": None}], "/inputs/0/side", "does not fill gaps"),
        ([[1, "left", 2]], "/inputs", "'left' came"),
    ],
)
def test_a_row_of_a_table_that_does_not_fit_is_refused_with_a_pointer(client: httpx.Client, inputs: Any, pointer: str, phrase: str) -> None:
    where, detail = fault(client.post("/v1/models/table/predict", json={"inputs": inputs}))
    assert (where, phrase in detail) == (pointer, True), detail


def test_a_csv_body_that_does_not_fit_is_refused_with_its_line(client: httpx.Client) -> None:
    assert fault(post_file(client, "text/csv", b"x,side,y\n1,up,2\n1,up,two\n", "table")) == ("/inputs/1/y", "line 3: expected a number, got 'two'")
    assert "have no names" in fault(post_file(client, "text/csv", b"x\n1\n", "digits"))[1]


def test_a_csv_body_of_too_many_rows_is_refused(client: httpx.Client) -> None:
    assert fault(post_file(client, "text/csv", b"x,side,y\n" + b"1,up,2\n" * 10_001, "table"))[0] == "/inputs"


def test_a_picture_is_taken_as_base64_text_inside_json(client: httpx.Client, pictures: Pixels) -> None:
    texts = [base64.b64encode(encoded(picture)).decode() for picture in pictures]
    assert asked(client, "digits", texts) == asked(client, "digits", pictures.tolist())


@pytest.mark.filterwarnings("ignore:__array__ implementation doesn't accept a copy keyword:DeprecationWarning:keras")
def test_a_keras_process_answers_methods_and_mixed_rows(settings: Settings, trained: Trained) -> None:
    path = Files(trained.folder).path(next(iter(trained.folder.glob("jobs/method-table-network/*/model.h5"))).relative_to(trained.folder).as_posix())
    artifact = read_artifact(path)
    served = Predictor(artifact.content.signature, artifact.content.chain, KerasProcess(path))
    try:
        served.replay(artifact.golden)
        rows = ROWS[:4].tolist()
        assert served.predict(rows, method=Method.PREDICT) == source_predictor(artifact).predict(rows, method=Method.PREDICT)
    finally:
        served.close()


AXES = {"x": {"feature": 0, "from": 0, "to": 6, "steps": 4}, "y": {"feature": 1, "from": 0, "to": 6, "steps": 3}}


def test_a_surface_gives_places_of_labels(client: httpx.Client) -> None:
    response = client.post("/v1/models/trees/surface", json=AXES)
    assert response.status_code == 200, response.text
    body = response.json()
    assert {name: body[name] for name in ("model", "method", "x", "y", "labels")} == {
        "model": "trees@1",
        "method": "predict",
        "x": [0, 2, 4, 6],
        "y": [0, 3, 6],
        "labels": ["high", "low", "mid"],
    }
    points = [[x, y] for y in body["y"] for x in body["x"]]
    labels = [answer["label"] for answer in asked(client, "trees", points, "predict")]
    assert [body["labels"][place] for row in body["values"] for place in row] == labels


def test_a_surface_of_scores_over_more_than_two_labels_has_a_grid_for_each(client: httpx.Client) -> None:
    body = client.post("/v1/models/ridge/surface", json={**AXES, "method": "decision_function", "clamp": [-0.5, 0.5]}).json()
    values = np.array(body["values"])
    assert values.shape == (3, 3, 4)
    assert (values.min(), values.max()) == (-0.5, 0.5)


def test_a_surface_of_clusters_has_no_labels(client: httpx.Client) -> None:
    body = client.post("/v1/models/groups/surface", json=AXES).json()
    assert body["labels"] is None
    assert {cluster for row in body["values"] for cluster in row} <= {0, 1, 2}


@pytest.mark.parametrize(
    ("model", "changes", "pointer"),
    [
        ("trees", {"x": {**AXES["x"], "steps": 1}}, "/x/steps"),
        ("trees", {"x": {**AXES["x"], "from": 7}}, "/x"),
        ("trees", {"x": {**AXES["x"], "feature": 1.5}}, "/x/feature"),
        ("trees", {"y": {"feature": 1, "from": 0, "to": 1}}, "/y/steps"),
        ("trees", {"z": 1}, "/z"),
        ("trees", {"clamp": [1, -1]}, "/clamp"),
        ("trees", {"method": "guess"}, "/method"),
        ("ridge", {"method": "predict_proba"}, "/method"),
        ("line", {}, ""),
        ("table", {}, ""),
        ("digits", {}, ""),
    ],
)
def test_a_surface_that_cannot_be_drawn_is_refused_with_a_pointer(client: httpx.Client, model: str, changes: dict[str, Any], pointer: str) -> None:
    response = client.post(f"/v1/models/{model}/surface", json={**AXES, **changes})
    assert response.status_code == 422, response.text
    assert response.json()["errors"][0]["pointer"] == pointer


def test_a_surface_takes_json_and_a_model_that_is_there(client: httpx.Client) -> None:
    assert client.post("/v1/models/trees/surface", content=b"x,y", headers={"content-type": "text/csv"}).status_code == 415
    assert client.post("/v1/models/none/surface", json=AXES).status_code == 404


def test_a_model_whose_artifact_is_gone_answers_what_its_compiled_form_can(
    app: FastAPI, client: httpx.Client, settings: Settings, trained: Trained
) -> None:
    with toy_set():
        new = train_spec(trained.folder, "method-orphan", SPECS["trees"])
    register(settings, "orphan", new)
    natural = asked(client, "orphan", [[6.0, 0.0]])
    (trained.folder / new.artifact).unlink()
    response = client.post("/v1/models/orphan/predict", json={"inputs": [[6.0, 0.0]], "method": "decision_function"})
    assert (response.status_code, "did not answer" in response.json()["detail"]) == (503, True)
    assert app.state.parts.predictors.ready("orphan@1")
    assert asked(client, "orphan", [[6.0, 0.0]]) == natural
    assert client.post("/v1/models/orphan/surface", json={**AXES, "method": "decision_function"}).status_code == 503
