"""Methods asked for by name: every estimator gives what scikit-learn's method of that name gives, by each of its runtimes."""

import re
import warnings
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.testing import assert_allclose
from sklearn.base import clone
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import MinMaxScaler

from models.artifact.file import read_artifact
from models.artifact.golden import Golden
from models.artifact.signature import Method
from models.core.errors import ArtifactError, InputError
from models.serving.source import LazySource
from models.serving.verbs.surface import SurfaceSpec, surface_of
from models.specs.estimators.offered_estimators import ESTIMATORS, EstimatorName, Role
from tests.bare import compiled_predictor
from tests.integration.toy_jobs import N_TEST, Train, Trained, train_on
from tests.toys import CLASSES, VALUES, WORDS, X

TRAIN, TEST = slice(None, -N_TEST), slice(-N_TEST, None)


def pipeline_of(trained: Trained) -> Pipeline:
    """Return the pipeline of a job, fitted by scikit-learn only."""
    pipeline = clone(trained.source.runtime.pipeline)
    targets = {Role.CLASSIFIER: WORDS[CLASSES], Role.REGRESSOR: VALUES}.get(ESTIMATORS[type(pipeline[-1]).__name__].role)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Of fits that are cut short, and of what scikit-learn is to drop.
        return pipeline.fit(X[TRAIN], None if targets is None else targets[TRAIN])


def plain(prediction: dict[str, Any], method: Method) -> Any:
    """Return what a prediction holds, in the form scikit-learn has for it."""
    ((key, value),) = prediction.items()
    keys = {Method.PREDICT: ("label", "value", "cluster"), Method.PREDICT_PROBA: ("probabilities",), Method.DECISION_FUNCTION: ("decision",)}
    assert key in keys.get(method, ("row",))
    return list(value.values()) if isinstance(value, dict) else value


@pytest.mark.parametrize("name", ESTIMATORS)
def test_an_estimator_has_the_methods_that_scikit_learn_gives_it(job_of: Callable[[EstimatorName], Trained], name: EstimatorName) -> None:
    has = tuple(method for method in Method if hasattr(pipeline_of(job_of(name)), method))
    assert job_of(name).outcome.content.signature.methods == has
    assert bool(has) != (ESTIMATORS[name].role is Role.LABELLER)


@pytest.mark.parametrize("name", ESTIMATORS)
def test_each_method_of_an_estimator_predicts_as_scikit_learn_does(job_of: Callable[[EstimatorName], Trained], name: EstimatorName) -> None:
    pipeline = pipeline_of(job_of(name))
    for predictor in job_of(name).predictors:
        for method in predictor.signature.methods:
            given = pipeline.transform(X[TEST]) if method is Method.INVERSE_TRANSFORM else X[TEST]
            expected = getattr(pipeline, method)(given)
            found = np.array([plain(prediction, method) for prediction in predictor.predict(given.tolist(), method=method)])
            if expected.dtype.kind in "fd":
                assert_allclose(found, expected, rtol=1e-4, atol=1e-4, err_msg=f"{method} by {predictor.runtime.name}")
            else:
                assert found.tolist() == expected.tolist(), f"{method} by {predictor.runtime.name}"


@pytest.mark.parametrize("name", ["RidgeClassifier", "AdaBoostClassifier"])
def test_scores_and_probabilities_name_their_labels(job_of: Callable[[EstimatorName], Trained], name: EstimatorName) -> None:
    for predictor in job_of(name).predictors:
        (decision,) = predictor.predict([[6.0, 0.0]], method=Method.DECISION_FUNCTION)
        assert max(decision["decision"], key=decision["decision"].__getitem__) == "low"
        if Method.PREDICT_PROBA in predictor.signature.methods:
            (probabilities,) = predictor.predict([[6.0, 0.0]], method=Method.PREDICT_PROBA)
            assert list(probabilities["probabilities"]) == ["high", "low", "mid"]


