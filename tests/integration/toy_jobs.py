"""Whole jobs on the toy set, and their models as each runtime answers."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import models
from models.artifact.file import read_artifact
from models.checking.check import require_sound
from models.jobs import run
from models.serving.predictor import Predictor
from models.serving.source import LazySource
from models.specs.estimators.offered_estimators import ESTIMATORS, EstimatorName, Role
from models.training.finish import Outcome
from models.training.listener import SilentListener
from tests.bare import compiled_predictor
from tests.toys import GROUPS, QUICK, Toy, X

#: What of the toy set an estimator is told.
TOLD = {Role.CLASSIFIER: "words", Role.REGRESSOR: "numbers"}
#: Samples held back; the rest is trained on, in the order of the set.
N_TEST = 30


@dataclass(frozen=True)
class Trained:
    """A finished job, and its model as each of its runtimes answers."""

    outcome: Outcome
    source: Predictor
    onnx: Predictor | None

    @property
    def predictors(self) -> list[Predictor]:
        return [self.source, *([self.onnx] if self.onnx else [])]


#: Trains the steps of a pipeline on the toy set; see `train_toy`.
Train = Callable[..., Trained]


def train_toy(folder: Path, *steps: dict[str, Any], told: str, **preprocessing: Any) -> Trained:
    """Train the steps of a pipeline on the toy set, told its numbers, classes, words or nothing."""
    data = {"source": Toy.source, "params": {"targets": told}, "split": {"test": N_TEST / len(X), "shuffle": False}}
    return train_on(folder, data, *steps, **preprocessing)


def train_on(folder: Path, data: dict[str, Any], *steps: dict[str, Any], **preprocessing: Any) -> Trained:
    """Train the steps of a pipeline on data of any source."""
    spec = {"data": data, "preprocessing": preprocessing, "model": {"kind": "sklearn", "steps": list(steps)}}
    outcome = run(require_sound(spec), folder, SilentListener())
    artifact = read_artifact(outcome.artifact)
    source = LazySource(lambda: read_artifact(outcome.artifact), 1)
    onnx = compiled_predictor(artifact, outcome.onnx, source) if outcome.onnx else None
    return Trained(outcome, models.load(outcome.artifact), onnx)


def quick_step(name: EstimatorName) -> dict[str, Any]:
    """Return the step of an estimator by its defaults, fewer trees apart."""
    return {"estimator": name, "params": {**QUICK.get(name, {}), **GROUPS.get(name, {})}}


def told_to(name: EstimatorName) -> str:
    """Return what of the toy set an estimator is told."""
    return TOLD.get(ESTIMATORS[name].role, "nothing")
