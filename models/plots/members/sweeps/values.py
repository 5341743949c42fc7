"""The jobs of a sweep over one number: figure and running time by its value, such as the batch size."""

from typing import TYPE_CHECKING

from models.plots.candidates import has_log_scale, is_number, short
from models.plots.plot import Numbers, Plot
from models.plots.style import COLORS, MARKERS, drawable, log_scale, name_axes
from models.plots.subjects import SweepRuns
from models.plots.sweep_metrics import measured, metric_of

if TYPE_CHECKING:
    from matplotlib.figure import Figure


class SweepValueNumbers(Numbers):
    """The value, the figure and the running time in seconds of each job, by value."""

    path: str
    metric: str
    values: list[float]
    figures: list[float | None]
    seconds: list[float]


class SweepValues(Plot[SweepRuns, SweepValueNumbers]):
    """Figure and running time by the one number that varies."""

    name, title, subject, form, rank = "values", "figure and running time by value", SweepRuns, SweepValueNumbers, 301

    def applies(self, subject: SweepRuns) -> bool:
        return metric_of(measured(subject)) is not None and _path(subject) is not None

    def numbers(self, subject: SweepRuns) -> SweepValueNumbers:
        path, metric = _path(subject) or "", metric_of(measured(subject)) or ""
        members = sorted(measured(subject), key=lambda one: float(one.params[path]))
        return SweepValueNumbers(
            path=path,
            metric=metric,
            values=[float(one.params[path]) for one in members],
            figures=[one.metrics[metric] for one in members],
            seconds=[one.seconds or 0.0 for one in members],
        )

    def draw(self, figure: "Figure", numbers: SweepValueNumbers) -> None:
        above, below = figure.subplots(2, 1, sharex=True)
        above.plot(numbers.values, drawable(numbers.figures), color=COLORS[0], linestyle="-", marker=MARKERS[0])
        above.set_ylabel(numbers.metric)
        below.plot(numbers.values, numbers.seconds, color=COLORS[1], linestyle="--", marker=MARKERS[1])
        name_axes(below, short(numbers.path.replace("/", ".")), "running time, s")
        below.set_ylim(bottom=0)
        if has_log_scale(numbers.values):
            log_scale(below, "x")

    def caption(self, numbers: SweepValueNumbers) -> str:
        what = f"{short(numbers.path.replace('/', '.'))} from {numbers.values[0]:g} to {numbers.values[-1]:g}"
        return f"{len(numbers.values)} jobs with {what} took {min(numbers.seconds):.3g} to {max(numbers.seconds):.3g} s."


def _path(subject: SweepRuns) -> str | None:
    """Return the path of the only field that varies, if its values are different numbers in all jobs with figures."""
    members = measured(subject)
    paths = {path for member in members for path in member.params}
    if len(paths) != 1 or len(members) < 2:
        return None
    (path,) = paths
    values = [member.params.get(path) for member in members]
    return path if all(map(is_number, values)) and len(set(values)) == len(values) else None