def test_the_probabilities_of_clusters_are_named_by_their_numbers(job_of: Callable[[EstimatorName], Trained]) -> None:
    for predictor in job_of("GaussianMixture").predictors:
        (prediction,), (natural,) = predictor.predict(X[:1], method=Method.PREDICT_PROBA), predictor.predict(X[:1])
        assert list(prediction["probabilities"]) == ["0", "1", "2"]
        assert prediction["probabilities"][str(natural["cluster"])] > 0.9


@pytest.mark.parametrize(
    ("name", "method", "phrase"),
    [
        ("RidgeClassifier", Method.PREDICT_PROBA, "expected one of predict, decision_function, got predict_proba"),
        ("GaussianNB", Method.DECISION_FUNCTION, "expected one of predict, predict_proba, got decision_function"),
        ("Ridge", Method.TRANSFORM, "expected one of predict, got transform; POST /v1/models/{ref}/transform applies the model's preprocessing"),
        ("PCA", Method.PREDICT, "expected one of transform, inverse_transform, got predict"),
        (
            "PolynomialFeatures",
            Method.INVERSE_TRANSFORM,
            "expected one of transform, got inverse_transform; POST /v1/models/{ref}/inverse_transform inverts the model's preprocessing",
        ),
        ("DBSCAN", Method.PREDICT, "expected no method, for this model labels its training data only; got predict"),
    ],
)
def test_a_method_that_a_model_lacks_is_refused_with_those_it_has(
    job_of: Callable[[EstimatorName], Trained], name: EstimatorName, method: Method, phrase: str
) -> None:
    with pytest.raises(InputError, match=f"^/method: {re.escape(phrase)}$"):
        job_of(name).source.predict([], method=method)


def test_a_support_vector_machine_predicts_what_scikit_learn_predicts_and_not_the_likeliest_class(train: Train) -> None:
    step = {"estimator": "SVC", "params": {"probability": True, "C": 0.01}}
    trained = train(step, told="words")
    signature, pipeline = trained.outcome.content.signature, pipeline_of(trained)
    grid = np.stack(np.meshgrid(np.linspace(0, 8, 40), np.linspace(0, 8, 40)), axis=-1).reshape(-1, 2)
    assert (signature.direct_methods, set(signature.methods)) == ((Method.PREDICT_PROBA,), {"predict", "predict_proba", "decision_function"})
    likeliest = pipeline.classes_[pipeline.predict_proba(grid).argmax(axis=1)]
    assert (likeliest != pipeline.predict(grid)).any()
    for predictor in trained.predictors:
        assert [prediction["label"] for prediction in predictor.predict(grid, method=Method.PREDICT)] == pipeline.predict(grid).tolist()


@pytest.mark.parametrize(("shape", "has"), [("ovr", True), ("ovo", False)])
def test_scores_of_pairs_of_labels_are_not_offered_as_those_of_labels(train: Train, shape: str, has: bool) -> None:
    trained = train({"estimator": "SVC", "params": {"decision_function_shape": shape}}, told="words")
    assert (Method.DECISION_FUNCTION in trained.outcome.content.signature.methods) is has


SCALER = {"estimator": "MinMaxScaler"}


def test_a_transform_is_undone_to_the_units_of_the_raw_data(train: Train) -> None:
    trained = train(SCALER, told="nothing", inputs=[{"step": "divide", "by": 4.0}, {"step": "standardize"}])
    for predictor in trained.predictors:
        there = [prediction["row"] for prediction in predictor.predict(X[TEST], method=Method.TRANSFORM)]
        assert_allclose(there, MinMaxScaler().fit(X[TRAIN]).transform(X[TEST]), atol=1e-5)
        back = [prediction["row"] for prediction in predictor.predict(there, method=Method.INVERSE_TRANSFORM)]
        assert_allclose(back, X[TEST], atol=1e-4)


