"""What guesses without a model reach on the part that a model was evaluated on."""

import math
from collections.abc import Iterator
from dataclasses import dataclass

from models.evaluation.record import Evaluation


@dataclass(frozen=True)
class Baseline:
    """A guess without a model, beside the model.

    Args:
        what: The guess.
        figure: Name of the figure.
        reached: What the guess reaches.
        own: What the model reaches.
        is_beaten: Whether the model is better.
    """

    what: str
    figure: str
    reached: float
    own: float
    is_beaten: bool


def baselines(evaluation: Evaluation) -> list[Baseline]:
    """Return what guesses reach, beside the model; empty for figures to which there is no guess."""
    return [*_of_classes(evaluation), *(_of_series(evaluation) if evaluation.naive else _of_values(evaluation))]


def _of_classes(evaluation: Evaluation) -> Iterator[Baseline]:
    report = evaluation.classification
    counts = [each.support for each in report.classes] if report else []
    if report and sum(counts):
        share = max(counts) / sum(counts)
        yield Baseline("always the most frequent class", "accuracy", share, report.accuracy, report.accuracy > share)


def _of_values(evaluation: Evaluation) -> Iterator[Baseline]:
    """Yield the error of the mean of the part, which follows from the share of the variance that the model explains."""
    report = evaluation.regression
    if report and report.rmse is not None and report.r2 is not None and report.r2 < 1:
        yield Baseline("always the mean of this part", "rmse", report.rmse / math.sqrt(1 - report.r2), report.rmse, report.r2 > 0)


def _of_series(evaluation: Evaluation) -> Iterator[Baseline]:
    found = evaluation.naive
    named = {"the last value again": found.last_value, "the last season again": found.last_season} if found else {}
    for what, forecast in named.items():
        if forecast is not None and forecast.rmse is not None and forecast.ratio is not None:
            yield Baseline(what, "rmse", forecast.rmse, forecast.rmse * forecast.ratio, forecast.ratio < 1)
