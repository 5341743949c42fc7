"""Classes that only some parts of the data have: every model knows all of them, and gives 0 to one that it was not trained on."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

import models
from models.artifact.file import read_artifact
from models.artifact.predictions import Probabilities
from models.artifact.signature import Method
from models.checking.check import check_spec, require_sound
from models.jobs import run
from models.searching.trial import Bench
from models.serving.predictor import Predictor
from models.serving.source import LazySource
from models.training.finish import Outcome
from models.training.listener import SilentListener
from tests.bare import compiled_predictor
from tests.uploaded import OneUpload, csv_file, npz, read

#: Keras copies its variables in a way that NumPy 2 deprecates.
pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore:__array__ implementation doesn't accept a copy keyword:DeprecationWarning:keras")]

LABELS = ["blue", "green", "red", "white"]
X = np.random.default_rng(1).normal(size=(60, 2)) + np.repeat([[0, 0], [4, 0], [0, 4]], 20, axis=0)
#: The training part lacks green and white; the test part has all.
TRAIN, TEST = np.repeat(["blue", "red", "red"], 20), np.array(["blue", "green", "white", "red"])
CONTENT = npz(x_train=X, y_train=TRAIN, x_test=X[[0, 1, 2, 59]], y_test=TEST)
DATA: dict[str, Any] = {"source": "dataset:x", "target": "y_train", "features": ["x_train"]}
NETWORK: dict[str, Any] = {
    "data": DATA,
    "preprocessing": {"targets": [{"step": "one_hot"}]},
    "model": {"kind": "sequential", "layers": [{"layer": "Dense", "units": 4, "activation": "softmax"}]},
    "training": {"loss": "categorical_crossentropy", "metrics": ["accuracy"], "epochs": 1, "validation": {"split": 0.4}},
}
SPARSE = {**NETWORK["training"], "loss": "sparse_categorical_crossentropy"}


def trained(folder: Path, spec: dict[str, Any]) -> Outcome:
    registered = OneUpload(read(folder, "npz", CONTENT))
    return run(require_sound(spec, registered), folder / "run", SilentListener(), registered=registered)


def predictors_of(outcome: Outcome) -> list[Predictor]:
    """Return the model as its own framework runs it, and as ONNX Runtime does where it can be compiled."""
    artifact, found = read_artifact(outcome.artifact), [models.load(outcome.artifact)]
    source = LazySource(lambda: read_artifact(outcome.artifact), 1)
    return [*found, compiled_predictor(artifact, outcome.onnx, source)] if outcome.onnx else found


def pipeline(*steps: str, **changes: Any) -> dict[str, Any]:
    return {"data": DATA, "model": {"kind": "sklearn", "steps": [{"estimator": step} for step in steps]}, **changes}


@pytest.mark.parametrize(("step", "training"), [("one_hot", NETWORK["training"]), ("label_encode", SPARSE)], ids=["one_hot", "label_encode"])
def test_a_network_is_trained_validated_and_tested_with_classes_that_only_the_test_part_has(
    tmp_path: Path, step: str, training: dict[str, Any]
) -> None:
    outcome = trained(tmp_path, {**NETWORK, "preprocessing": {"targets": [{"step": step}]}, "training": training})
    assert outcome.content.signature.output.labels == tuple(LABELS)
    report = outcome.content.evaluations["outputs"].classification
    assert report is not None
    assert (report.n_unseen, np.sum(report.confusion_matrix, axis=1).tolist()) == (0, [1, 1, 1, 1])
    for predictor in predictors_of(outcome):
        (prediction,) = predictor.predict([[0.0, 0.0]], probabilities=Probabilities.ALL)
        assert list(prediction["probabilities"]) == LABELS


@pytest.mark.parametrize("targets", [[], [{"step": "label_encode"}]], ids=["labels", "ids"])
@pytest.mark.parametrize("name", ["LogisticRegression", "RandomForestClassifier", "RidgeClassifier", "HistGradientBoostingClassifier"])
def test_a_pipeline_gives_no_probability_to_a_class_that_its_training_part_lacks(tmp_path: Path, name: str, targets: list[Any]) -> None:
    outcome = trained(tmp_path, pipeline("StandardScaler", name, preprocessing={"targets": targets}))
    assert outcome.content.signature.output.labels == tuple(LABELS)
    assert "decision_function" not in outcome.content.signature.methods
    assert outcome.content.metrics["test_accuracy"] == 0.5
    report = outcome.content.evaluations["outputs"].classification
    assert report is not None
    assert (report.n_unseen, np.sum(report.confusion_matrix, axis=0).tolist()) == (0, [3, 0, 1, 0])
    predictors = predictors_of(outcome)
    assert len(predictors) == (1 if name.startswith("Hist") else 2)
    for predictor in predictors:
        found = predictor.predict([[0.0, 0.0], [0.0, 4.5]], probabilities=Probabilities.ALL)
        assert [one["label"] for one in found] == ["blue", "red"]
        assert predictor.predict([[0.0, 4.5]], method=Method.PREDICT)[0]["label"] == "red"
        if name != "RidgeClassifier":
            assert [list(one["probabilities"]) for one in found] == [LABELS] * 2
            assert [one["probabilities"]["green"] for one in found] == [one["probabilities"]["white"] for one in found] == [0, 0]
            assert sum(found[0]["probabilities"].values()) == pytest.approx(1)


def test_a_split_with_a_class_in_the_test_part_only_is_trained(tmp_path: Path) -> None:
    rows = [["x", "kind"], *([n, "ab"[n % 2]] for n in range(30)), *([n, "c"] for n in range(5))]
    registered = OneUpload(read(tmp_path, "csv", csv_file(rows)))
    data = {"source": "dataset:x", "target": "kind", "split": {"test": 5 / 35, "shuffle": False}}
    model = {"kind": "sequential", "layers": [{"layer": "Dense", "units": 3, "activation": "softmax"}]}
    outcome = run(require_sound({**NETWORK, "data": data, "model": model}, registered), tmp_path / "run", SilentListener(), registered=registered)
    assert outcome.content.signature.output.labels == ("a", "b", "c")
    assert outcome.content.chain.targets["outputs"][0].record()["state"] == {"classes_": ["a", "b", "c"]}


@pytest.mark.parametrize("scoring", ["accuracy", "neg_log_loss", "f1_macro"])
@pytest.mark.parametrize("kind", ["pipeline", "network"])
def test_folds_that_lack_a_class_are_fitted_and_scored(tmp_path: Path, kind: str, scoring: str) -> None:
    rows = [["x", "y", "kind"], *([n % 7, n % 5, "abc"[n // 10]] for n in range(30))]
    registered = OneUpload(read(tmp_path, "csv", csv_file(rows)))
    spec = pipeline("LogisticRegression") if kind == "pipeline" else {**NETWORK, "training": {**NETWORK["training"], "validation": None}}
    spec = {**spec, "data": {"source": "dataset:x", "target": "kind"}, "task": "cross_validate"}
    if kind == "network":
        spec["model"] = {"kind": "sequential", "layers": [{"layer": "Dense", "units": 3, "activation": "softmax"}]}
    folds = {"folds": 3, "stratified": False, "shuffle": False, "scoring": scoring}
    bench = Bench(require_sound({**spec, "cross_validation": folds}, registered), None, registered)
    results = [bench.run({}, fold, SilentListener()) for fold in range(3)]
    assert [result.error for result in results] == [""] * 3
    assert all(result.score is not None and np.isfinite(result.score) for result in results)


def test_a_fold_without_a_class_has_no_roc_auc_and_says_so(tmp_path: Path) -> None:
    rows = [["x", "kind"], *([n % 7, "abc"[n // 10]] for n in range(30))]
    registered = OneUpload(read(tmp_path, "csv", csv_file(rows)))
    folds = {"folds": 3, "stratified": False, "scoring": "roc_auc"}
    spec = {**pipeline("LogisticRegression"), "data": {"source": "dataset:x", "target": "kind"}, "task": "cross_validate", "cross_validation": folds}
    result = Bench(require_sound(spec, registered), None, registered).run({}, 0, SilentListener())
    assert result.error == "roc_auc is defined where every class occurs, but the fold has no sample of ['b', 'c']; use stratified folds"


def test_a_spec_that_was_stored_without_classes_still_runs_with_those_of_its_data(tmp_path: Path) -> None:
    registered = OneUpload(read(tmp_path, "npz", CONTENT))
    spec = check_spec(NETWORK, registered).spec
    assert spec is not None
    stored = spec.model_copy(update={"preprocessing": type(spec.preprocessing).model_validate(NETWORK["preprocessing"])})
    outcome = run(stored, tmp_path / "run", SilentListener(), registered=registered)
    assert outcome.content.signature.output.labels == tuple(LABELS)