def test_a_transform_behind_a_step_without_an_inverse_has_no_inverse(train: Train) -> None:
    trained = train(SCALER, told="nothing", inputs=[{"step": "polynomial_features", "degree": 2}])
    assert trained.outcome.content.signature.methods == (Method.TRANSFORM,)


def test_a_row_of_another_width_than_the_transformed_is_pointed_at(train: Train) -> None:
    trained = train({"estimator": "PCA", "params": {"n_components": 1}}, told="nothing")
    assert len(trained.source.predict([[0.5]], method=Method.INVERSE_TRANSFORM)[0]["row"]) == 2
    with pytest.raises(InputError, match=r"^/inputs/1: expected numbers of shape \(1,\), got 2 numbers"):
        trained.source.predict([[0.5], [1.0, 2.0]], method=Method.INVERSE_TRANSFORM)


def test_a_compiled_form_without_its_artifact_has_its_own_methods_only(job_of: Callable[[EstimatorName], Trained]) -> None:
    trained = job_of("LogisticRegression")
    assert trained.outcome.onnx is not None
    alone = compiled_predictor(trained.outcome.content, trained.outcome.onnx)
    assert alone.predict(X[:1], method=Method.PREDICT) == [{"label": WORDS[CLASSES[0]]}]
    with pytest.raises(ArtifactError, match="needs the artifact beside the compiled form"):
        alone.predict(X[:1], method=Method.DECISION_FUNCTION)


def test_the_model_behind_a_compiled_one_is_loaded_when_it_is_first_asked(train: Train) -> None:
    predictor = train({"estimator": "LogisticRegression"}, told="words").onnx
    assert predictor is not None
    predictor.predict(X[:3], method=Method.PREDICT_PROBA)
    assert predictor.source is not None
    assert predictor.source.size_bytes == 0
    predictor.predict(X[:3], method=Method.DECISION_FUNCTION)
    assert predictor.source.size_bytes == 1


def test_a_model_behind_a_compiled_one_that_does_not_reproduce_its_golden_examples_is_refused(job_of: Callable[[EstimatorName], Trained]) -> None:
    artifact = read_artifact(job_of("LogisticRegression").outcome.artifact)
    golden = Golden(artifact.golden.inputs, {name: array[::-1] for name, array in artifact.golden.outputs.items()})
    changed = replace(artifact, content=replace(artifact.content, golden=golden))
    with pytest.raises(ArtifactError, match="golden examples are not reproduced"):
        LazySource(lambda: changed, 1)()


@pytest.mark.parametrize(
    ("steps", "figures"),
    [
        ([{"estimator": "RidgeClassifier", "params": {"alpha": 2, "solver": "svd"}}], {(0, 0): 0.1300, (0, 1): -1.0753, (1, -0.5): 1.0901}),
        (
            [{"estimator": "PolynomialFeatures", "params": {"degree": 5}}, {"estimator": "RidgeClassifier", "params": {"alpha": 0.25}}],
            {(0, 0): 1.1073, (0, 1): -0.9127, (1, -0.5): 0.9460, (-1, 0): -1.0480, (2.5, 1.5): 13.6451},
        ),
    ],
)
def test_a_job_over_the_moons_has_the_books_surface(tmp_path: Path, steps: list[dict[str, Any]], figures: dict[tuple[float, float], float]) -> None:
    data = {"source": "moons", "params": {"n_samples": 300, "noise": 0.1, "seed": 42}}
    for predictor in train_on(tmp_path, data, *steps).predictors:
        assert predictor.predict([[0.0, 1.0]], method=Method.PREDICT) == [{"label": 0}]
        for (x, y), decision in figures.items():
            spec = SurfaceSpec.model_validate(
                {
                    "x": {"feature": 0, "from": x, "to": x + 1, "steps": 2},
                    "y": {"feature": 1, "from": y, "to": y + 1, "steps": 2},
                    "method": "decision_function",
                }
            )
            assert surface_of(spec, predictor).values[0, 0] == pytest.approx(decision, abs=5e-5)
