"""Numbers and figures of plots: deterministic, drawn with any name, and left out with a reason."""

import errno
import math
import pickle
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from models.core.errors import DataError, UnreachableError
from models.plots import PLOTS, figures
from models.plots.figures import make_plots
from models.plots.plot import Numbers, Plot, rounded
from models.plots.run import Run
from tests.unit.models.plots.drawing import plots_of, reasons_of, size_of, written_in

#: Names that break a figure which reads formulas, hides underscores, or asks for glyphs that its font lacks.
AWKWARD = "$x^ _hidden 数字 ساعة हिन्दी 🍎 \x07"


@dataclass(frozen=True)
class Thing:
    title: str


class LineNumbers(Numbers):
    values: list[float | None]
    label: str


class LinePlot(Plot[Thing, LineNumbers]):
    """A line."""

    name, title, subject, form = "line", "a line", Thing, LineNumbers

    def applies(self, subject: Thing) -> bool:
        return subject.title != "none"

    def numbers(self, subject: Thing) -> LineNumbers:
        if subject.title == "gone":
            raise DataError("the data are gone")
        if subject.title == "away":
            raise UnreachableError("the server does not answer")
        if subject.title == "full":
            raise OSError(errno.ENOSPC, "No space left on device", "/srv/files/jobs/x")
        if subject.title == "large":
            raise MemoryError
        if subject.title == "broken":
            raise ZeroDivisionError
        return LineNumbers(values=[1 / 3, math.inf, 2.0] * (200_000 if subject.title == "huge" else 1), label=subject.title)

    def draw(self, figure: Any, numbers: LineNumbers) -> None:
        axes = figure.add_subplot()
        axes.plot([1, 2, 3], [value or 0 for value in numbers.values], label=numbers.label)
        axes.set_xlabel(numbers.label)
        axes.legend()

    def caption(self, numbers: LineNumbers) -> str:
        return f"Begins at {numbers.values[0]}."


@pytest.fixture(autouse=True)
def line() -> Iterator[None]:
    PLOTS["line"] = LinePlot()
    yield
    del PLOTS["line"]


def test_numbers_are_rounded_before_they_are_drawn_or_described() -> None:
    made = plots_of(Thing("toy@1"))["line"]
    assert made.numbers == {"values": [0.333333, None, 2.0], "label": "toy@1"}
    assert (made.caption, made.title, made.heading) == ("Begins at 0.333333.", "a line", "toy@1: a line")


def test_text_stays_text_in_a_figure_and_names_are_drawn_as_they_are() -> None:
    texts = written_in(plots_of(Thing(AWKWARD.replace("\x07", "")))["line"])
    assert any("$x^ _hidden 数字" in text for text in texts)


def test_a_figure_for_print_has_150_dots_per_inch() -> None:
    assert size_of(plots_of(Thing(AWKWARD))["line"]) == (960, 600)


@pytest.mark.parametrize(("title", "reason"), [("gone", "the data are gone"), ("huge", "1,048,576 bytes"), ("broken", "ZeroDivisionError")])
def test_a_plot_that_cannot_be_made_is_left_out_with_its_reason(title: str, reason: str, caplog: pytest.LogCaptureFixture) -> None:
    assert reason in reasons_of(Thing(title))["line"]
    assert bool(caplog.records) == (title == "broken")


@pytest.mark.parametrize(
    ("title", "reason"),
    [
        ("away", "the server does not answer"),
        ("full", "it cannot be made now: No space left on device"),
        ("large", "it cannot be made now: MemoryError"),
    ],
)
def test_the_reason_of_what_is_left_out_for_now_has_no_path(title: str, reason: str) -> None:
    made = make_plots(Thing(title))
    assert made is not None
    assert [plot.reason for plot in made.left_out] == [reason]


@pytest.mark.parametrize(("title", "is_lasting"), [("gone", True), ("away", False), ("full", False)])
def test_what_was_left_out_for_now_is_told_from_what_lasts(title: str, is_lasting: bool) -> None:
    made = make_plots(Thing(title))
    assert made is not None
    assert ([plot.name for plot in made.left_out], made.is_lasting) == (["line"], is_lasting)


def test_data_that_cannot_be_reached_are_asked_for_once() -> None:
    asked: list[str] = []

    def load() -> int:
        asked.append("data")
        raise UnreachableError("the server does not answer")

    run = Run("toy@1", {}, {"task": "train"})
    for _ in range(2):
        with pytest.raises(UnreachableError):
            run._once("raw", load)
    assert asked == ["data"]


def test_a_plot_that_does_not_apply_is_not_mentioned() -> None:
    assert make_plots(Thing("none")) == figures.MadePlots([], [])


def test_nothing_is_made_without_time_for_all() -> None:
    assert make_plots(Thing("toy@1"), go_on=lambda: False) is None


def test_numbers_keep_six_digits_and_what_json_can_hold() -> None:
    assert rounded({"a": [1.23456789, math.nan, 5, "text", True, None]}) == {"a": [1.23457, None, 5, "text", True, None]}


def test_a_run_can_be_sent_to_another_process() -> None:
    run = Run("toy@1", {}, {"task": "train"}, epochs=[{"epoch": 1, "loss": 1.0}])
    assert pickle.loads(pickle.dumps(run)) == run
