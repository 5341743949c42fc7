"""Inputs in any form become a body that the API takes, and predictions come back in the same form."""

from __future__ import annotations

import io
import math
from pathlib import Path
from typing import Any

import pytest

from modelbook import Client
from modelbook._inputs import sent
from modelbook.errors import InputError
from tests.conftest import Answer, Scripted

PNG = b"\x89PNG\r\n\x1a\n rest"


def labels(*values: int) -> Answer:
    return Answer(200, {"model": "digits@1", "kind": "classification", "predictions": [{"label": v, "probability": 0.5} for v in values]})


def predicted(server: Scripted, client: Client, inputs: Any, *values: int) -> Any:
    server.script = [labels(*values)]
    return client.models["digits"].predict(inputs)


def last(server: Scripted) -> tuple[str, str, bytes]:
    request = server.requests[-1]
    return request.path.rpartition("/")[2], request.headers["content-type"].partition(";")[0], request.body


def test_one_image_is_sent_as_it_is_and_gives_one_prediction(server: Scripted, client: Client, tmp_path: Path) -> None:
    path = tmp_path / "seven.png"
    path.write_bytes(PNG)
    for inputs in (PNG, bytearray(PNG), path, str(path)):
        prediction = predicted(server, client, inputs, 7)
        assert (prediction.label, prediction.probability) == (7, 0.5)
        assert repr(prediction) == "LabelPrediction(label=7, probability=0.5)"
        assert last(server) == ("image", "image/png", PNG)


def test_several_images_are_a_form_and_give_a_list(server: Scripted, client: Client, tmp_path: Path) -> None:
    for name in ("b.png", "a.png"):
        (tmp_path / name).write_bytes(PNG + name.encode())
    (tmp_path / "notes.txt").write_text("no image")
    for inputs in ([PNG, tmp_path / "a.png"], [str(tmp_path / "a.png"), PNG], tmp_path):
        assert [prediction.label for prediction in predicted(server, client, inputs, 7, 1)] == [7, 1]
        operation, content_type, body = last(server)
        assert (operation, content_type, body.count(PNG)) == ("images", "multipart/form-data", 2)
    assert body.index(b"a.png") < body.index(b"b.png")


@pytest.mark.parametrize(
    ("kind", "predictions", "expected"),
    [
        ("regression", [{"value": 1.5}, {"value": None, "reason": "not finite"}], [1.5, math.nan]),
        ("regression", [{"value": [1, None]}, {"value": [2, 3]}], [[1, math.nan], [2, 3]]),
        ("transform", [{"row": [1.5, None]}], [[1.5, math.nan]]),
    ],
)
def test_numbers_that_are_not_finite_are_nan_in_an_array(server: Scripted, client: Client, kind: str, predictions: Any, expected: Any) -> None:
    np = pytest.importorskip("numpy")
    server.script = [Answer(200, {"model": "digits@1", "kind": kind, "predictions": predictions})]
    found = client.models["digits"].predict(np.zeros((len(predictions), 2)))
    assert found.dtype == float
    np.testing.assert_array_equal(found, expected)


def test_rows_texts_and_one_row_are_json(server: Scripted, client: Client) -> None:
    assert [prediction.label for prediction in predicted(server, client, [[1, 2], [3, 4]], 0, 1)] == [0, 1]
    assert last(server) == ("rows", "application/json", b'{"inputs": [[1, 2], [3, 4]]}')
    assert predicted(server, client, {"size": 1.5, "colour": "red"}, 3).label == 3
    assert last(server)[2] == b'{"inputs": [{"size": 1.5, "colour": "red"}]}'
    assert predicted(server, client, "Shall I compare thee", 4).label == 4
    assert last(server)[2] == b'{"inputs": ["Shall I compare thee"]}'
    assert predicted(server, client, [], *[]) == []


def test_a_table_is_sent_as_it_is(server: Scripted, client: Client, tmp_path: Path) -> None:
    (tmp_path / "rows.csv").write_text("a,b\n1,2\n")
    assert [prediction.label for prediction in predicted(server, client, tmp_path / "rows.csv", 5)] == [5]
    assert last(server) == ("csv", "text/csv", b"a,b\n1,2\n")


def test_an_array_gives_an_array(server: Scripted, client: Client) -> None:
    np = pytest.importorskip("numpy")
    found = predicted(server, client, np.array([[1.5, 2], [3, 4]]), 0, 1)
    assert found.tolist() == [0, 1]
    operation, _, body = last(server)
    assert (operation, np.load(io.BytesIO(body)).tolist()) == ("arrays", [[1.5, 2], [3, 4]])
    assert predicted(server, client, np.array([["a", 1], ["b", 2]], dtype=object), 0, 1).tolist() == [0, 1]
    assert last(server)[2] == b'{"inputs": [["a", 1], ["b", 2]]}'


def test_arrays_by_name_and_several_outputs(server: Scripted, client: Client) -> None:
    np = pytest.importorskip("numpy")
    items = [{"a": {"label": 1}, "b": {"value": 0.5}}, {"a": {"label": 2}, "b": {"value": 1.5}}]
    server.script = [Answer(200, {"model": "two@1", "kind": "outputs", "predictions": items})]
    found = client.models["two"].predict({"x": np.zeros((2, 3)), "y": np.ones(2)})
    assert {name: values.tolist() for name, values in found.items()} == {"a": [1, 2], "b": [0.5, 1.5]}
    assert np.load(io.BytesIO(last(server)[2]))["y"].tolist() == [1, 1]


def test_probabilities_of_an_array_are_in_the_order_of_the_labels(server: Scripted, client: Client) -> None:
    np = pytest.importorskip("numpy")
    items = [{"probabilities": {"b": 0.25, "a": 0.75}}]
    server.script = [Answer(200, {"model": "m@1", "kind": "probabilities", "predictions": items})]
    assert client.models["m"].predict_proba(np.zeros((1, 2))).tolist() == [[0.25, 0.75]]
    assert server.requests[-1].path.endswith("?method=predict_proba")


def test_a_forecast_of_an_array_is_an_array(server: Scripted, client: Client) -> None:
    np = pytest.importorskip("numpy")
    server.script = [Answer(200, {"model": "waves@1", "forecast": [0.1, 0.2], "times": None})]
    assert client.models["waves"].forecast(np.array([1.0, 2.0]), steps=2).tolist() == [0.1, 0.2]
    assert client.models["waves"].forecast([1.0, 2.0], steps=2) == [0.1, 0.2]
    assert server.requests[-1].body == b'{"series": [1.0, 2.0], "steps": 2}'


@pytest.mark.parametrize(
    ("inputs", "reason"),
    [
        (object(), "expected numbers, texts, rows"),
        (None, "expected numbers, texts, rows"),
        ({1, 2}, "expected numbers, texts, rows"),
        (b"what is this", "expected the bytes of an image, a .npy or a .npz file"),
        ("missing.png", "expected a file that can be read"),
        (Path("notes.txt"), "expected a file that ends in one of"),
        ([[float("nan")]], "expected a finite number, got nan"),
        ([[object()]], "expected values that JSON can hold"),
        ([{1, 2}], "expected values that JSON can hold"),
    ],
)
def test_what_cannot_be_sent_is_refused_before_a_request(inputs: Any, reason: str) -> None:
    with pytest.raises(InputError, match=reason):
        sent(inputs)


def test_a_folder_without_images_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="expected a folder of images"):
        sent(tmp_path)
