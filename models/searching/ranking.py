"""Scores of trials gathered by candidate, and candidates ranked."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from models.searching.candidates import Params


class Scored(Protocol):
    """What is read of a trial that is done."""

    @property
    def candidate(self) -> int: ...

    @property
    def fold(self) -> int: ...

    @property
    def params(self) -> Params: ...

    @property
    def score(self) -> float | None: ...

    @property
    def train_score(self) -> float | None: ...

    @property
    def fit_seconds(self) -> float | None: ...

    @property
    def error(self) -> str | None: ...


@dataclass(frozen=True)
class Standing:
    """A candidate with what its trials found so far.

    Args:
        candidate: Its number, from 0.
        params: Its values by the keys of the space.
        scores: Score of each fold, in order; None where that trial is not done, or failed.
        train_scores: The same on the training parts.
        mean: Mean of the scores; None until all of them are there.
        std: Their standard deviation (of the population), as scikit-learn has it.
        mean_train: Mean of the training scores; None where they are not all there.
        fit_seconds: Mean time of a fit; None before the first.
        errors: Why trials failed, each reason once.
        rank: Place among the candidates, from 1; equals share the better one. None without a mean.
    """

    candidate: int
    params: Params
    scores: list[float | None]
    train_scores: list[float | None]
    mean: float | None
    std: float | None
    mean_train: float | None
    fit_seconds: float | None
    errors: list[str]
    rank: int | None = None


def standings(trials: Sequence[Scored]) -> list[Standing]:
    """Return a line for each candidate, in the order of their numbers.

    Args:
        trials: All trials of a job, done or not, ordered by candidate and fold.
    """
    groups: dict[int, list[Scored]] = {}
    for trial in trials:
        groups.setdefault(trial.candidate, []).append(trial)
    lines = [_standing(group) for group in groups.values()]
    means = sorted((line.mean for line in lines if line.mean is not None), reverse=True)
    ranks = {mean: index for index, mean in reversed(list(enumerate(means, 1)))}
    return [Standing(**{**vars(line), "rank": None if line.mean is None else ranks[line.mean]}) for line in lines]


def best_of(lines: Sequence[Standing]) -> Standing | None:
    """Return the first of the best candidates; None where no candidate has all its scores."""
    return next((line for line in lines if line.rank == 1), None)


def _standing(group: list[Scored]) -> Standing:
    scores, train_scores = [trial.score for trial in group], [trial.train_score for trial in group]
    times = [trial.fit_seconds for trial in group if trial.fit_seconds is not None]
    return Standing(
        candidate=group[0].candidate,
        params=group[0].params,
        scores=scores,
        train_scores=train_scores,
        mean=_mean(scores),
        std=None if _mean(scores) is None else float(np.std(np.array(scores, np.float64))),
        mean_train=_mean(train_scores),
        fit_seconds=_mean(list(times)),
        errors=list(dict.fromkeys(trial.error for trial in group if trial.error)),
    )


def _mean(values: Sequence[float | None]) -> float | None:
    if not values or any(value is None for value in values):
        return None
    return float(np.average(np.array(values, np.float64)))
