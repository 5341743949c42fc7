"""Surfaces over two features: the book's figures, every form of values, and requests that cannot be met."""

from typing import Any

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal
from sklearn.cluster import KMeans
from sklearn.datasets import make_moons
from sklearn.linear_model import LinearRegression, LogisticRegression, RidgeClassifier
from sklearn.mixture import GaussianMixture
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import MinMaxScaler, PolynomialFeatures

from models.artifact.signature import Method
from models.core.arrays import Array
from models.core.errors import InputError
from models.preprocessing.chain import Chain
from models.preprocessing.columns import Standardize
from models.preprocessing.numbers import Log
from models.serving.predictor import Predictor
from models.serving.runtimes.sklearn import SklearnRuntime
from models.serving.verbs.surface import CHUNK_ROWS, Surface, SurfaceSpec, surface_of
from tests.bare import BareChain, chain_of, signature_of
from tests.faults import told
from tests.toys import CLASSES, VALUES, WORDS, X

MOONS, HALVES = make_moons(300, noise=0.1, random_state=42)
TRIPLES = np.column_stack([X, X[:, 0] * X[:, 1]])


def predictor(pipeline: Pipeline, kind: str, chain: Chain | None = None, columns: tuple[str, ...] | None = None, dtype: str = "float64") -> Predictor:
    """Return a predictor of a fitted pipeline."""
    runtime, labels = SklearnRuntime(pipeline), tuple(pipeline.classes_.tolist()) if kind == "classification" else None
    width = pipeline.n_features_in_
    methods = tuple(method for method in Method if hasattr(pipeline, method))
    output_shape = runtime.output_shape(np.ones((1, width)))
    return Predictor(signature_of(kind, (width,), "float64", False, (width,), output_shape, labels, methods, columns), chain or chain_of(), runtime)


RIDGE = predictor(make_pipeline(RidgeClassifier(alpha=2, solver="svd")).fit(MOONS, HALVES), "classification")
CURVED = predictor(make_pipeline(PolynomialFeatures(5), RidgeClassifier(alpha=0.25)).fit(MOONS, HALVES), "classification")
LOGISTIC = predictor(make_pipeline(LogisticRegression()).fit(X, WORDS[CLASSES]), "classification")
LINE = predictor(make_pipeline(LinearRegression()).fit(TRIPLES, VALUES), "regression", columns=("a", "b", "1"))
SPEC: dict[str, Any] = {"x": {"feature": 0, "from": -2, "to": 2, "steps": 5}, "y": {"feature": 1, "from": -1, "to": 1, "steps": 3}}


def axis(**changes: Any) -> dict[str, Any]:
    return {**SPEC["x"], **changes}


def drawn(model: Predictor, **changes: Any) -> Surface:
    return surface_of(SurfaceSpec.model_validate({**SPEC, **changes}), model)


def at(model: Predictor, x: float, y: float, **more: Any) -> Any:
    """Return what a surface says at a point: the middle of a small one around it."""
    ends = [{"feature": index, "from": value - 1, "to": value + 1, "steps": 3} for index, value in enumerate((x, y))]
    return drawn(model, x=ends[0], y=ends[1], **more).values[..., 1, 1]


@pytest.mark.parametrize(("x", "y", "decision"), [(0, 0, 0.1300), (0, 1, -1.0753), (1, -0.5, 1.0901)])
def test_the_plane_of_ridge_over_the_moons_has_the_books_figures(x: float, y: float, decision: float) -> None:
    assert at(RIDGE, x, y, method="decision_function") == pytest.approx(decision, abs=5e-5)


@pytest.mark.parametrize(("x", "y", "decision"), [(0, 0, 1.1073), (0, 1, -0.9127), (1, -0.5, 0.9460), (-1, 0, -1.0480), (2.5, 1.5, 13.6451)])
def test_the_curved_surface_over_the_moons_has_the_books_figures(x: float, y: float, decision: float) -> None:
    assert at(CURVED, x, y, method="decision_function") == pytest.approx(decision, abs=5e-5)


