"""What the lists and objects among an estimator's parameters may contain, for data of a given size."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from models.core.faults import quote
from models.specs.estimators.estimator_limits import Size

#: Returns the number of something, None where it is not known.
Count = Callable[[Size], int | None]
#: Returns what was expected of a value, given all parameters and the size of the data; empty where there is no fault.
Rule = Callable[[Any, Mapping[str, Any], Size], str]


def content_fault(name: str, key: str, params: Mapping[str, Any], size: Size) -> str:
    """Return what was expected of the contents of a list or an object; empty where there is no fault, or no rule for it.

    Args:
        name: Class name of the estimator.
        key: The parameter.
        params: All parameters, defaults included.
        size: Size of its data.
    """
    value = params[key]
    rules = _OBJECTS if isinstance(value, dict) else _LISTS if isinstance(value, list) else {}
    rule = rules.get((name, key), rules.get(("", key)))
    wanted = rule(value, params, size) if rule else ""
    return f"expected {wanted}, got {quote(value)}" if wanted else ""


def _are_numbers(value: Sequence[Any], low: float | None = None, *, whole: bool = False, above: float | None = None) -> bool:
    kinds = int if whole else int | float
    plain = all(isinstance(item, kinds) and not isinstance(item, bool) for item in value)
    return plain and all((low is None or item >= low) and (above is None or item > above) for item in value)


def _range(low: float | None, *, whole: bool, strict: bool) -> Rule:
    what = f"two {'whole ' if whole else ''}numbers{'' if low is None else f' from {low}'}, the {'smaller' if strict else 'not larger'} one first"

    def fault(value: Any, _params: Mapping[str, Any], _size: Size) -> str:
        fits = len(value) == 2 and _are_numbers(value, low, whole=whole) and (value[0] < value[1] or (not strict and value[0] == value[1]))
        return "" if fits else what

    return fault


def _each(what: str, fits: Callable[[Sequence[Any]], bool], of: str = "", count: Count = lambda size: None, least: int = 0) -> Rule:
    """Return a rule for a list of numbers, of a given length where that is known."""

    def fault(value: Any, _params: Mapping[str, Any], size: Size) -> str:
        wanted = count(size)
        if len(value) >= least and fits(value) and (wanted is None or len(value) == wanted):
            return ""
        return f"{what}, one for each of the {wanted:,} {of}" if wanted is not None else f"{'at least one of ' if least else ''}{what}"

    return fault


def _matrix(rows: str) -> Rule:
    def fault(value: Any, params: Mapping[str, Any], size: Size) -> str:
        n_rows, width = params[rows], size.n_features
        fits = len(value) == n_rows and all(isinstance(row, list) and _are_numbers(row) and len(row) == (width or len(row)) for row in value)
        return "" if fits else f"{n_rows} lists of {'' if width is None else f'{width:,} '}numbers, one for each of {rows}"

    return fault


def _nothing(instead: str) -> Rule:
    return lambda _value, _params, _size: instead


def _only_numbers(value: Any, _params: Mapping[str, Any], _size: Size) -> str:
    flat = [item for row in value for item in (row if isinstance(row, list) else [row])]
    inner = [item for row in flat for item in (row if isinstance(row, list) else [row])]
    return "" if _are_numbers(inner) else "numbers, or lists of numbers"


def _columns(value: Any, _params: Mapping[str, Any], size: Size) -> str:
    n = size.n_features
    if all(isinstance(item, bool) for item in value) and (n is None or len(value) in (0, n)):
        return ""
    if _are_numbers(value, 0, whole=True) and (n is None or all(item < n for item in value)):
        return ""
    return f"indices of columns{'' if n is None else f', from 0 to {n - 1:,}'}, or true or false for each column"


def _column_sets(value: Any, _params: Mapping[str, Any], size: Size) -> str:
    fits = all(isinstance(item, list) and _are_numbers(item, 0, whole=True) and all(i < (size.n_features or i + 1) for i in item) for item in value)
    return "" if fits else "lists of indices of columns"


def _weights(value: Any, _params: Mapping[str, Any], size: Size) -> str:
    labels = size.labels
    if labels is None or not value:
        return ""
    if not all(isinstance(label, str) for label in labels):
        return "balanced or null, as the classes are numbers and the keys of an object are texts"
    return "" if set(value) <= set(labels) and _are_numbers(list(value.values()), 0) else f"a weight from 0 for classes {', '.join(map(str, labels))}"


def _metric(value: Any, params: Mapping[str, Any], _size: Size) -> str:
    takes = _METRIC_PARAMETERS.get(params["metric"], ())
    return "" if set(value) <= set(takes) else f"{' or '.join(takes)} of the metric {params['metric']}" if takes else f"none with {params['metric']}"


_METRIC_PARAMETERS = {"minkowski": ("p", "w"), "seuclidean": ("V",), "mahalanobis": ("V", "VI")}


def _classes(size: Size) -> int | None:
    return None if size.labels is None else len(size.labels)


def _targets(size: Size) -> int | None:
    """Return the number of columns that targets of classes are fitted as."""
    n_classes = _classes(size)
    return n_classes if n_classes is None or n_classes > 2 else 1


def _features(size: Size) -> int | None:
    return size.n_features


def _component_weights(value: Any, params: Mapping[str, Any], _size: Size) -> str:
    n, fits = params["n_components"], _are_numbers(value, 0) and abs(sum(value) - 1) < _SUM_TOLERANCE
    return "" if fits and len(value) == n else f"{n} numbers that sum to 1, one for each component"


#: Largest difference of a sum from 1.
_SUM_TOLERANCE = 1e-8
_ONE = _each("one number", lambda value: _are_numbers(value, 0), "target", lambda _: 1)
#: Rules by estimator and parameter; an empty name stands for every other estimator.
_OBJECTS: dict[tuple[str, str], Rule] = {
    ("", "class_weight"): _weights,
    ("HistGradientBoostingClassifier", "class_weight"): _nothing("balanced or null, as classes have no names here"),
    ("", "metric_params"): _metric,
    ("", "monotonic_cst"): _nothing("a list, as the columns have no names here"),
}
_LISTS: dict[tuple[str, str], Rule] = {
    ("", "hidden_layer_sizes"): _each("whole numbers from 1", lambda value: _are_numbers(value, 1, whole=True)),
    ("", "feature_range"): _range(None, whole=False, strict=True),
    ("", "degree"): _range(0, whole=True, strict=False),
    ("", "alphas"): _each("numbers above 0", lambda value: _are_numbers(value, above=0), least=1),
    ("Ridge", "alpha"): _ONE,
    ("RidgeClassifier", "alpha"): _each("numbers from 0", lambda value: _are_numbers(value, 0), "targets", _targets),
    ("", "alpha"): _each("numbers from 0", lambda value: _are_numbers(value, 0), "columns", _features),
    ("", "priors"): _each(
        "numbers that sum to 1", lambda value: _are_numbers(value, 0) and abs(sum(value) - 1) < _SUM_TOLERANCE, "classes", _classes
    ),
    ("", "class_prior"): _each("numbers from 0", lambda value: _are_numbers(value, 0), "classes", _classes),
    ("", "monotonic_cst"): _each("-1, 0 or 1", lambda value: _are_numbers(value) and set(value) <= {-1, 0, 1}, "columns", _features),
    ("", "categorical_features"): _columns,
    ("", "interaction_cst"): _column_sets,
    ("", "precompute"): _nothing("true or false"),
    ("", "connectivity"): _nothing("null, as samples have no given neighbours"),
    ("", "class_weight"): _nothing("balanced, an object or null, as there is one target"),
    ("", "init"): _matrix("n_clusters"),
    ("", "means_init"): _matrix("n_components"),
    ("", "precisions_init"): _only_numbers,
    ("", "weights_init"): _component_weights,
}
