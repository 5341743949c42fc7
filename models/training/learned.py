"""Figures that a fitted scikit-learn pipeline has learned, for its metrics."""

from typing import Any

import numpy as np

#: Most components of a PCA whose share of the variance is told.
MAX_COMPONENTS = 10


def learned_figures(pipeline: Any) -> dict[str, float]:
    """Return what the last step of a fitted pipeline has learned, where that is a number or a few.

    Args:
        pipeline: A fitted scikit-learn pipeline.

    Returns:
        "alpha", the one that an estimator chose for itself; "n_estimators", how many an ensemble holds in the end;
        "slope" and "intercept" of a straight line from one feature to one target, in the units the model works in;
        "explained_variance_1" and on, the share of the variance that each component of a PCA explains, the first 10.
        Those that the last step has.
    """
    from sklearn.base import is_regressor  # Imported with the first pipeline: a process that fits networks does without.

    last = pipeline[-1]
    figures: dict[str, float] = {}
    if hasattr(last, "alpha_"):
        figures["alpha"] = float(np.asarray(last.alpha_).item())
    if hasattr(last, "estimators_"):
        figures["n_estimators"] = float(len(last.estimators_))
    if is_regressor(pipeline):
        figures |= _line(last)
    shares = getattr(last, "explained_variance_ratio_", ())[:MAX_COMPONENTS]
    return figures | {f"explained_variance_{index}": float(share) for index, share in enumerate(shares, 1)}


def _line(regressor: Any) -> dict[str, float]:
    slope, intercept = (np.asarray(getattr(regressor, name, ())) for name in ("coef_", "intercept_"))
    return {"slope": float(slope.item()), "intercept": float(intercept.item())} if slope.size == intercept.size == 1 else {}