def test_a_row_of_the_grid_has_one_y_and_each_value_is_that_of_its_point() -> None:
    found = drawn(CURVED, method="decision_function")
    assert_array_equal(found.x, [-2, -1, 0, 1, 2])
    assert_array_equal(found.y, [-1, 0, 1])
    points = np.array([[x, y] for y in found.y for x in found.x])
    assert_allclose(found.values, CURVED.runtime.pipeline.decision_function(points).reshape(3, 5))


def test_a_classifier_gives_the_indices_of_its_labels_when_no_method_is_named() -> None:
    found = drawn(LOGISTIC, x={"feature": 0, "from": 0, "to": 6, "steps": 2}, y={"feature": 1, "from": 0, "to": 6, "steps": 2})
    assert (found.method, found.labels) == (Method.PREDICT, ("high", "low", "mid"))
    assert found.values.dtype.kind == "i"
    assert found.values.tolist()[0][1] == 1
    assert found.values.tolist()[1] == [2, 0]


def test_the_probability_of_the_second_of_two_labels_is_given() -> None:
    model = predictor(make_pipeline(LogisticRegression()).fit(MOONS, HALVES), "classification")
    assert drawn(model, method="predict_proba").values.shape == (3, 5)
    assert at(model, 0, 1, method="predict_proba") < 0.5 < at(model, 1, -0.5, method="predict_proba")


@pytest.mark.parametrize("method", ["predict_proba", "decision_function"])
def test_a_grid_is_given_for_each_of_more_than_two_labels(method: str) -> None:
    values = at(LOGISTIC, 6, 0, method=method)
    assert values.shape == (3,)
    assert int(np.argmax(values)) == 1


def test_clusters_distances_and_memberships_are_given() -> None:
    means = predictor(make_pipeline(KMeans(3, random_state=0)).fit(X), "clustering")
    mixture = predictor(make_pipeline(GaussianMixture(3, random_state=0)).fit(X), "clustering")
    assert drawn(means).labels is None
    assert at(means, 6, 0) == int(np.argmin(at(means, 6, 0, method="transform")))
    assert at(mixture, 6, 0) == int(np.argmax(at(mixture, 6, 0, method="predict_proba")))


def test_a_transformer_gives_a_grid_for_each_column() -> None:
    model = predictor(make_pipeline(MinMaxScaler()).fit(MOONS), "transform")
    found = drawn(model)
    assert (found.method, found.values.shape) == (Method.TRANSFORM, (2, 3, 5))


def test_preprocessing_is_applied_to_the_grid_and_undone_on_its_values() -> None:
    chain = BareChain.fit([Standardize(step="standardize")], [Standardize(step="standardize")], X, VALUES)
    x, y = chain.pairs(X, VALUES)
    model = predictor(make_pipeline(LinearRegression()).fit(x, y), "regression", chain.chain)
    assert at(model, 3, 4) == pytest.approx(2 * 3 + 4 + 1)


def test_values_are_cut_off_where_asked_for() -> None:
    assert drawn(CURVED, method="decision_function", clamp=[-1, 1]).values.max() == 1


def test_a_grid_of_several_chunks_is_put_together_in_order() -> None:
    n_x, n_y = 310, 300
    assert n_x * n_y > CHUNK_ROWS
    found = drawn(CURVED, x=axis(steps=n_x), y=axis(feature=1, steps=n_y), method="decision_function")
    points = np.array([[x, y] for y in found.y for x in found.x])
    assert_allclose(found.values, CURVED.runtime.pipeline.decision_function(points).reshape(n_y, n_x))


HELD = [{"1": 2}, {"1": 2.0}, [9, 9, 2]]


@pytest.mark.parametrize("fixed", HELD)
def test_features_beside_the_axes_are_fixed_by_name_or_in_a_whole_row(fixed: Any) -> None:
    expected = LINE.runtime.model.predict(np.array([[3.0, 4.0, 2.0]]))[0]
    assert at(LINE, 3, 4, fixed=fixed) == pytest.approx(expected)


