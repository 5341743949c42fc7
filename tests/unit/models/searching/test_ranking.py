"""Scores gathered and ranked as scikit-learn's cv_results_ has them."""

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pytest

from models.searching.ranking import best_of, standings


@dataclass(frozen=True)
class Line:
    candidate: int
    fold: int
    score: float | None
    train_score: float | None = None
    fit_seconds: float | None = 0.5
    error: str | None = None
    params: dict[str, Any] = field(default_factory=dict)
    round: int = 0


def lines(*scores: list[float | None]) -> list[Line]:
    return [Line(candidate, fold, score) for candidate, row in enumerate(scores) for fold, score in enumerate(row)]


def test_mean_and_deviation_are_those_of_the_folds() -> None:
    (line,) = standings(lines([0.5, 0.7, 0.9]))
    assert (line.mean, line.std, line.rank, line.fit_seconds) == (pytest.approx(0.7), pytest.approx(0.1632993161855452), 1, 0.5)


def test_equals_share_the_better_rank_and_the_first_of_them_wins() -> None:
    found = standings(lines([0.5, 0.5], [0.75, 1.0], [1.0, 0.75], [0.25, 0.25]))
    assert [line.rank for line in found] == [3, 1, 1, 4]
    best = best_of(found)
    assert best is not None
    assert best.candidate == 1


def test_a_candidate_without_all_its_scores_has_no_rank() -> None:
    found = standings(lines([0.5, None], [0.25, 0.25]))
    assert [(line.mean, line.std, line.rank) for line in found] == [(None, None, None), (0.25, 0.0, 1)]


def test_where_no_candidate_has_all_its_scores_none_is_the_best() -> None:
    assert best_of(standings(lines([0.5, None]))) is None


def test_a_reason_is_told_once() -> None:
    failed = [Line(0, fold, None, error="it broke") for fold in range(3)]
    assert standings(failed)[0].errors == ["it broke"]


def test_candidates_of_many_folds_have_the_figures_that_numpy_has_for_each_of_them() -> None:
    draws = np.random.default_rng(0)
    rows = [draws.normal(size=n).tolist() for n in (1, 2, 3, 8, 9, 40, 3, 2, 40)]
    found = standings(lines(*rows))
    assert [(line.mean, line.std) for line in found] == [(float(np.average(row)), float(np.std(row))) for row in rows]
