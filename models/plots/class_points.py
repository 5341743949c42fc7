"""Points in the plane or in space by class and part: their numbers, and how they are drawn."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from models.core.arrays import Array, Label
from models.evaluation.record import AnyLabel
from models.plots.plot import Numbers
from models.plots.rows import DrawnPart, drawn_note
from models.plots.style import NEUTRAL, point_look, shown

if TYPE_CHECKING:
    from matplotlib.axes import Axes

#: Most classes that are named in a legend.
MAX_NAMED = 14
#: Most classes that are told apart; with more, all samples are drawn alike.
MAX_CLASSES = 100


class PointGroup(Numbers):
    """The points of one class in one part; points of no class have none."""

    part: str
    label: AnyLabel | None
    points: list[list[float]]


class ClassPoints(Numbers):
    """Points by class and part, and how many samples the parts have."""

    classes: list[AnyLabel]
    groups: list[PointGroup]
    n_samples: int

    @property
    def n_drawn(self) -> int:
        """Return the number of points."""
        return sum(len(group.points) for group in self.groups)

    @property
    def note(self) -> str:
        """Return a sentence that says how many samples are drawn; empty where all are."""
        return drawn_note(self.n_drawn, self.n_samples)


def class_points(parts: Sequence[DrawnPart], points: Sequence[Array], labels: Sequence[Label] | None) -> ClassPoints:
    """Return the points of some parts by class.

    Args:
        parts: The parts.
        points: Points of each part, float64 arrays of shape (n_drawn, n_axes).
        labels: The classes; None where the samples have none.
    """
    classes = [] if labels is None or len(labels) > MAX_CLASSES or any(part.targets is None for part in parts) else list(labels)
    groups = [group for part, found in zip(parts, points, strict=True) for group in _groups(part, found, classes)]
    return ClassPoints(classes=classes, groups=groups, n_samples=sum(part.n_samples for part in parts))


def _groups(part: DrawnPart, points: Array, classes: Sequence[Label]) -> list[PointGroup]:
    known = np.isfinite(points).all(axis=1)
    if not classes or part.targets is None:
        return [PointGroup(part=part.name, label=None, points=points[known].tolist())] if known.any() else []
    found = ((label, points[known & (part.targets == label)]) for label in classes)
    return [PointGroup(part=part.name, label=label, points=some.tolist()) for label, some in found if len(some)]


def draw_class_points(axes: Any, numbers: ClassPoints, *, size: float = 1.0) -> None:
    """Draw points: colour and marker show the class; those of the test part are hollow.

    Args:
        axes: Axes of two or three dimensions.
        numbers: The points.
        size: Factor of the size of the markers.
    """
    order = {label: index for index, label in enumerate(numbers.classes)}
    area = size * marker_area(numbers.n_drawn)
    for group in numbers.groups:
        look = point_look(0 if group.label is None else order[group.label])
        if group.part == "test":
            look = {"marker": look["marker"], "facecolors": "none", "edgecolors": look["color"]}
        axes.scatter(*np.array(group.points).T, s=area, alpha=0.8, linewidths=0.9 if group.part == "test" else 0, **look)


def marker_area(n_points: int) -> float:
    """Return the area of a marker among so many, in square points."""
    return float(np.clip(9000 / max(n_points, 1), 5, 26))


def draw_key(axes: "Axes", numbers: ClassPoints) -> None:
    """Draw a legend beside the axes: the first classes, and that hollow markers are of the test part."""
    named = numbers.classes[:MAX_NAMED]
    handles = [_handle(shown(label), **point_look(index)) for index, label in enumerate(named)]
    if len(numbers.classes) > len(named):
        handles.append(_handle(f"and {len(numbers.classes) - len(named)} more", color="none"))
    if any(group.part == "test" for group in numbers.groups):
        handles += [_handle("training", color=NEUTRAL, marker="o"), _handle("test", color=NEUTRAL, marker="o", fillstyle="none")]
    if handles:
        axes.legend(handles=handles, loc="upper left", bbox_to_anchor=(1.02, 1.0), borderaxespad=0, handletextpad=0.3)


def _handle(label: str, **look: Any) -> Any:
    from matplotlib.lines import Line2D

    return Line2D([], [], linestyle="", label=label, **{"markersize": 5, **look})
