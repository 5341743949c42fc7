"""The windows that a series is cut into."""

from typing import TYPE_CHECKING, Any

import numpy as np
from pydantic import Field

from models.plots.plot import Numbers, Plot
from models.plots.run import Run
from models.plots.series_parts import column_names, first_steps, forecasts_series, values_of, window_of
from models.plots.style import COLORS, drawable, name_axes, whole_numbers

if TYPE_CHECKING:
    from matplotlib.figure import Figure

#: Windows that are drawn, the first ones.
N_WINDOWS = 4
#: Fewest steps of the series that are drawn, and most steps up to which each has a marker.
MIN_STEPS, MARKED = 24, 80
#: Most steps that are drawn.
MAX_STEPS = 2000


class WindowsNumbers(Numbers):
    """The first steps of a series, and the first windows over it."""

    column: str
    series: list[float | None]
    size: int
    stride: int
    horizon: int
    starts: list[int] = Field(description="First step of each window; its target follows right after its last one.")
    n_windows: int = Field(description="Windows of the whole training part.")


class WindowsPlot(Plot[Run, WindowsNumbers]):
    """The first windows of the training part over its series: the values that the model gets, and those that it learns to give."""

    name, title, subject, form, rank = "windows", "windows of the series", Run, WindowsNumbers, 68
    several = True
    shows_data = True

    def applies(self, subject: Run) -> bool:
        return forecasts_series(subject)

    def numbers(self, subject: Run) -> WindowsNumbers:
        window, part = window_of(subject), subject.raw_parts["train"]
        n_steps = window.size + window.horizon + N_WINDOWS * window.stride
        raw = first_steps(part, min(MAX_STEPS, max(MIN_STEPS, n_steps + window.size // 4)))
        count = max(0, (raw.n_samples - window.size - window.horizon) // window.stride + 1)
        return WindowsNumbers(
            column=column_names(subject)[0],
            series=values_of(subject, raw)[:, 0].tolist(),
            size=window.size,
            stride=window.stride,
            horizon=window.horizon,
            starts=[window.stride * index for index in range(min(N_WINDOWS, count))],
            n_windows=sum(window.n_windows(length) for length in part.lengths or (part.n_samples,)),
        )

    def draw(self, figure: "Figure", numbers: WindowsNumbers) -> None:
        upper, lower = figure.subplots(2, 1, sharex=True, gridspec_kw={"height_ratios": [2, 1.2]})
        values, marker = drawable(numbers.series), "o" if len(numbers.series) <= MARKED else None
        upper.plot(values, color=COLORS[0], linestyle="-", linewidth=1.2, marker=marker, markersize=3)
        targets = np.array([start + numbers.size for start in numbers.starts], int)
        upper.plot(targets, np.array(values)[targets], linestyle="", marker="*", markersize=8, color=COLORS[1])
        name_axes(upper, "", numbers.column)
        self._draw_windows(lower, numbers)
        name_axes(lower, "step", "window")
        whole_numbers(lower)

    @staticmethod
    def _draw_windows(axes: Any, numbers: WindowsNumbers) -> None:
        for row, start in enumerate(numbers.starts):
            names = {"inputs": "values that the model gets", "target": "values that it learns to give"} if not row else {}
            axes.broken_barh([(start - 0.45, numbers.size - 0.1)], (row - 0.3, 0.6), color=COLORS[5], label=names.get("inputs"))
            target = [(start + numbers.size - 0.45, numbers.horizon - 0.1)]
            axes.broken_barh(target, (row - 0.3, 0.6), facecolor="white", edgecolor=COLORS[1], hatch="////", label=names.get("target"))
        axes.set_yticks(range(len(numbers.starts)), [str(index + 1) for index in range(len(numbers.starts))])
        axes.set_ylim(len(numbers.starts) - 0.5, -0.5)
        axes.figure.legend(*axes.get_legend_handles_labels(), loc="outside lower center", ncols=2)

    def caption(self, numbers: WindowsNumbers) -> str:
        steps = "one step" if numbers.stride == 1 else f"{numbers.stride:,} steps"
        values = "the value" if numbers.horizon == 1 else f"the {numbers.horizon:,} values"
        size = "1 value" if numbers.size == 1 else f"{numbers.size:,} values"
        text = f"The training part has {numbers.n_windows:,} windows of {size}, each {steps} after the one before"
        return f"{text}; from each the model learns {values} right after it."
