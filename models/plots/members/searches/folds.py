"""The folds of a search or cross-validation in colours."""

from typing import TYPE_CHECKING, Any

import numpy as np

from models.plots.class_points import marker_area
from models.plots.plot import Numbers, Plot
from models.plots.rows import column_name, drawn_note, drawn_parts
from models.plots.run import Run
from models.plots.split_rows import Strip, fold_rows, strip_of
from models.plots.style import COLORS, SMALL_PT, name_axes, point_look
from models.preparing.folds import Fold
from models.preparing.raw import RawData

if TYPE_CHECKING:
    from matplotlib.figure import Figure

#: Most folds that are drawn.
MAX_FOLDS = 40
#: Names of the parts of a fold.
HELD_BACK, FITTED = "held back", "fitted"


class FoldPoints(Numbers):
    """Points of two columns, and the fold in which each is held back, from 0; -1 for none."""

    columns: tuple[str, str]
    points: list[list[float]]
    folds: list[int]


class FoldNumbers(Numbers):
    """The samples of each fold along the training part, and points."""

    n_samples: int
    n_folds: int
    strips: list[Strip]
    points: FoldPoints | None


class Folds(Plot[Run, FoldNumbers]):
    """Which samples each fold holds back."""

    name, title, subject, form, rank = "folds", "folds of the training part", Run, FoldNumbers, 63
    shows_data = True
    size_inches = (6.8, 3.6)

    def applies(self, subject: Run) -> bool:
        return max((len(one.scores) for one in subject.candidates), default=0) > 1

    def numbers(self, subject: Run) -> FoldNumbers:
        raw, folds = fold_rows(subject)
        n_samples = raw.train.n_samples
        strips = [strip_of(n_samples, {HELD_BACK: fold.test, FITTED: fold.train}) for fold in folds[:MAX_FOLDS]]
        return FoldNumbers(n_samples=n_samples, n_folds=len(folds), strips=strips, points=_points(raw, folds))

    def draw(self, figure: "Figure", numbers: FoldNumbers) -> None:
        panels = figure.subplots(1, 1 if numbers.points is None else 2, squeeze=False)[0]
        _draw_strips(panels[0], numbers)
        if numbers.points is not None:
            _draw_points(panels[1], numbers.points)

    def caption(self, numbers: FoldNumbers) -> str:
        sizes = [round(sum(strip.parts[HELD_BACK]) * numbers.n_samples / len(strip.parts[HELD_BACK])) for strip in numbers.strips]
        size = f"{min(sizes):,}" if min(sizes) == max(sizes) else f"{min(sizes):,} to {max(sizes):,}"
        said = f"Each of {numbers.n_folds} folds holds back {size} of {numbers.n_samples:,} samples, on which the models of the others are scored."
        few = f" The first {len(numbers.strips)} are drawn." if len(numbers.strips) < numbers.n_folds else ""
        return f"{said}{few}{drawn_note(len(numbers.points.points), numbers.n_samples) if numbers.points else ''}"


def _points(raw: RawData, folds: list[Fold]) -> FoldPoints | None:
    """Return points where there is one input of two columns of numbers."""
    (source, *others) = raw.inputs.values()
    if others or source.inputs.shape != (2,) or not source.inputs.is_numeric:
        return None
    fold_of = np.full(raw.train.n_samples, -1)
    for index, fold in enumerate(folds):
        fold_of[fold.test] = index
    (part, *_) = drawn_parts(raw)
    points = part.columns([0, 1])
    known = np.isfinite(points).all(axis=1)
    names = (column_name(source, 0), column_name(source, 1))
    return FoldPoints(columns=names, points=points[known].tolist(), folds=fold_of[part.indices][known].tolist())


def _draw_strips(axes: Any, numbers: FoldNumbers) -> None:
    from matplotlib.colors import to_rgb
    from matplotlib.patches import Patch

    held_back, fitted = (np.array([strip.parts[name] for strip in numbers.strips])[..., None] for name in (HELD_BACK, FITTED))
    colors = held_back * to_rgb(COLORS[1]) + fitted * np.array(to_rgb(COLORS[5])) + (1 - held_back - fitted)
    axes.imshow(np.clip(colors, 0, 1), extent=(0, numbers.n_samples, len(numbers.strips) + 0.5, 0.5), aspect="auto", interpolation="nearest")
    axes.grid(visible=False)
    name_axes(axes, "sample, in order", "fold")
    axes.locator_params(axis="y", integer=True)
    axes.locator_params(axis="x", nbins=4, integer=True)
    handles = [Patch(color=COLORS[1], label=HELD_BACK), Patch(color=COLORS[5], label=FITTED)]
    axes.legend(handles=handles, ncols=2, loc="lower left", bbox_to_anchor=(0, 1), borderaxespad=0.2)


def _draw_points(axes: Any, numbers: FoldPoints) -> None:
    points, folds = np.array(numbers.points), np.array(numbers.folds)
    for fold in sorted(set(numbers.folds)):
        look = point_look(fold) if fold >= 0 else {"color": "#BBBBBB", "marker": "."}
        axes.scatter(*points[folds == fold].T, s=marker_area(len(points)), linewidths=0, label=f"fold {fold + 1}" if fold >= 0 else "never", **look)
    name_axes(axes, *numbers.columns)
    if len(set(numbers.folds)) <= 12:
        axes.legend(loc="upper left", bbox_to_anchor=(1.02, 1), borderaxespad=0, fontsize=SMALL_PT)
