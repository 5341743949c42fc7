"""Predictions over HTTP of models with several targets, with several labels, and of a mixed table made numbers of by one step."""

import csv
import io
from pathlib import Path
from typing import Any

import httpx
import jsonschema
import numpy as np
import pytest

from models.checking.check import require_sound
from models.jobs import run
from models.training.listener import SilentListener
from service.settings import Settings
from service.store.files import Files
from tests.integration.toy_models import asked
from tests.integration.trained import register
from tests.uploaded import OneUpload, csv_file, read
from workers.attempt import new_version

#: Keras copies its variables in a way that NumPy 2 deprecates.
pytestmark = pytest.mark.filterwarnings("ignore:__array__ implementation doesn't accept a copy keyword:DeprecationWarning:keras")

X = np.random.default_rng(3).normal(size=(60, 2)).round(3).tolist()
TABLE = csv_file(
    [
        ["x", "town", "day", "sum", "cost", "tags"],
        *(
            [x, "east" if y > 0 else "west", "2024-01-31" if x > 0 else "", x + y, x - y, "; ".join(["far"] * (x > 0) + ["high"] * (y > 0))]
            for x, y in X
        ),
    ]
)
ROW = {"x": 0.5, "town": "east", "day": "2024-02-01"}
DATA: dict[str, Any] = {"source": "dataset:x", "features": ["x", "town", "day"]}
STEPS: dict[str, Any] = {"inputs": [{"step": "tabular"}]}
SPECS: dict[str, dict[str, Any]] = {
    "values": {
        "data": {**DATA, "target_columns": ["sum", "cost"]},
        "preprocessing": STEPS,
        "model": {"kind": "sklearn", "steps": [{"estimator": "Ridge"}]},
    },
    "labels": {
        "data": {**DATA, "target": "tags", "target_separator": ";"},
        "preprocessing": STEPS,
        "model": {"kind": "sequential", "layers": [{"layer": "Dense", "units": 2, "activation": "sigmoid"}]},
        "training": {"loss": "binary_crossentropy", "optimizer": {"name": "sgd", "learning_rate": 2.0}, "epochs": 20, "jit_compile": False},
    },
}


@pytest.fixture(scope="module")
def settings(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    folder: Path = tmp_path_factory.mktemp("several")
    registered, files = OneUpload(read(folder, "csv", TABLE)), Files(settings.files)
    for name, spec in SPECS.items():
        outcome = run(require_sound(spec, registered), files.attempt_folder(name, "1"), SilentListener(), registered=registered)
        register(settings, name, new_version(outcome, files))
    return settings


def table(client: httpx.Client, model: str) -> list[dict[str, str]]:
    response = client.post(f"/v1/models/{model}/predict", json={"inputs": [ROW]}, headers={"accept": "text/csv"})
    return list(csv.DictReader(io.StringIO(response.text)))


@pytest.mark.parametrize("model", SPECS)
def test_a_prediction_is_as_its_schema_says_and_served_by_onnx_runtime(client: httpx.Client, model: str) -> None:
    assert client.get(f"/v1/models/{model}").json()["serving"]["runtime"] == "onnx"
    schema = client.get(f"/v1/models/{model}/schema").json()["output"]
    for prediction in asked(client, model, [ROW, {"x": None, "town": None, "day": None}]):
        jsonschema.validate(prediction, schema)


def test_several_targets_are_answered_by_name(client: httpx.Client) -> None:
    (prediction,) = asked(client, "values", [ROW])
    assert [*prediction["value"]] == ["sum", "cost"]
    (row,) = table(client, "values")
    assert {name: float(value) for name, value in row.items()} == {f"value.{name}": value for name, value in prediction["value"].items()}


def test_labels_are_listed_with_their_probabilities(client: httpx.Client) -> None:
    (prediction,) = asked(client, "labels", [ROW])
    assert prediction["labels"] == ["far", "high"]
    assert [*prediction["probabilities"]] == ["far", "high"]
    assert table(client, "labels")[0]["labels"] == '["far","high"]'
    (short,) = client.post("/v1/models/labels/predict?probabilities=none", json={"inputs": [ROW]}).json()["predictions"]
    assert short == {"labels": ["far", "high"]}


def test_what_a_step_chose_is_in_the_model(client: httpx.Client) -> None:
    (step,) = client.get("/v1/models/values").json()["preprocessing"]["inputs"]["inputs"]
    assert [(one["column"], one["treatment"]) for one in step["state"]["chosen_"]] == [("x", "number"), ("town", "category"), ("day", "date")]
