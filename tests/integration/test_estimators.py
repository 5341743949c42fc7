"""scikit-learn estimators: whatever a spec may name trains, is written, read back and answers equally."""

from pathlib import Path
from typing import Any, get_args

import h5py
import numpy as np
import pytest
import skops.io
from numpy.testing import assert_array_equal
from sklearn.linear_model import Ridge
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import FunctionTransformer
from sklearn.utils._param_validation import StrOptions

from models.artifact.content import Content
from models.artifact.read import read_artifact
from models.artifact.trusted import TRUSTED_TYPES
from models.artifact.write import write_artifact
from models.building.pipeline import build_pipeline
from models.errors import ArtifactError
from models.preprocessing.chain import Chain
from models.preprocessing.step import Array
from models.serving.golden import Golden
from models.serving.predictor import Predictor
from models.serving.runtime import SklearnRuntime
from models.serving.signature import Signature
from models.serving.source import source_predictor
from models.spec.estimators import ESTIMATORS, EstimatorName, Role, estimator_class, parameter_faults
from models.spec.kind import Kind
from models.spec.model import EstimatorStep, SklearnPipeline

X = np.random.default_rng(0).normal(size=(60, 2))
VALUES = 2 * X[:, 0] + X[:, 1] + 10
CLASSES = (X[:, 0] > 0).astype(np.int64) + (X[:, 1] > 0)
PREDICTORS = [name for name, entry in ESTIMATORS.items() if entry.role is not Role.TRANSFORMER]
TRANSFORMERS = [name for name in ESTIMATORS if name not in PREDICTORS]
#: Choices that need another argument beside them.
COMPANIONS: dict[str, dict[str, Any]] = {"quantile": {"quantile": 0.5}, "lbfgs": {"positive": True}}
#: Arguments that keep the many fits of one estimator short.
SMALL: dict[str, dict[str, Any]] = {
    "RandomForestClassifier": {"n_estimators": 3},
    "RandomForestRegressor": {"n_estimators": 3},
    "HistGradientBoostingRegressor": {"max_iter": 3},
}


def fitted(*steps: EstimatorName, classes: Array = CLASSES, **params: Any) -> Pipeline:
    """Build and fit a pipeline; the parameters are the last step's."""
    chosen = [EstimatorStep(estimator=name) for name in steps[:-1]]
    model = SklearnPipeline(kind="sklearn", steps=[*chosen, EstimatorStep(estimator=steps[-1], params=params)])
    return build_pipeline(model, seed=3).fit(X, classes if ESTIMATORS[steps[-1]].role is Role.CLASSIFIER else VALUES)


def predictor_of(pipeline: Pipeline) -> Predictor:
    labels = tuple(pipeline.classes_.tolist()) if hasattr(pipeline, "classes_") else None
    kind = Kind.CLASSIFICATION if labels else Kind.REGRESSION
    signature = Signature(kind, (2,), "float64", pictures=False, model_shape=(2,), output_shape=(len(labels or "1"),), labels=labels)
    return Predictor(signature, Chain((), ()), SklearnRuntime(pipeline))


def write(pipeline: Pipeline, path: Path) -> None:
    """Write a pipeline into an artifact."""
    predictor = predictor_of(pipeline)
    golden = Golden(X[:5], predictor.outputs(X[:5]))
    write_artifact(path, Content("sklearn", {}, predictor.signature, predictor.chain, golden, {}, [], {}), pipeline)


def reloaded(pipeline: Pipeline, path: Path) -> Predictor:
    """Write a pipeline into an artifact and read it back."""
    write(pipeline, path)
    return source_predictor(read_artifact(path))


def untrusted(pipeline: Pipeline) -> set[str]:
    """Name the types in a pipeline that skops rebuilds only when told to."""
    return set(skops.io.get_untrusted_types(data=skops.io.dumps(pipeline)))


def assert_answers_alike(pipeline: Pipeline, path: Path) -> None:
    answers = reloaded(pipeline, path).predict(X)
    assert answers == predictor_of(pipeline).predict(X)
    assert len(answers) == len(X)


