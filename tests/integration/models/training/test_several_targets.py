"""Models of several target columns: answers by name, in the units of each."""

from pathlib import Path

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

X = np.random.default_rng(0).normal(size=(80, 2))
ROWS = [["a", "b", "colour", "sum", "cost"], *([a, b, "red", a + b, 1000 * (a - b)] for a, b in X.tolist())]


def test_several_targets_are_answered_by_name_and_in_their_units(tmp_path: Path) -> None:
    spec = {
        "data": {"source": "dataset:x", "target_columns": ["sum", "cost"], "features": ["a", "b", "colour"]},
        "preprocessing": {
            "inputs": [{"step": "standardize", "columns": ["b"]}, {"step": "encode_categories", "columns": ["colour"]}],
            "targets": [{"step": "standardize", "columns": ["cost"]}],
        },
        "model": {"kind": "sklearn", "steps": [{"estimator": "LinearRegression"}]},
    }
    registered = OneUpload(read(tmp_path, "csv", csv_file(ROWS)))
    outcome = run(require_sound(spec, registered), tmp_path / "run", SilentListener(), registered=registered)
    compiled = compiled_predictor(read_artifact(outcome.artifact), outcome.onnx, LazySource(lambda: read_artifact(outcome.artifact), 1))
    for model in (models.load(outcome.artifact), compiled):
        (prediction,) = model.predict([[2.0, 0.5, "red"]])
        assert prediction["value"] == {"sum": pytest.approx(2.5, abs=1e-4), "cost": pytest.approx(1500, abs=0.1)}
