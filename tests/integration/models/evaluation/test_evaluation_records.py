"""The evaluation that a job leaves in its artifact: of the right part, and of every kind of model."""

from pathlib import Path
from typing import Any

import h5py
import numpy as np
import pytest
from sklearn import metrics

from models.artifact.file import read_artifact
from models.checking.check import require_sound
from models.core.errors import ArtifactError
from models.evaluation.record import ClassificationReport, Evaluation, RegressionReport
from models.jobs import run
from models.training.finish import Outcome
from models.training.listener import SilentListener
from tests.bare import BareChain, evaluation_of
from tests.integration.toy_models import NETWORK, TABLE, spec_of
from tests.sealed import sealed
from tests.toys import CLASSES, N_SAMPLES, VALUES, WORDS, X, toy_set

#: Keras copies its variables in a way that NumPy 2 deprecates.
pytestmark = pytest.mark.filterwarnings("ignore:__array__ implementation doesn't accept a copy keyword:DeprecationWarning:keras")

ARTIFACTS = Path(__file__).parents[3] / "data" / "artifacts"
SPLIT = {"test": 0.25}


def outcome_of(spec: dict[str, Any], folder: Path, split: dict[str, Any] | None = None) -> Outcome:
    data = {**spec["data"], "split": split}
    with toy_set():
        return run(require_sound({**spec, "data": data}), folder, SilentListener())


def kept(spec: dict[str, Any], folder: Path, split: dict[str, Any] | None = None) -> Evaluation:
    """Return the evaluation as the artifact has it."""
    outcome = outcome_of(spec, folder, split)
    found = evaluation_of(read_artifact(outcome.artifact).content)
    assert found is not None
    assert found == evaluation_of(outcome.content)
    return found


def of_classes(found: Evaluation) -> ClassificationReport:
    assert (found.kind, found.regression, found.clustering) == ("classification", None, None)
    assert found.classification is not None
    return found.classification


def of_values(found: Evaluation) -> RegressionReport:
    assert (found.classification, found.clustering) == (None, None)
    assert found.regression is not None
    return found.regression


def validated(share: float) -> dict[str, Any]:
    return {**NETWORK, "training": {**NETWORK["training"], "validation": {"split": share}}}


@pytest.mark.parametrize(
    ("spec", "split", "part", "n"),
    [
        (TABLE, SPLIT, "test", 30),
        (TABLE, None, "train", 120),
        (NETWORK, SPLIT, "test", 30),
        (validated(0.2), None, "validation", 24),
        (validated(0.2), SPLIT, "test", 30),
        (NETWORK, None, "train", 120),
    ],
    ids=["sklearn, test", "sklearn, train", "network, test", "network, validation", "network, both", "network, train"],
)
def test_the_test_part_comes_before_the_validation_part_and_that_before_the_training_part(
    spec: dict[str, Any], split: dict[str, Any] | None, part: str, n: int, tmp_path: Path
) -> None:
    found = kept(spec, tmp_path, split)
    report = of_classes(found)
    assert (found.part, found.n_samples, report.labels) == (part, n, ["high", "low", "mid"])
    assert np.sum(report.confusion_matrix) == sum(one.support for one in report.classes) == n
    assert report.n_misclassified == len(report.misclassified) == n - round(report.accuracy * n)
    assert report.calibration is not None
    assert sum(one.count for one in report.calibration.bins) == n
    assert all(one.roc is not None for one in report.classes)


def test_the_record_agrees_with_the_metrics_of_the_job_and_adds_none(tmp_path: Path) -> None:
    outcome = outcome_of(NETWORK, tmp_path, SPLIT)
    found = evaluation_of(outcome.content)
    assert found is not None
    assert set(outcome.content.metrics) == {"loss", "test_accuracy"}
    assert of_classes(found).accuracy == outcome.content.metrics["test_accuracy"]


def test_the_record_of_a_scikit_learn_classifier_is_that_of_its_own_predictions(tmp_path: Path) -> None:
    spec = spec_of({"estimator": "LogisticRegression", "params": {"C": 0.001}}, "words")
    outcome = outcome_of(spec, tmp_path)
    found = evaluation_of(outcome.content)
    assert found is not None
    report, model = of_classes(found), _pipeline(outcome)
    true, predicted = WORDS[CLASSES], model.predict(X)
    assert report.log_loss == pytest.approx(metrics.log_loss(true, model.predict_proba(X)))
    assert report.confusion_matrix == metrics.confusion_matrix(true, predicted).tolist()
    assert report.macro_average.f1 == pytest.approx(metrics.f1_score(true, predicted, average="macro"))
    assert [one.index for one in report.misclassified] == np.flatnonzero(true != predicted).tolist()


