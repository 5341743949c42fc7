"""Results of trials, their scores by candidate, and the ranking of candidates."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from models.searching.candidates import Params


@dataclass(frozen=True)
class TrialResult:
    """Result of a trial.

    Args:
        score: Score on the test fold; None if the trial failed.
        train_score: Score on the training folds; None if not requested.
        figures: Further figures, for example of clusters.
        fit_seconds: Seconds of fitting preprocessing and model.
        score_seconds: Seconds of scoring.
        error: Why it failed; empty if it did not.
    """

    score: float | None = None
    train_score: float | None = None
    figures: dict[str, float] = field(default_factory=dict)
    fit_seconds: float = 0.0
    score_seconds: float = 0.0
    error: str = ""


@dataclass(frozen=True)
class ScoredTrial:
    """A candidate on one fold, with its result if it is done; rounds are counted from 0."""

    candidate: int
    fold: int
    params: Params
    score: float | None
    train_score: float | None
    fit_seconds: float | None
    error: str | None
    round: int


@dataclass(frozen=True)
class Standing:
    """A candidate with the results of its trials so far.

    Args:
        candidate: Its index, from 0.
        params: Its values, by key of the search space.
        scores: Score on each fold, in order; None if the trial is not done, or failed.
        train_scores: Score on the training part of each fold.
        mean: Mean of the scores; None until all are known.
        std: Standard deviation of the scores (of the population), as in scikit-learn.
        mean_train: Mean of the training scores; None until all are known.
        fit_seconds: Mean time of a fit; None before the first.
        errors: Distinct errors of trials.
        round: Round of a search that it is of, from 0.
        rank: Rank among the candidates, from 1; equal means share the better rank. None without a mean.
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
    round: int
    rank: int | None = None


def standings(trials: Sequence[ScoredTrial]) -> list[Standing]:
    """Return the standing of each candidate, by index.

    Args:
        trials: All trials of a job, ordered by candidate and fold.
    """
    groups: dict[int, list[ScoredTrial]] = {}
    for trial in trials:
        groups.setdefault(trial.candidate, []).append(trial)
    lines = [_standing(group) for group in groups.values()]
    means = sorted((line.mean for line in lines if line.mean is not None), reverse=True)
    ranks = {mean: index for index, mean in reversed(list(enumerate(means, 1)))}
    return [Standing(**{**vars(line), "rank": None if line.mean is None else ranks[line.mean]}) for line in lines]


def best_of(lines: Sequence[Standing]) -> Standing | None:
    """Return the first candidate of rank 1; None if no candidate has all its scores."""
    return next((line for line in lines if line.rank == 1), None)


def _standing(group: list[ScoredTrial]) -> Standing:
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
        round=group[0].round,
    )


def _mean(values: Sequence[float | None]) -> float | None:
    if not values or any(value is None for value in values):
        return None
    return float(np.average(np.array(values, np.float64)))
