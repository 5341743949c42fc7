"""The clusters that a model has found, with their centres."""

from typing import TYPE_CHECKING

import numpy as np

from models.plots.cluster_points import ClusterPoints, Plane, centers_of, cluster_points, draw_clusters
from models.plots.plot import Numbers, Plot
from models.plots.row_model import n_columns
from models.plots.rows import MAX_POINTS, column_name, drawn_note, drawn_parts
from models.plots.run import Run
from models.plots.stages import pipeline_of, seen_by_last
from models.plots.style import name_axes

if TYPE_CHECKING:
    from matplotlib.figure import Figure


class ClusterNumbers(Numbers):
    """The training samples as the clusterer gets them, and their clusters."""

    axes: tuple[str, str]
    n_samples: int
    found: ClusterPoints


class Clusters(Plot[Run, ClusterNumbers]):
    """The cluster of each training sample, and the centres."""

    name = "clusters"
    title = "clusters"
    subject = Run
    form = ClusterNumbers
    shows_data = True
    rank = 120

    def applies(self, subject: Run) -> bool:
        return subject.kind == "clustering" and n_columns(subject) > 0

    def numbers(self, subject: Run) -> ClusterNumbers:
        (part, *_), estimator = drawn_parts(subject.raw, MAX_POINTS), pipeline_of(subject)[-1]
        rows, source = np.asarray(seen_by_last(subject, part.inputs), np.float64), next(iter(subject.raw.inputs.values()))
        labels = np.asarray(estimator.labels_)[part.indices] if hasattr(estimator, "labels_") else estimator.predict(rows)
        plane = Plane(rows)
        return ClusterNumbers(
            axes=plane.axis_names([column_name(source, column) for column in range(min(rows.shape[1], 2))]),
            n_samples=part.n_samples,
            found=cluster_points(rows, labels, centers_of(estimator), plane),
        )

    def draw(self, figure: "Figure", numbers: ClusterNumbers) -> None:
        axes = figure.add_subplot()
        draw_clusters(axes, numbers.found)
        name_axes(axes, *numbers.axes)

    def caption(self, numbers: ClusterNumbers) -> str:
        n_noise = sum(cluster < 0 for cluster in numbers.found.clusters)
        said = [f"{numbers.found.n_clusters} clusters"]
        said += ["stars are their centres"] * bool(numbers.found.centers) + [f"{n_noise:,} samples in none of them are grey"] * bool(n_noise)
        return f"{'; '.join(said)}.{drawn_note(len(numbers.found.points), numbers.n_samples)}"
