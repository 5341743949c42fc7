"""Points by cluster: their numbers, and how they are drawn."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from models.core.arrays import Array
from models.plots.class_points import marker_area
from models.plots.plot import Numbers
from models.plots.style import NEUTRAL, point_look

#: Cluster of samples that belong to none.
NOISE = -1


class ClusterPoints(Numbers):
    """Points of the plane, the cluster of each (-1 for none), and the centres of the clusters where a model has some."""

    points: list[list[float]]
    clusters: list[int]
    centers: list[list[float]]

    @property
    def n_clusters(self) -> int:
        """Return the number of clusters of the points."""
        return len(set(self.clusters) - {NOISE})


class Plane:
    """The plane that rows are drawn in: their two columns, or their first two principal components.

    Args:
        rows: Rows that span it, float64 array of shape (n_samples, n_features).
    """

    def __init__(self, rows: Array) -> None:
        self._mean = rows.mean(axis=0)
        self.is_projected = rows.shape[1] > 2
        self._axes = np.linalg.svd(rows - self._mean, full_matrices=False)[2][:2] if self.is_projected else None

    def of(self, rows: Array) -> Array:
        """Return rows in the plane, float64 array of shape (n_samples, 2); of rows of one value the second axis is 0."""
        if self._axes is not None:
            flat: Array = (rows - self._mean) @ self._axes.T
            return flat
        return rows if rows.shape[1] == 2 else np.hstack([rows, np.zeros_like(rows)])

    def axis_names(self, columns: Sequence[str]) -> tuple[str, str]:
        """Return the names of the axes: those of the columns, unless the rows are projected."""
        if self.is_projected:
            return "first principal component", "second principal component"
        return columns[0], columns[1] if len(columns) > 1 else ""


def cluster_points(rows: Array, clusters: Array, centers: Array | None, plane: Plane) -> ClusterPoints:
    """Return the numbers of clusters.

    Args:
        rows: The rows, float64 array of shape (n_samples, n_features).
        clusters: Cluster of each, integer array of shape (n_samples,).
        centers: Centres, float64 array of shape (n_clusters, n_features); None without centres.
        plane: Where they are drawn.
    """
    known = np.isfinite(rows).all(axis=1)
    placed = [] if centers is None else plane.of(np.asarray(centers, np.float64)).tolist()
    return ClusterPoints(points=plane.of(rows[known]).tolist(), clusters=np.asarray(clusters)[known].tolist(), centers=placed)


def draw_clusters(axes: Any, numbers: ClusterPoints, *, size: float = 1.0) -> None:
    """Draw points in the colour and with the marker of their cluster, those of none in grey, and black stars for the centres."""
    points, clusters = np.array(numbers.points).reshape(-1, 2), np.array(numbers.clusters)
    area = size * marker_area(len(points))
    for cluster in sorted(set(numbers.clusters)):
        look = {"color": NEUTRAL, "marker": "x", "linewidths": 0.6} if cluster == NOISE else {**point_look(cluster), "linewidths": 0}
        axes.scatter(*points[clusters == cluster].T, s=area, alpha=0.75, **look)
    if numbers.centers:
        axes.scatter(*np.array(numbers.centers).T, s=90 * size, color="black", marker="*", edgecolors="white", linewidths=0.6, zorder=3)


def centers_of(estimator: Any) -> Array | None:
    """Return the centres of a fitted clusterer; None of one without."""
    found: Array | None = getattr(estimator, "cluster_centers_", getattr(estimator, "means_", None))
    return found
