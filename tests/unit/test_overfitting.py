"""The rule by which a network is said to overfit."""

import pytest

from models.training.overfitting import Overfitting, find_overfitting


def epochs(losses: list[float], validated: list[float]) -> list[dict[str, float]]:
    return [{"loss": loss, "val_loss": val_loss} for loss, val_loss in zip(losses, validated, strict=True)]


def test_a_validation_loss_that_rises_while_the_training_loss_falls_is_overfitting_from_its_least_on() -> None:
    lines = epochs([0.5, 0.4, 0.3, 0.2, 0.1], [0.6, 0.5, 0.52, 0.55, 0.6])
    assert find_overfitting(lines) == Overfitting(2, 0.5, 0.6)


@pytest.mark.parametrize(
    ("losses", "validated"),
    [
        ([0.5, 0.4, 0.3, 0.2, 0.1], [0.6, 0.5, 0.4, 0.3, 0.2]),
        ([0.5, 0.4, 0.3, 0.2], [0.6, 0.5, 0.6, 0.7]),
        ([0.5, 0.4, 0.3, 0.2, 0.1], [0.6, 0.5, 0.52, 0.504, 0.6]),
        ([0.5, 0.4, 0.5, 0.6, 0.7], [0.6, 0.5, 0.6, 0.7, 0.8]),
        ([], []),
    ],
    ids=["falls", "two epochs since the least", "back within a hundredth", "both rise", "no epochs"],
)
def test_other_histories_are_none(losses: list[float], validated: list[float]) -> None:
    assert find_overfitting(epochs(losses, validated)) is None


def test_a_loss_below_zero_may_rise_towards_it() -> None:
    assert find_overfitting(epochs([-0.5, -0.6, -0.7, -0.8], [-0.9, -0.8, -0.7, -0.6])) == Overfitting(1, -0.9, -0.6)


def test_where_nothing_was_validated_nothing_is_found() -> None:
    assert find_overfitting([{"loss": 1 / number} for number in range(1, 9)]) is None
