"""The report of a model that answers with values."""

import math

import numpy as np

from models.core.arrays import Array
from models.evaluation.record import Quantile, RegressionReport

#: Shares of the samples whose residual is at most the quantile.
SHARES = (0.0, 0.05, 0.25, 0.5, 0.75, 0.95, 1.0)


def regression_report(predicted: Array, true: Array, metrics: dict[str, float]) -> RegressionReport:
    """Say how far values are off.

    Args:
        predicted: Array of shape (n_samples, ...), in the targets' own units.
        true: Array of the same size.
        metrics: Their "rmse", "mae" and "r2".
    """
    residuals = predicted.astype(np.float64).reshape(-1) - true.astype(np.float64).reshape(-1)
    quantiles = zip(SHARES, np.quantile(residuals, SHARES).tolist(), strict=True)
    figures = {name: _finite(metrics[name]) for name in ("rmse", "mae", "r2")}
    return RegressionReport(**figures, residuals=[Quantile(share=share, residual=_finite(residual)) for share, residual in quantiles])


def _finite(value: float) -> float | None:
    """Return a number that JSON has, None for the others: a network that has diverged gives NaN."""
    return value if math.isfinite(value) else None
