"""The rule by which a network is said to overfit."""

import pytest

from models.evaluation.overfitting import Overfitting, find_overfitting


def epochs(losses: list[float], validated: list[float], first: int = 1) -> list[dict[str, float]]:
    return [{"epoch": number, "loss": loss, "val_loss": value} for number, (loss, value) in enumerate(zip(losses, validated, strict=True), first)]


def test_a_validation_loss_that_rises_while_the_training_loss_falls_is_overfitting_from_its_least_on() -> None:
    lines = epochs([0.5, 0.4, 0.3, 0.2, 0.1], [0.6, 0.5, 0.52, 0.55, 0.6])
    assert find_overfitting(lines) == Overfitting(2, 0.5, 0.6)


def test_the_epoch_is_that_of_the_history_where_training_went_on_from_a_model() -> None:
    assert find_overfitting(epochs([0.4, 0.3, 0.2, 0.1], [0.5, 0.52, 0.55, 0.6], first=11)) == Overfitting(11, 0.5, 0.6)


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
def test_other_histories_show_no_overfitting(losses: list[float], validated: list[float]) -> None:
    assert find_overfitting(epochs(losses, validated)) is None


def test_a_loss_below_zero_may_rise_towards_it() -> None:
    assert find_overfitting(epochs([-0.5, -0.6, -0.7, -0.8], [-0.9, -0.8, -0.7, -0.6])) == Overfitting(1, -0.9, -0.6)


def test_where_nothing_was_validated_nothing_is_found() -> None:
    assert find_overfitting([{"epoch": number, "loss": 1 / number} for number in range(1, 9)]) is None
