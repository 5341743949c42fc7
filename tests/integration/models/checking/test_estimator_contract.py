"""scikit-learn estimators: whatever a spec may name is checked, fitted, written, read back and answers equally."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import skops.io
from numpy.testing import assert_array_equal
from sklearn.linear_model import Ridge
from sklearn.metrics import adjusted_rand_score
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import FunctionTransformer
from sklearn.utils._param_validation import StrOptions
from threadpoolctl import threadpool_limits

from models.artifact.content import Content
from models.artifact.file import read_artifact, write_artifact
from models.artifact.golden import Golden
from models.checking.rules.pipeline import parameter_faults
from models.core.arrays import Array
from models.core.errors import ArtifactError
from models.core.tensors import TensorType
from models.datasets import Description
from models.preparing.prepared import Pairs, Prepared
from models.preparing.raw import Raw
from models.serving.predictor import Predictor
from models.serving.runtimes.sklearn import TRUSTED_TYPES, SklearnRuntime
from models.serving.source import source_runtime
from models.specs.estimators.estimator_forms import NOT_CHOICES
from models.specs.estimators.offered_estimators import ESTIMATORS, EstimatorName, Role, estimator_class
from models.specs.model import EstimatorStep, SklearnPipeline
from models.training.fit import fit_pipeline
from models.training.listener import SilentListener
from tests.bare import chain_of, golden_of, ran, signature_of
from tests.estimators import settable
from tests.sealed import sealed
from tests.toys import CLASSES, GROUPS, QUICK, VALUES, X

NOTHING: Array = np.empty((len(X), 0))
#: Choices that need other arguments beside them.
COMPANIONS: dict[tuple[str, str], dict[str, Any]] = {
    ("Ridge", "lbfgs"): {"positive": True},
    ("RidgeClassifier", "lbfgs"): {"positive": True},
    ("HistGradientBoostingRegressor", "quantile"): {"quantile": 0.5},
    **{(name, "seuclidean"): {"metric_params": {"V": [1.0, 2.0]}} for name in ESTIMATORS},
    **{(name, "mahalanobis"): {"metric_params": {"V": [[1.0, 0.0], [0.0, 2.0]]}} for name in ESTIMATORS},
    ("KNeighborsClassifier", "minkowski"): {"p": 3},
}


DATA = Description(TensorType((2,), "float64"), None, n_train=len(X))


@pytest.fixture(autouse=True)
def one_thread() -> Iterator[None]:
    """Small fits on several threads spend their time waiting for each other."""
    with threadpool_limits(1):
        yield


def prepared(x: Array, y: Array) -> Prepared:
    """Return a training part as it is."""
    described = {"inputs": DATA}, {"outputs": DATA}
    return Prepared(*described, chain_of(), Raw({"inputs": x}, None), None, Pairs({"inputs": x}, {"outputs": y}), None, None)


def fitted(*steps: EstimatorName, seed: int = 3, classes: Array = CLASSES, **params: Any) -> Pipeline:
    """Build and fit a pipeline; the parameters are the last step's."""
    model = SklearnPipeline(
        kind="sklearn",
        steps=[*(EstimatorStep(estimator=name) for name in steps[:-1]), EstimatorStep(estimator=steps[-1], params=params)],
    )
    y = {Role.CLASSIFIER: classes, Role.REGRESSOR: VALUES}.get(ESTIMATORS[steps[-1]].role, NOTHING)
    return fit_pipeline(model, seed, prepared(X, y), SilentListener())


@cache
def plain(name: EstimatorName) -> Pipeline:
    """Return an estimator fitted by its defaults, fewer trees apart."""
    return fitted(name, **QUICK.get(name, {}))


def write(pipeline: Pipeline, path: Path) -> None:
    """Write a pipeline into an artifact."""
    signature = signature_of("regression", (2,), "float64", images=False, model_shape=(2,), output_shape=(1,), labels=None)
    write_artifact(path, Content("sklearn", {}, signature, chain_of(), golden_of(X[:0], X[:0]), {}, [], {}), pipeline)


