"""Predictions over HTTP from rows of a table: in order, by name, as CSV."""

from typing import Any

import httpx
import numpy as np
import pytest

from models.artifact.file import read_artifact
from models.artifact.signature import Method
from models.serving.predictor import Predictor
from models.serving.runtimes.keras_process import KerasProcess
from models.serving.source import source_predictor
from service.settings import Settings
from tests.integration.sent import post_file
from tests.integration.toy_models import asked, predicted, register_toys
from tests.integration.trained import Trained
from tests.responses import fault
from tests.toys import ROWS, WORDS


@pytest.fixture(scope="module")
def settings(settings: Settings, trained: Trained) -> Settings:
    """Settings of a stack in which models of tables are registered."""
    return register_toys(settings, trained, "table", "table-network")


def test_a_model_names_its_methods_and_columns(client: httpx.Client) -> None:
    signature = client.get("/v1/models/table").json()["signature"]
    given = signature["inputs"]["inputs"]
    assert signature["methods"] == ["predict", "predict_proba", "decision_function"]
    assert (given["columns"], given["text_columns"], given["input_dtype"]) == (["x", "side", "y"], [1], "object")
    assert client.get("/v1/models/digits").json()["signature"]["inputs"]["inputs"]["columns"] is None


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
        ([[1, "up", 2], [1, "left", 2]], "/inputs/1/1", "got 'left'"),
    ],
)
def test_a_row_of_a_table_that_does_not_fit_is_refused_with_a_pointer(client: httpx.Client, inputs: Any, pointer: str, phrase: str) -> None:
    where, detail = fault(client.post("/v1/models/table/predict", json={"inputs": inputs}))
    assert (where, phrase in detail) == (pointer, True), detail


def test_a_csv_body_that_does_not_fit_is_refused_with_its_line(client: httpx.Client) -> None:
    assert fault(post_file(client, "text/csv", b"x,side,y\n1,up,2\n1,up,two\n", "table")) == ("/inputs/1/y", 'line 3: expected a number, got "two"')
    assert "CSV needs column names" in fault(post_file(client, "text/csv", b"x\n1\n", "digits"))[1]


def test_a_csv_body_of_too_many_rows_is_refused(client: httpx.Client) -> None:
    assert fault(post_file(client, "text/csv", b"x,side,y\n" + b"1,up,2\n" * 10_001, "table"))[0] == "/inputs"


@pytest.mark.filterwarnings("ignore:__array__ implementation doesn't accept a copy keyword:DeprecationWarning:keras")
def test_a_keras_process_answers_methods_and_mixed_rows(settings: Settings, trained: Trained) -> None:
    path = next(trained.folder.glob("jobs/toy-table-network/*/model.h5"))
    artifact = read_artifact(path)
    served = Predictor(artifact.content.signature, artifact.content.chain, KerasProcess(path))
    try:
        served.replay(artifact.golden)
        rows = ROWS[:4].tolist()
        assert served.predict(rows, method=Method.PREDICT) == source_predictor(artifact).predict(rows, method=Method.PREDICT)
    finally:
        served.close()
