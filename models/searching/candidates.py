"""The candidates of a search, in order."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from models.specs.tasks.search import GridSearch, MultiresolutionSearch, RandomSearch, Range

#: Values of a candidate, by key of the search space.
Params = dict[str, Any]
#: Draws per wanted candidate after which the search space counts as exhausted.
_MAX_DRAWS = 100


def first_candidates(search: GridSearch | RandomSearch | MultiresolutionSearch, seed: int) -> list[Params]:
    """Return the candidates of a search, or of its first round.

    A grid has scikit-learn's order: keys in alphabetical order, the last one varies fastest. Random candidates are those of its
    `ParameterSampler` with the same seed, without duplicates.
    """
    match search:
        case GridSearch():
            return _grid(search.space)
        case RandomSearch():
            return _drawn(search, seed)
    return _grid({key: _spaced(values, search.points) if isinstance(values, Range) else values for key, values in search.space.items()})


def next_candidates(search: MultiresolutionSearch, tried: Sequence[Sequence[Params]], best: Params) -> list[Params]:
    """Return the candidates of the next round: a grid between the neighbors of the best candidate in the grids so far.

    Args:
        search: The search.
        tried: The candidates of each round so far.
        best: The best of them.

    Returns:
        New candidates; empty after the last round, or if no closer values are left.
    """
    if len(tried) >= search.rounds:
        return []
    known = [params for round_ in tried for params in round_]
    space = {key: _closer(key, search, known, best) for key in search.space}
    return [params for params in _grid(space) if params not in known]


def _grid(space: Mapping[str, Any]) -> list[Params]:
    from sklearn.model_selection import ParameterGrid

    return [_plain(params) for params in ParameterGrid(dict(space))]


def _drawn(search: RandomSearch, seed: int) -> list[Params]:
    """Draw candidates without duplicates."""
    from sklearn.model_selection import ParameterSampler

    space = {key: _distribution(values) if isinstance(values, Range) else values for key, values in search.space.items()}
    n_wanted = search.n_candidates
    if not any(isinstance(values, Range) for values in search.space.values()):
        return [_plain(params) for params in ParameterSampler(space, n_wanted, random_state=seed)]
    found: list[Params] = []
    for drawn in ParameterSampler(space, search.n_iter * _MAX_DRAWS, random_state=seed):
        params = _plain(drawn)
        if params not in found:
            found.append(params)
        if len(found) == n_wanted:
            break
    return found


def _distribution(values: Range) -> Any:
    from scipy import stats

    if values.integer and not values.log:
        return stats.randint(int(values.low), int(values.high) + 1)
    distribution = stats.loguniform(values.low, values.high) if values.log else stats.uniform(values.low, values.high - values.low)
    return _Rounded(distribution) if values.integer else distribution


class _Rounded:
    """Integers rounded from a continuous distribution."""

    def __init__(self, distribution: Any) -> None:
        self._distribution = distribution

    def rvs(self, random_state: Any) -> int:
        """Draw one number."""
        drawn: float = self._distribution.rvs(random_state=random_state)
        return round(drawn)


def _spaced(values: Range, points: int) -> list[float] | list[int]:
    spaced = np.geomspace(values.low, values.high, points) if values.log else np.linspace(values.low, values.high, points)
    return sorted({round(value) for value in spaced.tolist()}) if values.integer else [float(value) for value in spaced]


def _closer(key: str, search: MultiresolutionSearch, known: Sequence[Params], best: Params) -> list[Any]:
    """Return the next round's values of a key: the best choice, or numbers closer to the best."""
    given, center = search.space[key], best[key]
    values = sorted({params[key] for params in known}) if _is_number(center) and _all_numbers(given) else [center]
    if len(values) == 1:
        return [center]
    position = values.index(center)
    low, high = values[max(position - 1, 0)], values[min(position + 1, len(values) - 1)]
    log = given.log if isinstance(given, Range) else False
    integer = given.integer if isinstance(given, Range) else all(isinstance(value, int) for value in given)
    closer = list(_spaced(Range(low=low, high=high, log=log, integer=integer), search.points))
    nearest = min(range(len(closer)), key=lambda index: abs(closer[index] - center))
    return [*closer[:nearest], center, *closer[nearest + 1 :]]


def _all_numbers(given: list[Any] | Range) -> bool:
    return isinstance(given, Range) or all(map(_is_number, given))


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _plain(params: Mapping[str, Any]) -> Params:
    """Return values with NumPy's numbers as Python's, for JSON."""
    return {key: value.item() if isinstance(value, np.generic) else value for key, value in params.items()}