def reloaded(pipeline: Pipeline, path: Path) -> SklearnRuntime:
    """Write a pipeline into an artifact and read it back."""
    write(pipeline, path)
    runtime = source_runtime(read_artifact(path))
    assert isinstance(runtime, SklearnRuntime)
    return runtime


def answers_of(runtime: SklearnRuntime) -> Array:
    """Return what a model gives for all samples: its labels of them, where it gives nothing else."""
    return ran(runtime, X) if runtime.training_labels is None else runtime.training_labels


def of_role(*roles: Role) -> list[str]:
    return [name for name, entry in ESTIMATORS.items() if entry.role in roles]


@pytest.mark.parametrize("name", ESTIMATORS)
def test_an_estimator_answers_equally_after_a_trip_through_its_artifact(name: EstimatorName, tmp_path: Path) -> None:
    pipeline = plain(name)
    answers = answers_of(SklearnRuntime(pipeline))
    assert_array_equal(answers_of(reloaded(pipeline, tmp_path / "model.h5")), answers)
    assert len(answers) == len(X)


@pytest.mark.parametrize("name", of_role(Role.TRANSFORMER))
def test_a_transformer_before_ridge_answers_equally_after_a_trip_through_its_artifact(name: EstimatorName, tmp_path: Path) -> None:
    pipeline = fitted(name, "Ridge")
    assert_array_equal(ran(reloaded(pipeline, tmp_path / "model.h5"), X), ran(SklearnRuntime(pipeline), X))


@pytest.mark.parametrize("name", of_role(Role.CLASSIFIER, Role.REGRESSOR))
def test_a_predictor_learns_what_a_constant_does_not(name: EstimatorName) -> None:
    truth, constant = (CLASSES, 1 / 3) if ESTIMATORS[name].role is Role.CLASSIFIER else (VALUES, 0.0)
    assert plain(name).score(X, truth) > constant + 0.2


@pytest.mark.parametrize("name", of_role(Role.CLUSTERER, Role.LABELLER))
def test_a_clusterer_finds_the_groups_without_being_told_them(name: EstimatorName) -> None:
    assert adjusted_rand_score(CLASSES, answers_of(SklearnRuntime(fitted(name, **GROUPS[name])))) > 0.95


@pytest.mark.parametrize("name", of_role(Role.CLASSIFIER))
def test_an_output_of_a_classifier_is_probabilities_or_the_position_of_its_class(name: EstimatorName) -> None:
    pipeline = fitted(name, classes=CLASSES + 5, **QUICK.get(name, {}))
    outputs = ran(SklearnRuntime(pipeline), X)
    if hasattr(pipeline, "predict_proba"):
        assert outputs.sum(axis=1) == pytest.approx(np.ones(len(X)))
    else:
        assert_array_equal(outputs + 5, pipeline.predict(X))


@pytest.mark.parametrize("dtype", ["uint8", "float32", "float64"])
def test_clusters_can_be_asked_for_in_any_number_type(dtype: str) -> None:
    whole = X.round().astype("uint8")
    model = SklearnPipeline(kind="sklearn", steps=[EstimatorStep(estimator="KMeans", params={"n_clusters": 3})])
    parts = prepared(whole, NOTHING)
    pipeline = fit_pipeline(model, 3, parts, SilentListener())
    assert_array_equal(ran(SklearnRuntime(pipeline), whole.astype(dtype)), pipeline[-1].labels_)


@pytest.mark.parametrize("name", ["RandomForestClassifier", "RandomForestRegressor", "MLPRegressor", "GaussianMixture", "AdaBoostRegressor"])
def test_the_seed_of_the_job_decides_a_random_fit(name: EstimatorName) -> None:
    def outputs(**more: Any) -> Array:
        params = {**QUICK.get(name, {}), **({"n_components": 6} if name == "GaussianMixture" else {}), **more}
        return ran(SklearnRuntime(fitted(name, **params)), X)

    assert_array_equal(outputs(), outputs())
    assert_array_equal(outputs(), outputs(random_state=3))
    assert not np.array_equal(outputs(), outputs(random_state=4))


