"""Models of several target columns: answers by name, in the units of each."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

import models
from models.artifact.file import read_artifact
from models.checking.check import require_sound
from models.jobs import run
from models.serving.source import LazySource
from models.training.listener import SilentListener
from tests.bare import compiled_predictor
from tests.uploaded import OneUpload, csv_file, read

#: Keras copies its variables in a way that NumPy 2 deprecates.
pytestmark = pytest.mark.filterwarnings("ignore:__array__ implementation doesn't accept a copy keyword:DeprecationWarning:keras")

X = np.random.default_rng(0).normal(size=(80, 2))
ROWS = [["a", "b", "colour", "sum", "cost"], *([a, b, "red", a + b, 1000 * (a - b)] for a, b in X.tolist())]
MODELS: dict[str, dict[str, Any]] = {
    "LinearRegression": {"model": {"kind": "sklearn", "steps": [{"estimator": "LinearRegression"}]}},
    "network": {
        "model": {"kind": "sequential", "layers": [{"layer": "Dense", "units": 2}]},
        "training": {
            "loss": "mean_squared_error",
            "optimizer": {"name": "sgd", "learning_rate": 0.5},
            "epochs": 20,
            "batch_size": 80,
            "jit_compile": False,
        },
    },
}


@pytest.mark.parametrize("name", MODELS)
def test_several_targets_are_answered_by_name_and_in_their_units(tmp_path: Path, name: str) -> None:
    spec = {
        "data": {"source": "dataset:x", "target_columns": ["sum", "cost"], "features": ["a", "b", "colour"]},
        "preprocessing": {
            "inputs": [{"step": "standardize", "columns": ["b"]}, {"step": "encode_categories", "columns": ["colour"]}],
            "targets": [{"step": "standardize", "columns": ["cost"]}],
        },
        **MODELS[name],
    }
    registered = OneUpload(read(tmp_path, "csv", csv_file(ROWS)))
    outcome = run(require_sound(spec, registered), tmp_path / "run", SilentListener(), registered=registered)
    compiled = compiled_predictor(read_artifact(outcome.artifact), outcome.onnx, LazySource(lambda: read_artifact(outcome.artifact), 1))
    for model in (models.load(outcome.artifact), compiled):
        (prediction,) = model.predict([[2.0, 0.5, "red"]])
        assert prediction["value"] == {"sum": pytest.approx(2.5, abs=0.05), "cost": pytest.approx(1500, abs=50)}
