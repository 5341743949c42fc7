"""How many models a job fits."""

from collections.abc import Mapping
from math import ceil, floor, inf, prod
from typing import Any

from models.specs.job import JobSpec
from models.specs.search import GridSearch, MultiresolutionSearch, RandomSearch, Range

#: Most fits of one job.
MAX_FITS = 10_000


def n_candidates(search: GridSearch | RandomSearch | MultiresolutionSearch) -> int:
    """Return how many candidates a search tries; the most there can be, where a later round decides."""
    if isinstance(search, RandomSearch):
        return int(min(search.n_iter, n_combinations(search.space)))
    lists = [len(values) for values in search.space.values() if not isinstance(values, Range)]
    if isinstance(search, GridSearch):
        return prod(lists)
    ranges = len(search.space) - len(lists)
    first = prod(lists) * int(search.points**ranges)
    # From the second round on, choices stay at the best and everything that is a number is a range.
    later = int(search.points ** (ranges + sum(map(_is_numbers, search.space.values()))))
    return first + (search.rounds - 1) * later


def n_combinations(space: Mapping[str, list[Any] | Range]) -> float:
    """Return how many candidates a space holds; infinity where it holds a range of all numbers."""
    return prod(map(_n_values, space.values()))


def _n_values(values: list[Any] | Range) -> float:
    if isinstance(values, list):
        return len(values)
    return floor(values.high) - ceil(values.low) + 1 if values.integer else inf


def n_fits(spec: JobSpec, folds: bool = True) -> int:
    """Return how many models a job fits, the last one of a search, on all data, not counted.

    Args:
        spec: A spec.
        folds: Whether models are fitted to folds; a clusterer is fitted to all samples once.
    """
    if spec.cross_validation is not None:
        return spec.cross_validation.folds
    return 1 if spec.search is None else n_candidates(spec.search) * (spec.search.folds if folds else 1)


def _is_numbers(values: object) -> bool:
    return isinstance(values, list) and len(values) > 1 and all(isinstance(value, int | float) and not isinstance(value, bool) for value in values)
