"""When a new model is promoted, by how it compares with the one before."""

import pytest

from models.evaluation.direction import Direction
from models.retraining.comparison import ComparedFigure, Comparison, incomparable
from models.retraining.promotion import Rule, When, decide


def compared(old: float | None, new: float | None, better: Direction = Direction.HIGHER) -> Comparison:
    figure = ComparedFigure(name="accuracy", better=better, old=old, new=new, difference=None)
    return Comparison(part="test", n_samples=10, n_seen=0, figures=[figure], notes=[], reason=None)


@pytest.mark.parametrize(
    ("when", "margin", "promoted"),
    [
        (When.IF_BETTER, 0.0, [False, False, True]),
        (When.IF_BETTER, 0.2, [False, False, False]),
        (When.IF_NOT_WORSE, 0.0, [False, True, True]),
        (When.IF_NOT_WORSE, 0.2, [True, True, True]),
        (When.ALWAYS, 0.0, [True, True, True]),
    ],
)
@pytest.mark.parametrize("better", Direction)
def test_a_model_is_promoted_by_the_direction_of_the_figure(when: When, margin: float, promoted: list[bool], better: Direction) -> None:
    sign = 1 if better is Direction.HIGHER else -1
    found = [decide(Rule(when, "accuracy", margin), compared(0.5, 0.5 + sign * change, better)).is_wanted for change in (-0.125, 0.0, 0.125)]
    assert found == promoted


def test_what_is_not_known_of_both_promotes_nothing_but_what_is_promoted_always() -> None:
    for comparison in (incomparable("the file is damaged"), compared(None, 0.9), compared(0.9, None)):
        assert not decide(Rule(When.IF_NOT_WORSE, "accuracy", 1.0), comparison).is_wanted
        assert decide(Rule(When.ALWAYS, ""), comparison).is_wanted
    assert "the file is damaged" in decide(Rule(When.IF_BETTER, "accuracy"), incomparable("the file is damaged")).reason
