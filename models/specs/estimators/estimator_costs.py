"""How much scikit-learn's estimators compute, as the orders of their algorithms say. The factor of each is learned from finished jobs.

Source: scikit-learn's user guide, the sections "Complexity" of its estimators.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from math import log2, sqrt
from typing import Any

from models.specs.estimators.estimator_forms import described
from models.specs.estimators.offered_estimators import BASE, EstimatorName


@dataclass(frozen=True)
class FitSize:
    """What an estimator is fitted to.

    Args:
        n: Number of samples.
        p: Number of columns.
        k: Number of classes; 1 for none.
    """

    n: int
    p: int
    k: int = 1


@dataclass(frozen=True)
class EstimatorCost:
    """Operations of an estimator.

    Args:
        fit: Operations of a fit.
        predict: Operations of the predictions for as many samples as it was fitted to.
        n_nodes: Number of parts of the fitted model that are compiled one by one, such as the nodes of trees.
    """

    fit: float
    predict: float
    n_nodes: float = 0.0


Params = Mapping[str, Any]


def estimator_cost(name: EstimatorName, params: Params, size: FitSize) -> EstimatorCost:
    """Return the operations of an estimator with sound parameters."""
    whole = {**{key: parameter.default for key, parameter in described(name).parameters.items()}, **params}
    return _COSTS.get(name, _linear)(whole, size)


def _number(value: Any, otherwise: float) -> float:
    """Return a parameter that is a number; another value where it is None or a name."""
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else otherwise


def _linear(params: Params, size: FitSize) -> EstimatorCost:
    return EstimatorCost(20.0 * size.n * size.p, 4.0 * size.n * size.p * size.k)


def _factored(params: Params, size: FitSize) -> EstimatorCost:
    """A factorization of the rows or of their covariance."""
    return EstimatorCost(size.n * size.p * min(size.n, size.p) / 6 + 5.0 * size.n * size.p, 2.0 * size.n * size.p * size.k)


def _factored_often(params: Params, size: FitSize) -> EstimatorCost:
    return EstimatorCost(6 * _factored(params, size).fit, 2.0 * size.n * size.p * size.k)


def _descent(params: Params, size: FitSize) -> EstimatorCost:
    n_rounds = _number(params.get("max_iter"), 100.0) / 2
    return EstimatorCost(2.0 * size.n * size.p * n_rounds / 10, 2.0 * size.n * size.p)


def _logistic(params: Params, size: FitSize) -> EstimatorCost:
    outputs = size.k if size.k > 2 else 1
    return EstimatorCost(6.0 * size.n * size.p * outputs * _number(params["max_iter"], 100.0), 2.0 * size.n * size.p * outputs)


def _kernel(params: Params, size: FitSize) -> EstimatorCost:
    passes = 5.0 if params.get("probability") else 1.0
    return EstimatorCost(passes * size.n**2 * (size.p + 20) / 8, size.n**2 * size.p / 2)


def _neighbors(params: Params, size: FitSize) -> EstimatorCost:
    return EstimatorCost(5.0 * size.n * size.p, size.n**2 * (size.p + 10) / 10 if size.p > 15 else 200.0 * size.n * log2(size.n + 2))


def _leaves(params: Params, n: float) -> float:
    """Return about the number of leaves of a tree over so many samples."""
    depth, least = _number(params.get("max_depth"), 64.0), _number(params.get("min_samples_leaf"), 1.0)
    full = float(2 ** round(min(depth, 40.0)))
    return max(1.0, min(n / 6 / max(least, 1.0), full, _number(params.get("max_leaf_nodes"), 1e9)))


def _tree(params: Params, size: FitSize, n_columns: float | None = None) -> EstimatorCost:
    leaves = _leaves(params, size.n)
    levels = log2(leaves + 1) + 1
    return EstimatorCost(5.0 * size.n * log2(size.n + 2) * (n_columns or size.p) * levels / 2, 10.0 * size.n * levels, 2 * leaves)


def _forest(params: Params, size: FitSize) -> EstimatorCost:
    trees, chosen = _number(params["n_estimators"], 100.0), params.get("max_features")
    tree = _tree(params, size, sqrt(size.p) if chosen == "sqrt" else log2(size.p + 1) if chosen == "log2" else None)
    return _times(tree, trees)


def _boosted(params: Params, size: FitSize) -> EstimatorCost:
    trees = _number(params["n_estimators"], 100.0) * (size.k if size.k > 2 else 1)
    return _times(_tree({**params, "min_samples_leaf": 1}, size), trees)


def _binned(params: Params, size: FitSize) -> EstimatorCost:
    trees = _number(params["max_iter"], 100.0) * (size.k if size.k > 2 else 1)
    # Histograms are of 256 bins, whatever the number of samples.
    tree = EstimatorCost(
        20.0 * (size.n + 256 * 15) * size.p + 4e6, 50.0 * size.n, 2 * min(_number(params.get("max_leaf_nodes"), 31.0), size.n / 20 + 1)
    )
    return _times(tree, trees)


def _ensemble(params: Params, size: FitSize) -> EstimatorCost:
    base = params.get(BASE)
    one = estimator_cost(base["estimator"], base.get("params", {}), size) if base else _tree({"max_depth": 1}, size)
    fit = one.fit + one.predict + 5e5
    return _times(EstimatorCost(fit, one.predict, one.n_nodes), _number(params["n_estimators"], 50.0))


def _perceptron(params: Params, size: FitSize) -> EstimatorCost:
    hidden = params["hidden_layer_sizes"]
    widths = [size.p, *(hidden if isinstance(hidden, list | tuple) else [hidden]), size.k]
    weights = sum(first * second for first, second in pairwise(widths))
    # A step takes as long as that of many more samples.
    of_step = 2e5 * size.n / _number(params["batch_size"], 200.0)
    return EstimatorCost(_number(params["max_iter"], 200.0) * (3.0 * size.n * weights + of_step), size.n * weights)


def _means(params: Params, size: FitSize) -> EstimatorCost:
    starts = _number(params["n_init"], 1.0)
    return EstimatorCost(starts * 20 * size.n * size.p * params["n_clusters"], 2.0 * size.n * size.p * params["n_clusters"])


def _mixture(params: Params, size: FitSize) -> EstimatorCost:
    once = size.n * params["n_components"] * size.p * (size.p + 10)
    return EstimatorCost(_number(params["n_init"], 1.0) * 20 * once, once)


def _neighborhoods(params: Params, size: FitSize) -> EstimatorCost:
    return EstimatorCost(size.n**2 * (size.p + 5) / 5, 0.0)


def _agglomeration(params: Params, size: FitSize) -> EstimatorCost:
    return EstimatorCost(size.n**2 * (size.p + 20), 0.0)


def _polynomial(params: Params, size: FitSize) -> EstimatorCost:
    return EstimatorCost(10.0 * size.n * size.p, 10.0 * size.n * size.p)


def _times(cost: EstimatorCost, factor: float) -> EstimatorCost:
    return EstimatorCost(cost.fit * factor, cost.predict * factor, cost.n_nodes * factor)


_COSTS: dict[str, Callable[[Params, FitSize], EstimatorCost]] = {
    **dict.fromkeys(("Ridge", "LinearRegression", "RidgeClassifier", "PCA"), _factored),
    **dict.fromkeys(("RidgeCV", "RidgeClassifierCV"), _factored_often),
    **dict.fromkeys(("Lasso", "ElasticNet"), _descent),
    "LogisticRegression": _logistic,
    **dict.fromkeys(("SVC", "SVR"), _kernel),
    **dict.fromkeys(("KNeighborsClassifier", "KNeighborsRegressor"), _neighbors),
    **dict.fromkeys(("DecisionTreeClassifier", "DecisionTreeRegressor"), _tree),
    **dict.fromkeys(("RandomForestClassifier", "RandomForestRegressor"), _forest),
    **dict.fromkeys(("GradientBoostingClassifier", "GradientBoostingRegressor"), _boosted),
    **dict.fromkeys(("HistGradientBoostingClassifier", "HistGradientBoostingRegressor"), _binned),
    **dict.fromkeys(("AdaBoostClassifier", "AdaBoostRegressor"), _ensemble),
    **dict.fromkeys(("MLPClassifier", "MLPRegressor"), _perceptron),
    "KMeans": _means,
    "GaussianMixture": _mixture,
    "DBSCAN": _neighborhoods,
    "AgglomerativeClustering": _agglomeration,
    "PolynomialFeatures": _polynomial,
}
