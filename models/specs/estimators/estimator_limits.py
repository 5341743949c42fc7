"""What the values of an estimator's parameters may be for data of a given size."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil, comb
from typing import Any

from models.core.arrays import Label


@dataclass(frozen=True)
class Size:
    """The size of the data that an estimator is fitted to.

    Args:
        n_samples: Samples of the smallest fit; None where they are not known.
        n_features: Columns; None where they are not known.
        labels: Classes of the targets; None where there are none, or they are not known.
    """

    n_samples: int | None
    n_features: int | None
    labels: tuple[Label, ...] | None = None


#: Bounds of parameters from above: the number of samples, or that of samples or columns, whichever is smaller.
SAMPLES, SMALLER = "samples that are fitted", "samples that are fitted and columns, whichever are fewer"
BOUNDS: dict[str, dict[str, str]] = {
    "KMeans": {"n_clusters": SAMPLES},
    "AgglomerativeClustering": {"n_clusters": SAMPLES},
    "GaussianMixture": {"n_components": SAMPLES},
    "KNeighborsClassifier": {"n_neighbors": SAMPLES},
    "KNeighborsRegressor": {"n_neighbors": SAMPLES},
    "RidgeCV": {"cv": SAMPLES},
    "RidgeClassifierCV": {"cv": SAMPLES},
    "PCA": {"n_components": SMALLER},
}
#: Number of components that PCA chooses itself.
_MLE = "mle"
#: Solver of PCA that finds fewer components than there are.
_ITERATIVE = "arpack"
#: Estimators that may stop early by a score of samples that they hold back, and the parameter that makes them so.
_STOPPING = {
    "MLPClassifier": "early_stopping",
    "MLPRegressor": "early_stopping",
    "HistGradientBoostingClassifier": "early_stopping",
    "GradientBoostingClassifier": "n_iter_no_change",
}
#: Metric of points on a sphere.
_ON_A_SPHERE = "haversine"
#: Fewest samples that an estimator can be fitted to, where they are more than one.
FEWEST = {"AgglomerativeClustering": 2, "GaussianMixture": 2}
#: Bytes for each pair of samples.
PAIR_BYTES = {"AgglomerativeClustering": 8}


def bound_faults(name: str, params: Mapping[str, Any], size: Size) -> dict[str, str]:
    """Return what was expected of the parameters that exceed the size of the data, by name.

    Args:
        name: Class name of the estimator.
        params: Its parameters, defaults included.
        size: Size of its data.
    """
    found = {}
    for key, of in BOUNDS.get(name, {}).items():
        value, most = params.get(key), size.n_samples if of == SAMPLES else _least(size.n_samples, size.n_features)
        if of == SMALLER and most is not None and params.get("svd_solver") == _ITERATIVE and value == most:
            found[key] = f"expected less than the {most:,} {of}, as svd_solver is {_ITERATIVE}, got {value:,}"
        if isinstance(value, int) and not isinstance(value, bool) and most is not None and value > most:
            found[key] = f"expected at most the {most:,} {of}, got {value:,}"
    if params.get("n_components") == _MLE and size.n_samples is not None and size.n_samples < (size.n_features or 0):
        found["n_components"] = (
            f"expected a number, as {_MLE} needs as many samples as columns, {size.n_features:,}, and {size.n_samples:,} are fitted"
        )
    if params.get("n_components") == _MLE and size.n_features == 1:
        found["n_components"] = f"expected a number, as {_MLE} leaves no component of one column"
    if params.get("metric") == _ON_A_SPHERE and size.n_features not in (None, 2):
        found["metric"] = f"expected another metric, as {_ON_A_SPHERE} takes two columns, latitude and longitude, got {size.n_features:,} columns"
    return {**_held_back_fault(name, params, size), **found}


def _held_back_fault(name: str, params: Mapping[str, Any], size: Size) -> dict[str, str]:
    """Refuse to stop early by fewer samples than there are classes, or than two: scikit-learn draws them by class."""
    key, share = _STOPPING.get(name, ""), params.get("validation_fraction")
    chosen = params.get(key)
    if chosen in (None, False, "auto") or not isinstance(share, float) or size.n_samples is None:
        return {}
    least, n_held = max(2, len(size.labels or ())), ceil(size.n_samples * share)
    if min(n_held, size.n_samples - n_held) >= least:
        return {}
    came = f"validation_fraction {share:g} leaves {size.n_samples - n_held:,} and {n_held:,} of {size.n_samples:,} samples"
    return {key: f"expected samples to stop by, and to fit to, of at least {least:,} each, but {came}"}


def columns_after(name: str, params: Mapping[str, Any], size: Size) -> int | None:
    """Return the number of columns that a transformer gives; None where it is not known."""
    if size.n_features is None or name not in ("PCA", "PolynomialFeatures"):
        return size.n_features
    return _components(params["n_components"], size) if name == "PCA" else _n_polynomials(params, size.n_features)


def _least(*counts: int | None) -> int | None:
    known = [count for count in counts if count is not None]
    return min(known) if known else None


def _components(wanted: Any, size: Size) -> int | None:
    if wanted is None:
        return _least(size.n_samples, size.n_features) if size.n_samples is not None else None
    return wanted if isinstance(wanted, int) else None


def _n_polynomials(params: Mapping[str, Any], n_features: int) -> int:
    """Return the number of monomials, as scikit-learn counts them."""
    degree = params["degree"]
    low, high = degree if isinstance(degree, list) and len(degree) == 2 else (0, degree if isinstance(degree, int) else 0)
    if params["interaction_only"]:
        n_terms = sum(comb(n_features, order) for order in range(max(low, 1), min(high, n_features) + 1))
    else:
        n_terms = comb(n_features + high, high) - (comb(n_features + low - 1, low - 1) if low > 1 else 1)
    return n_terms + bool(params["include_bias"])
