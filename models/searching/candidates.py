"""The candidates of a search, in the order in which they are tried."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from models.specs.tasks.search import GridSearch, MultiresolutionSearch, RandomSearch, Range

#: Values of a candidate by the keys of the space.
Params = dict[str, Any]
#: How often a candidate that was drawn already is drawn again before there are held to be no others.
_PATIENCE = 100


def first_candidates(search: GridSearch | RandomSearch | MultiresolutionSearch, seed: int) -> list[Params]:
    """Return the candidates of a search, those of the first round where it has several.

    A grid has scikit-learn's order: keys by the alphabet, the last one fastest. Random candidates are those of its
    `ParameterSampler` with the same seed, and none comes twice.
    """
    match search:
        case GridSearch():
            return _grid(search.space)
        case RandomSearch():
            return _drawn(search, seed)
    return _grid({key: _spread(values, search.points) if isinstance(values, Range) else values for key, values in search.space.items()})


def next_candidates(search: MultiresolutionSearch, tried: Sequence[Sequence[Params]], best: Params) -> list[Params]:
    """Return the candidates of the next round: a grid between the neighbours that the best had in the grids so far.

    Args:
        search: The search.
        tried: The candidates of each round so far.
        best: The best of all of them.

    Returns:
        Candidates that were not tried yet; none once the last round is done, or where nothing closer is left.
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
    """Draw candidates; from lists alone without replacement, else again for one that came before."""
    from sklearn.model_selection import ParameterSampler

    space = {key: _distribution(values) if isinstance(values, Range) else values for key, values in search.space.items()}
    n_wanted = search.n_candidates
    if not any(isinstance(values, Range) for values in search.space.values()):
        return [_plain(params) for params in ParameterSampler(space, n_wanted, random_state=seed)]
    found: list[Params] = []
    for drawn in ParameterSampler(space, search.n_iter * _PATIENCE, random_state=seed):
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
    spread = stats.loguniform(values.low, values.high) if values.log else stats.uniform(values.low, values.high - values.low)
    return _Rounded(spread) if values.integer else spread


class _Rounded:
    """Whole numbers out of a continuous distribution."""

    def __init__(self, spread: Any) -> None:
        self._spread = spread

    def rvs(self, random_state: Any) -> int:
        """Draw one number."""
        drawn: float = self._spread.rvs(random_state=random_state)
        return round(drawn)


def _spread(values: Range, points: int) -> list[float] | list[int]:
    spread = np.geomspace(values.low, values.high, points) if values.log else np.linspace(values.low, values.high, points)
    return sorted({round(value) for value in spread.tolist()}) if values.integer else [float(value) for value in spread]


def _closer(key: str, search: MultiresolutionSearch, known: Sequence[Params], best: Params) -> list[Any]:
    """Return the next round's values of a key: choices stay at the best, numbers close in on it."""
    given, center = search.space[key], best[key]
    values = sorted({params[key] for params in known}) if _is_number(center) and _all_numbers(given) else [center]
    if len(values) == 1:
        return [center]
    position = values.index(center)
    low, high = values[max(position - 1, 0)], values[min(position + 1, len(values) - 1)]
    log = given.log if isinstance(given, Range) else False
    integer = given.integer if isinstance(given, Range) else all(isinstance(value, int) for value in given)
    closer = list(_spread(Range(low=low, high=high, log=log, integer=integer), search.points))
    nearest = min(range(len(closer)), key=lambda index: abs(closer[index] - center))
    return [*closer[:nearest], center, *closer[nearest + 1 :]]


def _all_numbers(given: list[Any] | Range) -> bool:
    return isinstance(given, Range) or all(map(_is_number, given))


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _plain(params: Mapping[str, Any]) -> Params:
    """Return values as JSON has them: NumPy's numbers as Python's."""
    return {key: value.item() if isinstance(value, np.generic) else value for key, value in params.items()}