def test_an_axis_is_named_by_its_column() -> None:
    by_name = drawn(LINE, x={**SPEC["x"], "feature": "b"}, y={**SPEC["y"], "feature": "a"}, fixed={"1": 0})
    assert_allclose(by_name.values, drawn(LINE, x={**SPEC["x"], "feature": 1}, y={**SPEC["y"], "feature": 0}, fixed=[0, 0, 0]).values)


def test_an_index_stands_for_a_feature_whose_column_has_no_name() -> None:
    nameless = predictor(make_pipeline(LinearRegression()).fit(TRIPLES, VALUES), "regression")
    assert at(nameless, 3, 4, fixed={"2": 2}) == pytest.approx(at(LINE, 3, 4, fixed=[0, 0, 2]))


POSITIVE = predictor(make_pipeline(LinearRegression()).fit(X, VALUES), "regression", chain_of((Log(step="log"),)))
ROW = signature_of("regression", (1,), "float64", False, (1,), (1,), None, (Method.PREDICT,))


@pytest.mark.parametrize(
    ("model", "changes", "pointer", "phrase"),
    [
        (RIDGE, {"x": axis(feature=2)}, "/x/feature", "expected an index from 0 to 1, got 2"),
        (RIDGE, {"x": axis(feature=-1)}, "/x/feature", "got -1"),
        (LINE, {"y": axis(feature="c")}, "/y/feature", "or one of a, b, 1, got 'c'"),
        (LINE, {"y": axis(feature="a")}, "/y/feature", "expected another feature than that of x"),
        (LINE, {}, "/fixed", "missing: 1"),
        (LINE, {"fixed": {}}, "/fixed", "missing: 1"),
        (LINE, {"fixed": {"1": 1, "c": 1}}, "/fixed/c", "got 'c'"),
        (LINE, {"fixed": {"1": 1, "a": 1}}, "/fixed/a", "got one of the axes"),
        (LINE, {"fixed": [1, 2]}, "/fixed", "expected a row of 3 values, got 2"),
        (RIDGE, {"x": axis(steps=1001), "y": axis(feature=1, steps=1000)}, "/y/steps", "expected at most 1,000,000 points, got 1,001,000"),
        (
            LOGISTIC,
            {"x": axis(steps=1000), "y": axis(feature=1, steps=500), "method": "predict_proba"},
            "/y/steps",
            "got 500,000 points with 3 values each",
        ),
        (RIDGE, {"method": "predict_proba"}, "/method", "expected one of predict, decision_function, got predict_proba"),
        (predictor(make_pipeline(MinMaxScaler()).fit(MOONS), "transform"), {"method": "inverse_transform"}, "/method", "takes its outputs"),
        (RIDGE, {"clamp": [0, 1]}, "/clamp", "labels or clusters"),
        (POSITIVE, {}, "", "does not take every point: log: expected values above 0"),
        (Predictor(ROW, chain_of(), RIDGE.runtime), {}, "", "expected a model that takes rows of two numbers or more"),
    ],
)
def test_a_surface_that_cannot_be_drawn_is_refused_at_its_pointer(model: Predictor, changes: dict[str, Any], pointer: str, phrase: str) -> None:
    with pytest.raises(InputError) as raised:
        drawn(model, **changes)
    ((where, detail),) = told(raised.value.faults)
    assert (where, phrase in detail) == (pointer, True), detail


@pytest.mark.parametrize(("shape", "dtype"), [((3,), "object"), ((2, 2), "float64"), ((None, 2), "float64"), ((), "image")])
def test_a_model_of_anything_else_than_rows_of_numbers_has_no_surface(shape: tuple[int, ...], dtype: str) -> None:
    signature = signature_of("regression", shape, dtype, False, (2,), (1,), None, (Method.PREDICT,))
    with pytest.raises(InputError, match="rows of two numbers or more"):
        drawn(Predictor(signature, chain_of(), RIDGE.runtime))


def test_the_largest_surface_is_drawn() -> None:
    found: Array = drawn(RIDGE, x=axis(steps=1000), y=axis(feature=1, steps=1000), method="decision_function").values
    assert found.shape == (1000, 1000)
