"""Candidates: which ones, in which order, and how a search closes in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.model_selection import ParameterGrid, ParameterSampler

from models.searching.candidates import first_candidates, next_candidates
from models.specs.tasks.search import GridSearch, MultiresolutionSearch, RandomSearch, Range

SPACE = {"solver": ["svd", "lsqr", "sag"], "alpha": [1, 2, 3, 5, 10, 20]}


def test_a_grid_has_the_order_of_scikit_learn() -> None:
    assert first_candidates(GridSearch(strategy="grid", space=SPACE), 0) == list(ParameterGrid(SPACE))


def test_random_candidates_from_lists_are_those_of_scikit_learn() -> None:
    search = RandomSearch(strategy="random", space=SPACE, n_iter=10)
    assert first_candidates(search, 7) == list(ParameterSampler(SPACE, 10, random_state=7))


@given(st.integers(1, 30), st.integers(0, 1000))
def test_no_random_candidate_comes_twice(n_iter: int, seed: int) -> None:
    space = {"alpha": [1, 2, 3], "depth": Range(low=1, high=5, integer=True)}
    search = RandomSearch(strategy="random", space=space, n_iter=n_iter)
    found = first_candidates(search, seed)
    assert len(found) == min(n_iter, 15)
    assert all(params not in found[:index] for index, params in enumerate(found))
    assert {params["depth"] for params in found} <= {1, 2, 3, 4, 5}


def test_no_more_are_drawn_than_there_are() -> None:
    search = RandomSearch(strategy="random", space=SPACE, n_iter=100)
    assert len(first_candidates(search, 0)) == search.n_candidates == 18


def test_a_logarithmic_range_is_drawn_by_orders_of_magnitude() -> None:
    search = RandomSearch(strategy="random", space={"alpha": Range(low=1e-4, high=1e4, log=True)}, n_iter=400)
    values = [params["alpha"] for params in first_candidates(search, 0)]
    assert 150 < sum(value < 1 for value in values) < 250
    assert min(values) >= 1e-4
    assert max(values) <= 1e4


ZOOM = MultiresolutionSearch(
    strategy="multiresolution",
    rounds=3,
    points=5,
    space={"alpha": Range(low=1, high=9), "degree": [1, 4, 7], "solver": ["svd", "lsqr"]},
)


def test_the_first_round_spreads_ranges_evenly_and_takes_lists_as_they_are() -> None:
    found = first_candidates(ZOOM, 0)
    assert len(found) == 5 * 3 * 2
    assert {params["alpha"] for params in found} == {1.0, 3.0, 5.0, 7.0, 9.0}


def test_the_next_round_lies_between_the_neighbours_of_the_best_and_keeps_its_choices() -> None:
    first = first_candidates(ZOOM, 0)
    second = next_candidates(ZOOM, [first], {"alpha": 7.0, "degree": 4, "solver": "lsqr"})
    assert {params["alpha"] for params in second} == {5.0, 6.0, 7.0, 8.0, 9.0}
    assert {params["degree"] for params in second} == {1, 2, 4, 6, 7}
    assert {params["solver"] for params in second} == {"lsqr"}
    assert all(params not in first for params in second)


def test_a_best_at_the_end_of_a_range_closes_in_on_that_end() -> None:
    second = next_candidates(ZOOM, [first_candidates(ZOOM, 0)], {"alpha": 1.0, "degree": 1, "solver": "svd"})
    assert {params["alpha"] for params in second} == {1.0, 1.5, 2.0, 2.5, 3.0}


def test_there_is_no_round_behind_the_last() -> None:
    first = first_candidates(ZOOM, 0)
    assert next_candidates(ZOOM, [first, first, first], first[0]) == []


def test_a_search_ends_where_nothing_closer_is_left() -> None:
    search = MultiresolutionSearch(strategy="multiresolution", space={"degree": [1, 2, 3]}, points=3)
    first = first_candidates(search, 0)
    assert next_candidates(search, [first], {"degree": 2}) == []


@given(st.sampled_from([1.0, 3.0, 5.0, 7.0, 9.0]), st.sampled_from([1, 4, 7]))
def test_rounds_have_no_more_candidates_than_was_told(alpha: float, degree: int) -> None:
    first = first_candidates(ZOOM, 0)
    second = next_candidates(ZOOM, [first], {"alpha": alpha, "degree": degree, "solver": "svd"})
    assert len(first) + 2 * len(second) <= ZOOM.n_candidates


@pytest.mark.parametrize(("low", "high"), [(1e-3, 1e3)])
def test_a_logarithmic_range_stays_logarithmic_when_it_closes_in(low: float, high: float) -> None:
    search = MultiresolutionSearch(strategy="multiresolution", space={"alpha": Range(low=low, high=high, log=True)}, points=3)
    second = next_candidates(search, [first_candidates(search, 0)], {"alpha": high})
    assert [params["alpha"] for params in second] == [pytest.approx(1.0 * 1000**0.5)]
