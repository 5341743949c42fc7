"""The parts that a data set is split into: where their samples are, and whether they are alike."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from pydantic import Field

from models.core.arrays import Array
from models.core.deferred_rows import in_memory
from models.evaluation.point_plots import drawable, some_rows
from models.evaluation.record import AnyLabel
from models.plots.class_points import marker_area
from models.plots.plot import Numbers, Plot
from models.plots.rows import MAX_POINTS, column_name, drawn_note
from models.plots.run import Run
from models.plots.split_rows import Strip, part_rows, strip_of
from models.plots.style import COLORS, MARKERS, name_axes, shown
from models.preparing.raw import Raw

if TYPE_CHECKING:
    from matplotlib.figure import Figure

#: Most classes whose shares are drawn.
MAX_CLASSES = 30
#: Most rows of a part, and most columns, by which parts are compared.
MAX_ROWS, MAX_COLUMNS = 20_000, 50
#: Least difference of a class's share, and of a column's mean in standard deviations, that is reported of parts that were not shuffled.
SHARE, DEVIATIONS = 0.1, 0.5
#: Names of the parts in figures.
_NAMES = {"train": "training", "validation": "validation", "test": "test"}


class PartRows(Numbers):
    """A part: its size, points of two columns, and the share of each class in it; both empty where the data have none."""

    part: str
    n_samples: int
    points: list[list[float]]
    shares: list[float]


class SplitNumbers(Numbers):
    """The parts of a split."""

    shuffled: bool
    n_earlier: int = Field(description="Number of the first samples, which keep the parts that they had before the data set grew; 0 without.")
    difference: str
    columns: list[str]
    classes: list[AnyLabel]
    parts: list[PartRows]
    strip: Strip


class SplitParts(Plot[Run, SplitNumbers]):
    """Which samples each part has, and what they are."""

    name, title, subject, form, rank = "split", "training and test part", Run, SplitNumbers, 140
    shows_data = True
    size_inches = (6.4, 4.2)

    def applies(self, subject: Run) -> bool:
        split = subject.stored_spec.get("data", {}).get("split")
        return split is not None and subject.has_model and subject.content.signature.time is None and subject.kind != "forecasting"

    def numbers(self, subject: Run) -> SplitNumbers:
        parts, source = subject.raw_parts, next(iter(subject.raw.inputs.values()))
        labels, rows = subject.raw.description.labels, part_rows(subject)
        classes = list(labels) if labels and len(labels) <= MAX_CLASSES else []
        is_plane = len(subject.raw.inputs) == 1 and source.inputs.shape == (2,) and source.inputs.is_numeric
        shuffled = bool(subject.stored_spec["data"]["split"].get("shuffle", True))
        found = [_part(_NAMES[name], part, is_plane, classes) for name, part in parts.items()]
        return SplitNumbers(
            shuffled=shuffled,
            n_earlier=(subject.stored_spec["data"]["split"].get("earlier_sizes") or [0])[-1],
            difference="" if shuffled else _difference(parts["train"], parts.get("test"), found, classes),
            columns=[column_name(source, 0), column_name(source, 1)] if is_plane else [],
            classes=classes,
            parts=found,
            strip=strip_of(max(int(positions.max()) for positions in rows.values()) + 1, rows),
        )

    def draw(self, figure: "Figure", numbers: SplitNumbers) -> None:
        if numbers.columns or numbers.classes:
            above, below = figure.subplots(2, 1, height_ratios=[6, 1])
            _draw_points(above, numbers) if numbers.columns else _draw_shares(above, numbers)
        else:
            figure.set_size_inches(6.4, 1.8)
            below = figure.add_subplot()
        _draw_strip(below, numbers, with_legend=not (numbers.columns or numbers.classes))

    def caption(self, numbers: SplitNumbers) -> str:
        sizes = " and ".join(f"{part.n_samples:,} {part.part}" for part in numbers.parts)
        how = "drawn at random" if numbers.shuffled else "cut in the order of the data"
        how += f"; the first {numbers.n_earlier:,} keep the parts that they had before the data set grew" if numbers.n_earlier else ""
        note = drawn_note(sum(len(part.points) for part in numbers.parts), sum(part.n_samples for part in numbers.parts)) if numbers.columns else ""
        return f"{sizes} samples, {how}.{numbers.difference}{note}"


def _part(name: str, part: Raw, is_plane: bool, classes: Sequence[AnyLabel]) -> PartRows:
    rows = some_rows(part.n_samples, MAX_POINTS)
    points = drawable(in_memory(next(iter(part.inputs.values()))[rows])) if is_plane else np.empty((0, 2))
    targets = next(iter(part.target_arrays.values())) if part.target_arrays and classes else None
    return PartRows(
        part=name,
        n_samples=part.n_samples,
        points=points[np.isfinite(points).all(axis=1)].tolist(),
        shares=[] if targets is None else [float(np.mean(targets == label)) for label in classes],
    )


def _difference(train: Raw, test: Raw | None, parts: list[PartRows], classes: Sequence[AnyLabel]) -> str:
    """Return a sentence that says how a test part differs that was cut from ordered data, after a space; empty where it is alike."""
    if test is None:
        return ""
    gaps = np.abs(np.subtract(parts[0].shares, parts[-1].shares))
    if len(gaps) and gaps.max() > SHARE:
        at = int(gaps.argmax())
        shares = f"{parts[0].shares[at]:.0%} of the training part and {parts[-1].shares[at]:.0%} of the test part"
        return f" The parts differ, for the data are ordered: class {shown(classes[at])} is {shares}. Shuffle the samples."
    fitted, held_back = _rows(train), _rows(test)
    if fitted is None or held_back is None:
        return ""
    shift = np.abs(held_back.mean(axis=0) - fitted.mean(axis=0)) / np.maximum(fitted.std(axis=0), 1e-12)
    if not shift.max() > DEVIATIONS:
        return ""
    where = f"the mean of column {int(shift.argmax())} is {shift.max():.2g} standard deviations away"
    return f" The parts differ, for the data are ordered: {where} in the test part. Shuffle the samples."


def _rows(part: Raw) -> Array | None:
    """Return some rows of numbers of a part, its samples flattened; None of other samples."""
    samples = next(iter(part.inputs.values()))
    if samples.dtype.kind not in "fiub":
        return None
    chosen = in_memory(samples[some_rows(part.n_samples, MAX_ROWS)])
    return np.nan_to_num(drawable(chosen.reshape(len(chosen), -1)[:, :MAX_COLUMNS]))


def _draw_points(axes: Any, numbers: SplitNumbers) -> None:
    area = marker_area(sum(len(part.points) for part in numbers.parts))
    for index, part in enumerate(numbers.parts):
        points = np.array(part.points).reshape(-1, 2)
        axes.scatter(*points.T, s=area, color=COLORS[index], marker=MARKERS[index], alpha=0.8, linewidths=0, label=part.part)
    name_axes(axes, *numbers.columns)
    axes.legend(loc="upper left", bbox_to_anchor=(1.01, 1), borderaxespad=0)


def _draw_shares(axes: Any, numbers: SplitNumbers) -> None:
    width = 0.8 / len(numbers.parts)
    for index, part in enumerate(numbers.parts):
        axes.bar(np.arange(len(numbers.classes)) + width * (index + 0.5) - 0.4, part.shares, width, color=COLORS[index], label=part.part)
    axes.set_xticks(range(len(numbers.classes)), [shown(label, 12) for label in numbers.classes], rotation=90 if len(numbers.classes) > 10 else 0)
    name_axes(axes, "class", "share of the part")
    axes.legend(loc="upper left", bbox_to_anchor=(1.01, 1), borderaxespad=0)


def _draw_strip(axes: Any, numbers: SplitNumbers, *, with_legend: bool) -> None:
    from matplotlib.colors import to_rgb
    from matplotlib.patches import Patch

    shares = [np.array(share)[:, None] * to_rgb(COLORS[index]) for index, share in enumerate(numbers.strip.parts.values())]
    rest = 1 - np.sum(list(numbers.strip.parts.values()), axis=0)[:, None]
    colors = np.clip(np.sum(shares, axis=0) + rest, 0, 1)
    axes.imshow(colors[None], extent=(0, numbers.strip.n_samples, 0, 1), aspect="auto", interpolation="nearest")
    axes.grid(visible=False)
    axes.set_yticks([])
    axes.set_xlabel("sample, in the order of the data")
    if with_legend:
        handles = [Patch(color=COLORS[index], label=name) for index, name in enumerate(numbers.strip.parts)]
        axes.legend(handles=handles, loc="upper left", bbox_to_anchor=(1.01, 1), borderaxespad=0)
