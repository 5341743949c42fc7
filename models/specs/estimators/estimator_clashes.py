"""Values of parameters that scikit-learn refuses only when it fits, alone or together with another; found by fitting a few samples."""

import itertools
import warnings
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

import numpy as np
from sklearn.utils._param_validation import InvalidParameterError
from threadpoolctl import threadpool_limits

from models.core.arrays import Array
from models.specs.estimators.estimator_forms import NOT_CHOICES, NOT_PARAMETERS, Form, described
from models.specs.estimators.offered_estimators import BASE, ESTIMATORS, EstimatorName, Role, estimator_class

#: Parameters that shorten a fit, where an estimator has them.
_QUICK: dict[str, Any] = {"n_estimators": 3, "max_iter": 5, "max_fun": 20}
#: Numbers of samples and of features of the sets that are fitted. A refusal that depends on the size is not one of values.
_SIZES = ((48, 3), (200, 2))
#: Stands for a reason that says nothing to users.
_UNCLEAR = "unclear"

#: A parameter with a kind of value, as a clash names it, and values of that kind to fit with.
Sample = tuple[str, Any, tuple[Any, ...]]
Params = dict[str, Any]


def clashes_of(name: EstimatorName) -> list[dict[str, Any]]:
    """Return the values that an estimator cannot be fitted with, as JSON.

    Returns:
        Objects of "when" (the values by parameter, or the type in angle brackets for numbers between the ends of a range), "unless" (values of other
        parameters, one of which makes it possible), "says" (scikit-learn's reason; empty where it explains nothing) and "classes" (2 for two classes
        only, 3 for more only; 0 for any).
    """
    counts = (2, 3) if ESTIMATORS[name].role is Role.CLASSIFIER else (0,)
    with threadpool_limits(1):  # Small fits on several threads mostly wait.
        found = {n_classes: _Search(name, n_classes).clashes() for n_classes in counts}
    both = [clash for clash in found[counts[0]] if all(clash in clashes for clashes in found.values())]
    return [{**clash, "classes": 0} for clash in both] + [
        {**clash, "classes": n_classes} for n_classes, clashes in found.items() for clash in clashes if clash not in both
    ]


class _Search:
    """Fits an estimator with each value of its parameters, and with each pair.

    Args:
        name: Its class name.
        n_classes: Number of classes of the targets; 0 for other estimators than classifiers.
    """

    def __init__(self, name: EstimatorName, n_classes: int) -> None:
        self._name, self._n_classes = name, n_classes
        keys = [key for key in described(name).parameters if key not in NOT_PARAMETERS | {BASE}]
        self._samples = [(key, label, values) for key in keys for label, values in _domain(name, key).items()]

    def clashes(self) -> list[dict[str, Any]]:
        """Return all clashes: first of single values, then of pairs whose values can each be used alone."""
        refused = [sample for sample in self._samples if self._refusal(sample)]
        usable = [sample for sample in self._samples if sample not in refused]
        pairs = itertools.combinations(usable, 2)
        return [self._clash(sample, unless=self._rescues(sample)) for sample in refused] + [
            self._clash(one, other) for one, other in pairs if one[0] != other[0] and self._refusal(one, other)
        ]

    def _rescues(self, sample: Sample) -> list[Params]:
        """Return the values of other parameters beside which a value can be used."""
        return [{other[0]: other[1]} for other in self._samples if other[0] != sample[0] and not self._refusal(sample, other)]

    def _clash(self, *samples: Sample, unless: Sequence[Params] = ()) -> dict[str, Any]:
        says = self._refusal(*samples).removeprefix(_UNCLEAR)
        return {"when": {key: label for key, label, _ in samples}, "unless": list(unless), "says": says}

    def _refusal(self, *samples: Sample) -> str:
        """Return why the estimator is refused with any values of some kinds; empty where it is not."""
        chosen = [[(key, value) for value in values] for key, _, values in samples]
        reasons = (_fitted(self._name, params, self._n_classes, size) for params in itertools.product(*chosen) for size in _SIZES)
        first = next(reasons)
        return first if first and all(reasons) else ""


@cache
def _fitted(name: EstimatorName, params: tuple[tuple[str, Any], ...], n_classes: int, size: tuple[int, int]) -> str:
    """Fit and use an estimator; return why it was refused, empty where it was not."""
    x, y = _drawn(ESTIMATORS[name].role, n_classes, size)
    known = described(name).parameters
    quick = {key: value for key, value in _QUICK.items() if key in known and name not in ("Lasso", "ElasticNet")}
    estimator = estimator_class(name)(**{**quick, **dict(params)})
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            fitted = estimator.fit(x, y)
            (getattr(fitted, "predict", None) or getattr(fitted, "transform", None) or len)(x)
        except InvalidParameterError:
            return _UNCLEAR  # Its choices are in no order, and may be those of another estimator.
        except ValueError as error:
            return " ".join(str(error).split()).partition(". ")[0].rstrip(".")
        except Exception:  # noqa: BLE001 - scikit-learn raises errors of every kind; others than ValueError explain nothing.
            return _UNCLEAR
    return ""


@cache
def _drawn(role: Role, n_classes: int, size: tuple[int, int]) -> tuple[Array, Array | None]:
    """Return positive samples, and positive targets where the role takes some."""
    draws = np.random.default_rng(0)
    groups = np.arange(size[0]) % (n_classes or 3)
    x = groups[:, None] + draws.uniform(0.1, 1.0, size)
    return x, {Role.CLASSIFIER: groups, Role.REGRESSOR: x.sum(axis=1)}.get(role)


def _domain(name: EstimatorName, key: str) -> dict[Any, tuple[Any, ...]]:
    """Return the kinds of values of a parameter, each with values; lists and objects have rules of their own."""
    return {label: values for form in described(name).parameters[key].forms for label, values in _kinds(form)}


def _kinds(form: Form) -> Iterator[tuple[Any, tuple[Any, ...]]]:
    match form.type:
        case "none":
            yield None, (None,)
        case "bool":
            yield from ((False, (False,)), (True, (True,)))
        case "choice":
            yield from ((choice, (choice,)) for choice in form.of if choice not in NOT_CHOICES)
        case "int" | "float" | "fraction":
            yield from ((end, (end,)) for end in form.ends)
            yield form.label, _numbers(form)


def _numbers(form: Form) -> tuple[float, ...]:
    """Return two numbers from the inside of a range."""
    low = form.low or 0
    if form.type == "int":
        return (int(low) + 2, int(low) + 20) if form.high is None or form.high >= low + 20 else (int(low) + 2,)
    high = low + 4 if form.high is None else form.high
    return (low + (high - low) / 4, low + (high - low) / 2)
