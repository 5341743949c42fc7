"""Weights of classes in the loss of a network."""

from pathlib import Path
from typing import Any

import pytest

import models
from models.checking.check import require_sound
from models.jobs import run
from models.training.listener import SilentListener
from tests.uploaded import OneUpload, csv_file, read

#: Keras copies its variables in a way that NumPy 2 deprecates.
pytestmark = pytest.mark.filterwarnings("ignore:__array__ implementation doesn't accept a copy keyword:DeprecationWarning:keras")

#: The input says nothing, so that the best prediction is the share of each class: 10 of 100 rows are rare, which counts by their weights.
ROWS = [["x", "kind"], *([0, "rare" if n % 10 == 0 else "usual"] for n in range(100))]


class Heard(SilentListener):
    """Keeps the messages of a fit."""

    def __init__(self) -> None:
        self.messages: list[str] = []

    def log(self, message: str) -> None:
        self.messages.append(message)


def spec_of(weights: Any, *, one_hot: bool) -> dict[str, Any]:
    units, activation = (2, "softmax") if one_hot else (1, "sigmoid")
    return {
        "data": {"source": "dataset:x", "target": "kind"},
        "preprocessing": {"targets": [{"step": "one_hot" if one_hot else "label_encode"}]},
        "model": {"kind": "sequential", "layers": [{"layer": "Dense", "units": units, "activation": activation}]},
        "training": {
            "loss": "categorical_crossentropy" if one_hot else "binary_crossentropy",
            "optimizer": {"name": "sgd", "learning_rate": 4.0},
            "epochs": 40,
            "batch_size": 100,
            "jit_compile": False,
            "class_weight": weights,
        },
    }


@pytest.mark.parametrize(
    ("weights", "one_hot", "share", "message"),
    [("balanced", True, 0.5, "class weights: rare 5, usual 0.5556"), ({"rare": 3}, False, 0.25, "class weights: rare 3, usual 1")],
    ids=["balanced", "by label"],
)
def test_a_network_learns_the_shares_of_weighted_classes(tmp_path: Path, weights: Any, one_hot: bool, share: float, message: str) -> None:
    registered, heard = OneUpload(read(tmp_path, "csv", csv_file(ROWS))), Heard()
    outcome = run(require_sound(spec_of(weights, one_hot=one_hot), registered), tmp_path / "run", heard, registered=registered)
    (prediction,) = models.load(outcome.artifact).predict([[0]])
    assert prediction["probabilities"]["rare"] == pytest.approx(share, abs=0.02)
    assert message in heard.messages