def test_an_ensemble_is_made_of_the_base_it_names() -> None:
    base = {"estimator": "DecisionTreeClassifier", "params": {"max_depth": 2, "random_state": 9}}
    ensemble = fitted("AdaBoostClassifier", n_estimators=3, estimator=base)[-1]
    assert ensemble.estimator.max_depth == 2
    assert ensemble.estimator.random_state == 9
    assert {tree.get_depth() for tree in ensemble.estimators_} == {2}


def test_a_list_is_made_a_tuple_where_scikit_learn_takes_nothing_else() -> None:
    scaled = ran(SklearnRuntime(fitted("MinMaxScaler", feature_range=[-1, 3])), X)
    assert parameter_faults("MinMaxScaler", {"feature_range": [-1, 3]}) == []
    assert (scaled.min(), scaled.max()) == pytest.approx((-1, 3))


def choices() -> list[tuple[str, str, str]]:
    """List every named choice that may leave something in a fitted estimator: solvers, criteria, metrics; not how it is scored."""
    return [
        (name, key, choice)
        for name in ESTIMATORS
        if ESTIMATORS[name].role is not Role.LABELLER
        for key, constraints in estimator_class(name)._parameter_constraints.items()
        if key in settable(name) and key not in ("penalty", "scoring")
        for choice in sorted({option for one in constraints if isinstance(one, StrOptions) for option in one.options} - NOT_CHOICES)
    ]


@cache
def untrusted_of(name: EstimatorName, key: str, choice: str) -> set[str]:
    """Fit an estimator with a choice, and name the types that skops rebuilds only when told to."""
    quick = {"max_iter": 3} if name.startswith("MLP") else QUICK.get(name, {})
    params = {**quick, **COMPANIONS.get((name, choice), {}), key: choice}
    assert parameter_faults(name, params) == []
    return set(skops.io.get_untrusted_types(data=skops.io.dumps(fitted(name, classes=CLASSES % 2, **params))))


@pytest.mark.parametrize(("name", "key", "choice"), choices())
def test_whatever_a_spec_may_choose_needs_only_trusted_types(name: EstimatorName, key: str, choice: str) -> None:
    assert untrusted_of(name, key, choice) <= set(TRUSTED_TYPES)


def test_every_trusted_type_is_needed_by_some_estimator() -> None:
    assert set().union(*(untrusted_of(*choice) for choice in choices())) == set(TRUSTED_TYPES)


def doubled(x: Array) -> Array:
    return 2 * x


def test_a_pipeline_with_code_that_is_not_trusted_is_refused(tmp_path: Path) -> None:
    pipeline = Pipeline([("code", FunctionTransformer(doubled)), ("ridge", Ridge())]).fit(X, VALUES)
    with pytest.raises(ArtifactError, match=r"types that are not on this service's list: .*doubled"):
        reloaded(pipeline, tmp_path / "model.h5")


def test_bytes_that_are_no_pipeline_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "model.h5"
    write(fitted("Ridge"), path)
    sealed(path, lambda file: file["estimator"].write_direct(np.zeros(file["estimator"].shape, np.uint8)))
    with pytest.raises(ArtifactError, match=r"model\.h5 holds no pipeline that skops can rebuild"):
        source_runtime(read_artifact(path))


def test_what_scikit_learn_warns_of_is_told_to_the_listener() -> None:
    told: list[str] = []

    class Listener(SilentListener):
        def log(self, message: str) -> None:
            told.append(message)

    model = SklearnPipeline(kind="sklearn", steps=[EstimatorStep(estimator="LogisticRegression", params={"max_iter": 1})])
    fit_pipeline(model, 3, prepared(X, CLASSES), Listener())
    assert len(told) == 1
    assert told[0].startswith("scikit-learn warns: lbfgs failed to converge")


def test_a_predictor_of_a_labeller_answers_no_inputs_with_no_answers() -> None:
    signature = signature_of("clustering", (2,), "float64", images=False, model_shape=(2,), output_shape=(), labels=None)
    predictor = Predictor(signature, chain_of(), SklearnRuntime(fitted("DBSCAN")))
    predictor.replay(Golden({"inputs": X[:0]}, predictor.outputs({"inputs": X[:0]})))
    assert predictor.predict([]) == []
