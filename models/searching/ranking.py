"""Results of trials, their scores by candidate, and the ranking of candidates."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

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
    found: dict[int, list[ScoredTrial]] = {}
    for trial in trials:
        found.setdefault(trial.candidate, []).append(trial)
    groups = list(found.values())
    scores, train_scores = ([[getattr(trial, name) for trial in group] for group in groups] for name in ("score", "train_score"))
    times = [[trial.fit_seconds for trial in group if trial.fit_seconds is not None] for group in groups]
    means = _of_each(np.mean, scores)
    return list(
        map(
            _standing,
            groups,
            scores,
            train_scores,
            means,
            _of_each(np.std, scores),
            _of_each(np.mean, train_scores),
            _of_each(np.mean, times),
            _ranks(means),
        )
    )


def best_of(lines: Sequence[Standing]) -> Standing | None:
    """Return the first candidate of rank 1; None if no candidate has all its scores."""
    return next((line for line in lines if line.rank == 1), None)


def _standing(group: list[ScoredTrial], *columns: Any) -> Standing:
    first, errors = group[0], list(dict.fromkeys(trial.error for trial in group if trial.error))
    scores, train_scores, mean, std, mean_train, fit_seconds, rank = columns
    return Standing(first.candidate, first.params, scores, train_scores, mean, std, mean_train, fit_seconds, errors, first.round, rank)


def _ranks(means: Sequence[float | None]) -> list[int | None]:
    known = sorted((mean for mean in means if mean is not None), reverse=True)
    ranks = {mean: index for index, mean in reversed(list(enumerate(known, 1)))}
    return [None if mean is None else ranks[mean] for mean in means]


def _of_each(figure: Callable[..., Any], rows: Sequence[Sequence[float | None]]) -> list[float | None]:
    """Return a figure of each row; None of one that is empty or has gaps. Rows of one length are computed together: a call takes 5 to 20 us."""
    by_length: dict[int, list[int]] = {}
    for index, row in enumerate(rows):
        if row and None not in row:
            by_length.setdefault(len(row), []).append(index)
    found: list[float | None] = [None] * len(rows)
    for indices in by_length.values():
        values = figure(np.array([rows[index] for index in indices], np.float64), axis=1)
        for index, value in zip(indices, values.tolist(), strict=True):
            found[index] = value
    return found
