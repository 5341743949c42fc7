"""Steps over rows: missing values, categories, products of columns, principal components."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from numpy.testing import assert_allclose, assert_array_equal
from sklearn.decomposition import PCA
from sklearn.impute import SimpleImputer
from sklearn.preprocessing import PolynomialFeatures as SklearnPolynomialFeatures

from models.core.arrays import Array
from models.core.errors import DataError
from models.core.tensors import TensorType
from models.preprocessing import polynomial_features
from models.preprocessing.encode_categories import MAX_CATEGORIES, EncodeCategories
from models.preprocessing.impute import Impute
from models.preprocessing.pca import Pca
from models.preprocessing.polynomial_features import PolynomialFeatures
from models.preprocessing.step import StepTypeError

NAN = float("nan")
GAPS = np.array([[1.0, NAN], [2.0, 8.0], [NAN, 8.0], [6.0, 5.0], [6.0, 5.0]])
MIXED = np.array([["red", 1, "s"], [None, 4, "m"], ["blue", NAN, "m"], ["red", None, None]], object)
RANDOM = np.random.default_rng(0).normal(size=(200, 5)) @ np.random.default_rng(1).normal(size=(5, 5)) + 3


@pytest.mark.parametrize("strategy", ["mean", "median", "most_frequent"])
def test_impute_agrees_with_scikit_learn(strategy: Any) -> None:
    assert_allclose(Impute(step="impute", strategy=strategy).fit(GAPS).apply(GAPS), SimpleImputer(strategy=strategy).fit_transform(GAPS))


def test_impute_fills_later_data_with_values_of_the_training_part() -> None:
    fitted = Impute(step="impute").fit(GAPS)
    assert fitted.apply(np.array([[NAN, NAN], [100, 200]])).tolist() == [[3.75, 6.5], [100, 200]]


def test_impute_fills_none_and_nan_in_mixed_rows() -> None:
    found = Impute(step="impute", strategy="most_frequent").fit(MIXED).apply(MIXED)
    assert found.tolist() == [["red", 1, "s"], ["red", 4, "m"], ["blue", 1, "m"], ["red", 1, "m"]]


def test_impute_fills_only_the_given_columns() -> None:
    found = Impute(step="impute", columns=[1]).fit(MIXED).apply(MIXED)
    assert found[:, 1].tolist() == [1, 4, 2.5, 2.5]
    assert found[1, 0] is None


def test_impute_fills_with_a_constant() -> None:
    found = Impute(step="impute", strategy="constant", fill="?", columns=[0, 2]).fit(MIXED).apply(MIXED)
    assert found[:, 0].tolist() == ["red", "?", "blue", "red"]


def test_impute_follows_a_series() -> None:
    series = np.array([[NAN, 1.0], [2.0, NAN], [NAN, NAN], [5.0, 4.0], [NAN, 5.0]])
    across = Impute(step="impute", strategy="interpolate").fit(series).apply(series)
    assert across.tolist() == [[2, 1], [2, 2], [3.5, 3], [5, 4], [5, 5]]
    forward = Impute(step="impute", strategy="forward").fit(series).apply(series)
    assert forward.tolist() == [[2, 1], [2, 1], [2, 1], [5, 4], [5, 5]]


def test_a_series_without_any_value_gets_the_mean_of_the_training_part() -> None:
    fitted = Impute(step="impute", strategy="interpolate").fit(np.array([[1.0], [3.0]]))
    assert fitted.apply(np.array([[NAN], [NAN]])).tolist() == [[2], [2]]


@pytest.mark.parametrize("strategy", ["interpolate", "forward"])
def test_impute_follows_no_samples(strategy: Any) -> None:
    with pytest.raises(StepTypeError, match=f"impute by {strategy}: expected steps of a series, before the window, got samples"):
        Impute(step="impute", strategy=strategy).output_type(TensorType((2,), "float64"))


def test_impute_refuses_a_column_without_values() -> None:
    with pytest.raises(DataError, match="impute by mean: expected a value in each column of the training part, got none in column 1"):
        Impute(step="impute").fit(np.array([[1.0, NAN], [2.0, NAN]]))


def test_impute_refuses_the_mean_of_text() -> None:
    with pytest.raises(DataError, match="impute by mean: expected numbers, got 'red'"):
        Impute(step="impute").fit(MIXED)


ROWS = np.array([["b", 1, 3], ["a", 2, 5], ["c", None, 3]], object)


def test_encode_categories_appends_sorted_columns_and_drops_the_originals() -> None:
    fitted = EncodeCategories(step="encode_categories", columns=[0, 2]).fit(ROWS)
    assert fitted.categories_ == [["a", "b", "c"], [3, 5]]
    assert_array_equal(fitted.apply(ROWS), np.array([[1, 0, 1, 0, 1, 0], [2, 1, 0, 0, 0, 1], [NAN, 0, 0, 1, 1, 0]]), strict=True)


def test_encode_categories_takes_rows_of_numbers() -> None:
    rows = np.array([[7, 1.5], [2, 2.5], [7, 3.5]], np.float32)
    found = EncodeCategories(step="encode_categories", columns=[0]).fit(rows).apply(rows)
    assert_array_equal(found, np.array([[1.5, 0, 1], [2.5, 1, 0], [3.5, 0, 1]], np.float32), strict=True)


def test_encode_categories_may_encode_all_columns() -> None:
    rows = np.array([["x"], ["y"]], object)
    assert EncodeCategories(step="encode_categories", columns=[0]).fit(rows).apply(rows).tolist() == [[1, 0], [0, 1]]


@pytest.mark.parametrize("came", ["d", None, 3], ids=repr)
def test_encode_categories_names_an_unknown_category(came: Any) -> None:
    fitted = EncodeCategories(step="encode_categories", columns=[0]).fit(ROWS)
    with pytest.raises(DataError, match=rf"column 0: expected one of \['a', 'b', 'c'\], got {came!r}"):
        fitted.apply(np.array([["a", 1, 3], [came, 1, 3]], object))


def test_encode_categories_names_an_unknown_number_as_a_number() -> None:
    fitted = EncodeCategories(step="encode_categories", columns=[0]).fit(np.array([[1.5], [2.5]]))
    with pytest.raises(DataError, match=r"expected one of \[1\.5, 2\.5\], got 3\.0$"):
        fitted.apply(np.array([[1.5], [3.0]]))


@pytest.mark.parametrize("came", ["d", None, NAN], ids=repr)
def test_encode_categories_gives_zeros_for_an_ignored_category(came: Any) -> None:
    fitted = EncodeCategories(step="encode_categories", columns=[0], unknown="ignore").fit(ROWS)
    assert fitted.apply(np.array([[came, 1, 3]], object)).tolist() == [[1, 3, 0, 0, 0]]


@pytest.mark.parametrize(("rows", "came"), [(ROWS, "'b'"), (np.array([["1", "x"]]), ".*'1'.*")], ids=["mixed", "text"])
def test_encode_categories_refuses_text_in_the_other_columns(rows: Array, came: str) -> None:
    fitted = EncodeCategories(step="encode_categories", columns=[1]).fit(rows)
    with pytest.raises(DataError, match=f"encode_categories: expected numbers, got {came}"):
        fitted.apply(rows)


def test_encode_categories_refuses_a_column_of_too_many_numbers() -> None:
    rows = np.arange(MAX_CATEGORIES + 1.0).reshape(-1, 1)
    with pytest.raises(DataError, match="column 0: expected at most 10,000 categories, got 10,001"):
        EncodeCategories(step="encode_categories", columns=[0]).fit(rows)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 4), st.integers(1, 5), st.booleans(), st.booleans())
def test_polynomial_features_are_in_scikit_learns_order(degree: int, width: int, interaction_only: bool, include_bias: bool) -> None:
    if not (degree or include_bias):
        return
    rows = RANDOM[:7, :width]
    fields = {"degree": degree, "interaction_only": interaction_only, "include_bias": include_bias}
    found = PolynomialFeatures.model_validate({"step": "polynomial_features", **fields}).fit(rows).apply(rows)
    assert_allclose(found, SklearnPolynomialFeatures(**fields).fit_transform(rows), rtol=1e-12)


def test_polynomial_features_refuse_too_many_columns_when_fitted() -> None:
    with pytest.raises(DataError, match=r"at most 100,000 columns, got 308,505 by degree 2 of 784 columns"):
        PolynomialFeatures(step="polynomial_features").fit(np.zeros((1, 784)))
    assert polynomial_features.MAX_COLUMNS == 100_000


@pytest.mark.parametrize("whiten", [False, True], ids=["plain", "whitened"])
@pytest.mark.parametrize("n_components", [1, 3, 5])
@pytest.mark.parametrize("n_rows", [40, 200])
def test_pca_agrees_with_scikit_learn_signs_included(n_rows: int, n_components: int, whiten: bool) -> None:
    fitted = Pca(step="pca", n_components=n_components, whiten=whiten).fit(RANDOM[:n_rows])
    rival = PCA(n_components, whiten=whiten, svd_solver="full").fit(RANDOM[:n_rows])
    later = RANDOM[:3] * 2
    assert_allclose(fitted.apply(later), rival.transform(later), atol=1e-10)
    assert_allclose(fitted.invert(fitted.apply(later)), rival.inverse_transform(rival.transform(later)), atol=1e-10)


@settings(max_examples=40, deadline=None)
@given(hnp.arrays(np.float64, st.tuples(st.integers(3, 8), st.just(3)), elements=st.integers(-(10**6), 10**6).map(lambda x: x / 1000)), st.booleans())
def test_pca_with_all_components_is_invertible(rows: Array, whiten: bool) -> None:
    fitted = Pca(step="pca", n_components=3, whiten=whiten).fit(rows)
    assert_allclose(fitted.invert(fitted.apply(rows)), rows, atol=1e-9)


@pytest.mark.parametrize("n_rows", [4, 100])
def test_whitening_leaves_a_component_without_variance_at_zero(n_rows: int) -> None:
    rows = np.column_stack([RANDOM[:n_rows, 0], 2 * RANDOM[:n_rows, 0] + 1])
    assert_allclose(Pca(step="pca", n_components=2, whiten=True).fit(rows).apply(rows)[:, 1], 0, atol=1e-7)


def test_whitened_components_have_variance_one() -> None:
    found = Pca(step="pca", n_components=3, whiten=True).fit(RANDOM).apply(RANDOM)
    assert_allclose(np.cov(found.T), np.eye(3), atol=1e-10)


@pytest.mark.parametrize("value", [NAN, float("inf")])
def test_pca_refuses_values_that_are_not_finite(value: float) -> None:
    with pytest.raises(DataError, match="got missing or infinite values in the training part; add an impute step"):
        Pca(step="pca", n_components=1).fit(np.array([[1.0], [value]]))


@pytest.mark.parametrize(("n_components", "shape"), [(3, (2, 5)), (1, (1, 5))])
def test_pca_refuses_too_few_rows(n_components: int, shape: tuple[int, int]) -> None:
    with pytest.raises(DataError, match=rf"expected at least {max(n_components, 2)} rows and {n_components} columns, got {shape[0]} and 5"):
        Pca(step="pca", n_components=n_components).fit(np.zeros(shape))
