"""Figures of a finished model on a part of the data."""

import numpy as np

from models.preprocessing.step import Array


def accuracy(predicted: Array, true: Array) -> float:
    """Return the share of labels that are right."""
    return float(np.mean(predicted == true))


def regression_metrics(predicted: Array, true: Array) -> dict[str, float]:
    """Compare values in their own units.

    Args:
        predicted: Array of shape (n_samples, ...).
        true: Array of the same size.

    Returns:
        "rmse" and "mae" in the targets' units, and "r2", the share of variance explained (1 - SSE / SST).
    """
    predicted, true = predicted.astype(np.float64).reshape(len(true), -1), true.astype(np.float64).reshape(len(true), -1)
    errors = predicted - true
    total = np.sum((true - true.mean(axis=0)) ** 2)
    r2 = 1.0 - float(np.sum(errors**2) / total) if total > 0 else float(not errors.any())
    return {"rmse": float(np.sqrt(np.mean(errors**2))), "mae": float(np.mean(np.abs(errors))), "r2": r2}
