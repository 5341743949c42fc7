"""The jobs of a sweep: a figure of each against its training time."""

from typing import TYPE_CHECKING

from models.plots.candidates import has_log_scale
from models.plots.plot import Numbers, Plot
from models.plots.style import log_scale, name_axes, point_look, shown
from models.plots.subjects import SweepRuns
from models.plots.sweep_metrics import is_error, measured, metric_of

if TYPE_CHECKING:
    from matplotlib.figure import Figure

#: Most jobs with a name beside their point.
MAX_NAMED = 20


class MemberTime(Numbers):
    """A job: its running time in seconds, and its figure."""

    member: str
    seconds: float
    value: float | None


class TimeNumbers(Numbers):
    """The jobs that have ended with figures."""

    metric: str
    n_members: int
    members: list[MemberTime]


class SweepTimes(Plot[SweepRuns, TimeNumbers]):
    """A figure of each job against its running time."""

    name, title, subject, form, rank = "times", "figure against running time", SweepRuns, TimeNumbers, 300

    def applies(self, subject: SweepRuns) -> bool:
        return metric_of(measured(subject)) is not None

    def numbers(self, subject: SweepRuns) -> TimeNumbers:
        members = measured(subject)
        metric = metric_of(members) or ""
        return TimeNumbers(
            metric=metric,
            n_members=len(subject.members),
            members=[MemberTime(member=one.name, seconds=one.seconds or 0.0, value=one.metrics[metric]) for one in members],
        )

    def draw(self, figure: "Figure", numbers: TimeNumbers) -> None:
        axes = figure.add_subplot()
        known = [(index, one, one.value) for index, one in enumerate(numbers.members) if one.value is not None]
        is_named = len(known) <= MAX_NAMED
        for index, one, value in known:
            axes.scatter(one.seconds, value, s=46, linewidths=0, **point_look(index if is_named else 0))
            if is_named:
                axes.annotate(shown(one.member, 18), (one.seconds, value), xytext=(6, 4), textcoords="offset points", fontsize=8)
        name_axes(axes, "running time, s", numbers.metric)
        axes.margins(0.15)
        if known and has_log_scale([max(one.seconds, 1e-9) for _, one, _ in known]):
            log_scale(axes, "x")

    def caption(self, numbers: TimeNumbers) -> str:
        known = [(one.value, one) for one in numbers.members if one.value is not None]
        waiting = numbers.n_members - len(numbers.members)
        rest = f" {waiting:,} of {numbers.n_members:,} jobs have no figures yet, or failed." if waiting else ""
        if not known:
            return f"No job has a finite {numbers.metric}.{rest}"
        best_value, best = (min if is_error(numbers.metric) else max)(known, key=lambda pair: pair[0])
        _, fastest = min(known, key=lambda pair: pair[1].seconds)
        said = f"{shown(best.member)} is best with {numbers.metric} {best_value:.4g} after {best.seconds:.3g} s"
        return f"{said}; {shown(fastest.member)} is fastest with {fastest.value:.4g} after {fastest.seconds:.3g} s.{rest}"
