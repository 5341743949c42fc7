"""The series of a data set over time, with its training and test part."""

from typing import TYPE_CHECKING, Any

import numpy as np

from models.core.arrays import Array
from models.evaluation.point_plots import drawable
from models.plots.plot import Numbers, Plot
from models.plots.style import COLORS, shown
from models.plots.style import drawable as with_gaps
from models.plots.subjects import DataShown

if TYPE_CHECKING:
    from matplotlib.figure import Figure

#: Most lines, each in a panel of its own.
MAX_LINES = 6
#: Most points of a line: of longer series, every second, third ... step.
MAX_POINTS = 1500


class SeriesLine(Numbers):
    """One value over the steps; the test part follows the training part."""

    name: str
    values: list[float | None]


class SeriesNumbers(Numbers):
    """The lines, every `stride` steps, and the step at which the test part begins."""

    lines: list[SeriesLine]
    n_lines: int
    n_steps: int
    test_from: int | None
    stride: int


class SeriesPlot(Plot[DataShown, SeriesNumbers]):
    """Each value of a series, or the first value of each of several series, step by step."""

    name, title, subject, form, rank = "series", "series over time", DataShown, SeriesNumbers, 201
    shows_data = True
    size_inches = (6.8, 3.2)

    def applies(self, subject: DataShown) -> bool:
        inputs = subject.description.inputs
        return inputs.axis == "time" and inputs.is_numeric

    def numbers(self, subject: DataShown) -> SeriesNumbers:
        lengths = subject.data.lengths
        found = _values(subject) if lengths is None or len(lengths) == 1 else _series(subject, lengths)
        n_steps = max(len(values) for _, values in found[:MAX_LINES])
        stride = -(-n_steps // MAX_POINTS)
        return SeriesNumbers(
            lines=[SeriesLine(name=name, values=values[::stride].tolist()) for name, values in found[:MAX_LINES]],
            n_lines=len(found),
            n_steps=n_steps,
            test_from=None if subject.data.test_inputs is None or (lengths and len(lengths) > 1) else len(subject.data.inputs),
            stride=stride,
        )

    def draw(self, figure: "Figure", numbers: SeriesNumbers) -> None:
        n_lines = len(numbers.lines)
        figure.set_size_inches(6.8, 3.2 if n_lines == 1 else 0.8 + 1.1 * n_lines)
        panels = figure.subplots(n_lines, 1, sharex=True, squeeze=False)[:, 0]
        for axes, line in zip(panels, numbers.lines, strict=True):
            _draw(axes, line, numbers)
        if numbers.test_from is not None:
            panels[0].legend(ncols=2, loc="lower right", bbox_to_anchor=(1, 1), borderaxespad=0.2)
        panels[-1].set_xlabel("step")

    def caption(self, numbers: SeriesNumbers) -> str:
        test = f"; the test part begins at step {numbers.test_from:,}" if numbers.test_from is not None else ""
        few = f" The first {len(numbers.lines)} of {numbers.n_lines:,} lines are drawn." if len(numbers.lines) < numbers.n_lines else ""
        stride = f" Every {numbers.stride:,} steps a value is drawn." if numbers.stride > 1 else ""
        return f"{numbers.n_steps:,} steps{test}.{few}{stride}"


def _values(subject: DataShown) -> list[tuple[str, Array]]:
    """Return each value of the only series, with its test part."""
    data, names = subject.data, subject.description.columns or ()
    parts = [part.reshape(len(part), -1) for part in (data.inputs, data.test_inputs) if part is not None]
    values = drawable(np.concatenate(parts))
    called = [names[index] if index < len(names) else f"value {index}" for index in range(values.shape[1])]
    return list(zip(["value"] if values.shape[1] == 1 and not names else called, values.T, strict=True))


def _series(subject: DataShown, lengths: tuple[int, ...]) -> list[tuple[str, Array]]:
    """Return the first value of each series of the training part."""
    names = subject.description.series_names or tuple(f"series {number}" for number in range(1, len(lengths) + 1))
    ends = np.cumsum(lengths)
    inputs = subject.data.inputs.reshape(len(subject.data.inputs), -1)[:, 0]
    cut = zip(names, ends[:MAX_LINES] - lengths[:MAX_LINES], ends, strict=False)
    found = [(name, drawable(inputs[start:end])) for name, start, end in cut]
    return found + [(name, np.empty(0)) for name in names[len(found) : len(lengths)]]


def _draw(axes: Any, line: SeriesLine, numbers: SeriesNumbers) -> None:
    steps, values = np.arange(len(line.values)) * numbers.stride, np.array(with_gaps(line.values))
    is_test = steps >= (numbers.n_steps if numbers.test_from is None else numbers.test_from)
    axes.plot(steps, np.where(is_test, np.nan, values), color=COLORS[0], linewidth=1.2, label="training part")
    if is_test.any():
        axes.plot(steps, np.where(is_test, values, np.nan), color=COLORS[1], linewidth=1.2, label="test part")
        axes.axvline(numbers.test_from, color="black", linestyle="--", linewidth=0.9)
    axes.set_ylabel(shown(line.name, 18))
    axes.locator_params(axis="y", nbins=4)