def test_a_classifier_without_probabilities_has_a_record_without_them(tmp_path: Path) -> None:
    report = of_classes(kept(spec_of({"estimator": "RidgeClassifier"}, "words"), tmp_path))
    assert (report.log_loss, report.calibration) == (None, None)
    assert report.confusion_matrix is not None


def test_two_classes_of_one_output_have_a_curve_each(tmp_path: Path) -> None:
    layers = [{"layer": "Dense", "units": 1, "activation": "sigmoid"}]
    training = {"loss": "binary_crossentropy", "epochs": 1}
    report = of_classes(kept({"data": {"source": "moons"}, "model": {"kind": "sequential", "layers": layers}, "training": training}, tmp_path))
    first, second = report.classes
    assert report.labels == [0, 1]
    assert first.roc is not None
    assert second.roc is not None
    assert first.roc.auc == pytest.approx(second.roc.auc)


def test_errors_of_a_regression_are_in_the_targets_own_units(tmp_path: Path) -> None:
    spec = spec_of({"estimator": "Ridge", "params": {"alpha": 50}}, "numbers") | {"preprocessing": {"targets": [{"step": "min_max"}]}}
    outcome = outcome_of(spec, tmp_path)
    found = evaluation_of(outcome.content)
    assert found is not None
    report, chain = of_values(found), BareChain(outcome.content.chain)
    residuals = chain.invert(_pipeline(outcome).predict(X).reshape(-1, 1)).reshape(-1) - VALUES
    assert (found.kind, found.part) == ("regression", "train")
    assert report.mae == pytest.approx(np.abs(residuals).mean())
    assert report.rmse == pytest.approx(np.sqrt((residuals**2).mean()))
    assert report.r2 == outcome.content.metrics["train_r2"]
    assert [one.residual for one in report.residuals] == pytest.approx(np.quantile(residuals, [0, 0.05, 0.25, 0.5, 0.75, 0.95, 1]).tolist())


@pytest.mark.parametrize(
    ("step", "part"), [({"estimator": "KMeans", "params": {"n_clusters": 3}}, "test"), ({"estimator": "DBSCAN", "params": {"eps": 1.0}}, "train")]
)
def test_clusters_have_their_metrics(step: dict[str, Any], part: str, tmp_path: Path) -> None:
    outcome = outcome_of(spec_of(step, "classes"), tmp_path, SPLIT)
    found = evaluation_of(read_artifact(outcome.artifact).content)
    assert found is not None
    assert (found.kind, found.part, found.classification) == ("clustering", part, None)
    assert found.clustering == {name.removeprefix(f"{part}_"): value for name, value in outcome.content.metrics.items() if name.startswith(part)}
    assert found.n_samples == (N_SAMPLES // 4 if part == "test" else N_SAMPLES * 3 // 4)


def test_a_transformer_has_none(tmp_path: Path) -> None:
    outcome = outcome_of({"task": "transform", **spec_of({"estimator": "MinMaxScaler"}, "nothing")}, tmp_path)
    assert evaluation_of(read_artifact(outcome.artifact).content) is None


@pytest.mark.parametrize("name", ["sklearn-v1", "keras-v1"])
def test_an_artifact_of_before_there_were_evaluations_is_read_without(name: str) -> None:
    assert evaluation_of(read_artifact(ARTIFACTS / f"{name}.h5").content) is None


def test_an_evaluation_that_is_not_whole_is_refused(tmp_path: Path) -> None:
    outcome = outcome_of(spec_of({"estimator": "Ridge"}, "numbers"), tmp_path)

    def change(file: h5py.File) -> None:
        del file["modelbook/evaluations"]
        file["modelbook"]["evaluations"] = '{"outputs": {"kind": "regression"}}'

    sealed(outcome.artifact, change)
    with pytest.raises(ArtifactError, match=r"model\.h5 is not a whole Modelbook artifact"):
        read_artifact(outcome.artifact)


def _pipeline(outcome: Outcome) -> Any:
    from models.serving.source import source_runtime

    runtime: Any = source_runtime(read_artifact(outcome.artifact))
    return runtime.pipeline