@pytest.mark.parametrize("name", PREDICTORS)
def test_a_predictor_answers_equally_after_a_trip_through_its_artifact(name: EstimatorName, tmp_path: Path) -> None:
    assert_answers_alike(fitted(name), tmp_path / "model.h5")


@pytest.mark.parametrize("name", TRANSFORMERS)
def test_a_transformer_before_ridge_answers_equally_after_a_trip_through_its_artifact(name: EstimatorName, tmp_path: Path) -> None:
    assert_answers_alike(fitted(name, "Ridge"), tmp_path / "model.h5")


@pytest.mark.parametrize("name", PREDICTORS)
def test_a_predictor_learns_what_a_constant_does_not(name: EstimatorName) -> None:
    pipeline = fitted(name)
    truth, constant = (CLASSES, np.mean(CLASSES == 1)) if ESTIMATORS[name].role is Role.CLASSIFIER else (VALUES, 0.0)
    assert pipeline.score(X, truth) > constant + 0.2


@pytest.mark.parametrize("name", ["RandomForestClassifier", "RandomForestRegressor"])
def test_the_seed_of_the_job_decides_a_random_fit(name: EstimatorName) -> None:
    def outputs(**params: Any) -> Array:
        return predictor_of(fitted(name, **SMALL[name], **params)).outputs(X)

    assert_array_equal(outputs(), outputs())
    assert_array_equal(outputs(), outputs(random_state=3))
    assert not np.array_equal(outputs(), outputs(random_state=4))


@pytest.mark.parametrize("name", ESTIMATORS)
def test_an_estimator_lives_where_its_entry_says_and_has_the_role_it_says(name: EstimatorName) -> None:
    methods = {Role.CLASSIFIER: "predict_proba", Role.REGRESSOR: "predict", Role.TRANSFORMER: "transform"}
    cls = estimator_class(name)
    assert cls.__name__ == name
    assert next(role for role, method in methods.items() if hasattr(cls, method)) is ESTIMATORS[name].role


def test_every_estimator_that_a_spec_may_name_has_an_entry() -> None:
    assert set(get_args(EstimatorName)) == set(ESTIMATORS)


def choices() -> list[Any]:
    """List every named choice of every predictor: solvers, criteria, losses; the deprecated penalty left out."""
    return [
        pytest.param(name, key, choice, id=f"{name} {key} {choice}")
        for name in PREDICTORS
        for key, constraints in estimator_class(name)._parameter_constraints.items()
        for choice in sorted({option for one in constraints if isinstance(one, StrOptions) for option in one.options})
        if key != "penalty"
    ]


@pytest.mark.parametrize(("name", "key", "choice"), choices())
def test_whatever_a_spec_may_choose_needs_only_trusted_types(name: EstimatorName, key: str, choice: str) -> None:
    companions = COMPANIONS.get(choice, {}) if ESTIMATORS[name].role is Role.REGRESSOR else {}
    params = {key: choice, **companions}
    assert parameter_faults(name, params) == []
    assert untrusted(fitted(name, classes=CLASSES % 2, **SMALL.get(name, {}), **params)) <= set(TRUSTED_TYPES)


def test_every_trusted_type_is_needed_by_some_estimator() -> None:
    assert set().union(*(untrusted(fitted(name)) for name in PREDICTORS)) == set(TRUSTED_TYPES)


def doubled(x: Array) -> Array:
    return 2 * x


def test_a_pipeline_with_code_that_is_not_trusted_is_refused(tmp_path: Path) -> None:
    pipeline = Pipeline([("code", FunctionTransformer(doubled)), ("ridge", Ridge())]).fit(X, VALUES)
    with pytest.raises(ArtifactError, match=r"types that are not on this service's list: .*doubled"):
        reloaded(pipeline, tmp_path / "model.h5")


def test_bytes_that_are_no_pipeline_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "model.h5"
    write(fitted("Ridge"), path)
    with h5py.File(path, "a") as file:
        file["estimator"][:] = 0
    with pytest.raises(ArtifactError, match=r"model\.h5 holds no pipeline that skops can rebuild"):
        source_predictor(read_artifact(path))
