"""Figures of the clusters that a scikit-learn pipeline finds."""

from typing import Any

import numpy as np

from models.core.arrays import Array
from models.evaluation.metrics import clustering_metrics


def cluster_figures(pipeline: Any, x: Array, clusters: Array, truth: Array | None = None) -> dict[str, float]:
    """Return the figures of clusters.

    Args:
        pipeline: The fitted pipeline; its last step is a clusterer.
        x: Samples as the model takes them, array of shape (n_samples, n_features).
        clusters: Cluster of each sample, int64 array of shape (n_samples,); -1 for noise.
        truth: The true group of each sample, where that is known.
    """
    before_last = x
    for estimator in list(pipeline)[:-1]:
        before_last = estimator.transform(before_last)
    figures = clustering_metrics(np.asarray(before_last), clusters, truth)
    if hasattr(pipeline[-1], "inertia_"):
        figures["inertia"] = -float(pipeline.score(x))
    return figures
