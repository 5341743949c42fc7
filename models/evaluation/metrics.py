"""Metrics of a finished model on a part of the data, and reports of predicted values in the units of the targets."""

import math
from collections.abc import Callable
from typing import Any

import numpy as np

from models.core.arrays import Array
from models.core.deferred_rows import in_memory
from models.evaluation.direction import Direction
from models.evaluation.finished import Finished, Scores
from models.evaluation.record import Quantile, RegressionReport, record_of

#: Most samples for a silhouette, which takes all pairwise distances.
MAX_SILHOUETTE_SAMPLES = 5_000
#: Figures of values, with the better ones of each.
VALUE_FIGURES = {"rmse": Direction.LOWER, "mae": Direction.LOWER, "r2": Direction.HIGHER}
#: Shares of the samples whose residual is at most the quantile.
SHARES = (0.0, 0.05, 0.25, 0.5, 0.75, 0.95, 1.0)


def accuracy(predicted: Array, true: Array) -> float:
    """Return the share of correct labels."""
    return float(np.mean(predicted == true))


def labels_metrics(predicted: Array, true: Array) -> dict[str, float]:
    """Compare the labels that samples have.

    Args:
        predicted: Bool array of shape (n_samples, n_labels).
        true: Array of the same shape.

    Returns:
        "exact_match", the share of samples with all labels right; "label_accuracy", the share of right decisions; "f1_micro", over all decisions, and
        "f1_macro", the mean over labels (0 for one that is neither predicted nor true).
    """
    hits, sizes = np.sum(predicted & true, axis=0), np.sum(predicted, axis=0) + np.sum(true, axis=0)
    by_label = 2 * hits / np.where(sizes == 0, 1, sizes)
    return {
        "exact_match": float(np.mean((predicted == true).all(axis=1))),
        "label_accuracy": float(np.mean(predicted == true)),
        "f1_micro": float(2 * hits.sum() / max(1, sizes.sum())),
        "f1_macro": float(np.mean(by_label)),
    }


def regression_metrics(predicted: Array, true: Array) -> dict[str, float]:
    """Compare values in their units.

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


def clustering_metrics(x: Array, clusters: Array, truth: Array | None = None) -> dict[str, float]:
    """Measure how well clusters are separated, and how well they match the true groups.

    Args:
        x: Array of shape (n_samples, n_features).
        clusters: Integer array of shape (n_samples,); -1 marks noise, which is in no cluster.
        truth: Array of shape (n_samples,), the true group of each sample where that is known.

    Returns:
        "clusters", their number; "noise", the share of samples marked -1, if any; "silhouette", from -1 to 1, where there are
        at least two clusters, fewer of them than samples, and no more than 5,000 samples; "ari", the adjusted Rand index, 1 for
        clusters equal to the true groups and about 0 by chance, where these are known.

    Sources: Rousseeuw, "Silhouettes", Journal of Computational and Applied Mathematics 20 (1987); Hubert and Arabie,
        "Comparing partitions", Journal of Classification 2 (1985).
    """
    from sklearn.metrics import adjusted_rand_score, silhouette_score

    kept = clusters >= 0
    n_clusters, n_kept = len(np.unique(clusters[kept])), int(np.sum(kept))
    metrics = {"clusters": float(n_clusters)}
    if n_kept < len(clusters):
        metrics["noise"] = 1.0 - n_kept / len(clusters)
    if 2 <= n_clusters < n_kept <= MAX_SILHOUETTE_SAMPLES:
        metrics["silhouette"] = float(silhouette_score(x[kept], clusters[kept]))
    if truth is not None:
        metrics["ari"] = float(adjusted_rand_score(truth, clusters))
    return metrics


def cluster_figures(pipeline: Any, x: Array, clusters: Array, truth: Array | None = None) -> dict[str, float]:
    """Return the metrics of clusters found by a pipeline.

    Args:
        pipeline: The fitted pipeline; its last step is a clusterer.
        x: Prepared samples, array of shape (n_samples, n_features).
        clusters: Cluster of each sample, int64 array of shape (n_samples,); -1 for noise.
        truth: Array of shape (n_samples,), the true group of each sample; None if unknown.
    """
    before_last = x
    for estimator in list(pipeline)[:-1]:
        before_last = estimator.transform(before_last)
    figures = clustering_metrics(np.asarray(before_last), clusters, truth)
    if hasattr(pipeline[-1], "inertia_"):
        figures["inertia"] = -float(pipeline.score(x))
    return figures


def value_scores(kind: str, finished: Finished, name: str, invert: Callable[[Array], Array]) -> Scores:
    """Evaluate an output with values on the test and training parts, with a record of one part.

    Args:
        kind: Name of the kind of prediction.
        finished: The model and its data.
        name: The output.
        invert: Inverts values to the units of the raw targets.
    """
    measured = finished.measured("test", "train")
    compared = {part: (invert(finished.outputs(part)[name]), invert(in_memory(finished.parts[part].y[name]))) for part in measured}
    figures = {part: regression_metrics(values, true) for part, (values, true) in compared.items()}
    recorded = finished.recorded
    values, true = compared[recorded]
    record = record_of(kind, recorded, len(values), regression=regression_report(values, true, figures[recorded]))
    return Scores({part: found for part, found in figures.items() if part in ("test", "train")}, record)


def regression_report(predicted: Array, true: Array, metrics: dict[str, float]) -> RegressionReport:
    """Report the errors of values.

    Args:
        predicted: Array of shape (n_samples, ...), in the targets' units.
        true: Array of the same size.
        metrics: Their "rmse", "mae" and "r2".
    """
    residuals = predicted.astype(np.float64).reshape(-1) - true.astype(np.float64).reshape(-1)
    quantiles = zip(SHARES, np.quantile(residuals, SHARES).tolist(), strict=True)
    figures = {name: _finite(metrics[name]) for name in ("rmse", "mae", "r2")}
    return RegressionReport(**figures, residuals=[Quantile(share=share, residual=_finite(residual)) for share, residual in quantiles])


def finite_figures(figures: dict[str, float]) -> dict[str, float]:
    """Return the figures that are finite: JSON has no others, nor has PostgreSQL. The record of the evaluation has null for them."""
    return {name: value for name, value in figures.items() if math.isfinite(value)}


def _finite(value: float) -> float | None:
    """Return a finite number, None for others: JSON has no NaN, which a diverged network gives."""
    return value if math.isfinite(value) else None
