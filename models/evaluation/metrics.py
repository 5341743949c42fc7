"""Figures of a finished model on a part of the data."""

import numpy as np

from models.core.arrays import Array

#: Most samples for which a silhouette is worked out: it takes the distance between any two.
MAX_SILHOUETTE_SAMPLES = 5_000


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


def clustering_metrics(x: Array, clusters: Array, truth: Array | None = None) -> dict[str, float]:
    """Say how far apart clusters are, and how near to the true groups.

    Args:
        x: Array of shape (n_samples, n_features).
        clusters: Integer array of shape (n_samples,); -1 marks noise, which is in no cluster.
        truth: Array of shape (n_samples,), the true group of each sample where that is known.

    Returns:
        "clusters", their number; "noise", the share of samples in none, where there are any; "silhouette", from -1 to 1,
        where there are at least two clusters, fewer of them than samples, and no more than 5,000 samples; "ari", the
        adjusted Rand index, 1 where clusters and true groups are the same and about 0 by chance.

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
