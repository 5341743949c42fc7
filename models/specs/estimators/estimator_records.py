"""Records of estimators, as the installed scikit-learn describes them."""

import inspect
from collections.abc import Iterator
from numbers import Integral
from typing import Any

from sklearn.utils import _param_validation as sklearn

#: Methods and attributes from which scores are computed.
_METHODS = ("predict_proba", "decision_function")
#: Greatest seed.
_MAX_SEED = 2**32 - 1
#: Forms of the constraints that scikit-learn names; those of other objects than JSON's have none.
_NAMED: dict[Any, list[dict[str, Any]]] = {
    None: [{"type": "none"}],
    "boolean": [{"type": "bool"}],
    "array-like": [{"type": "list"}],
    "random_state": [{"type": "int", "low": 0, "high": _MAX_SEED}, {"type": "none"}],
    "cv_object": [{"type": "int", "low": 2}, {"type": "none"}],
    "verbose": [{"type": "int", "low": 0}, {"type": "bool"}],
    tuple: [{"type": "tuple"}],
    list: [{"type": "list"}],
    dict: [{"type": "object"}],
    str: [{"type": "text"}],
}


def record_of(cls: type[Any]) -> dict[str, Any]:
    """Return the record of an estimator as JSON: parameters with default and forms, sample weights, methods.

    Args:
        cls: Its class.
    """
    parameters = {key: {"default": _plain(default), "forms": list(_forms(cls, key))} for key, default in cls().get_params(deep=False).items()}
    weights = "sample_weight" in inspect.signature(cls.fit).parameters
    return {"parameters": parameters, "takes_weights": weights, "methods": dict(_methods(cls))}


def _methods(cls: type[Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the methods that the estimator has by default, or with one of its truth values set."""
    switches = [key for key in cls().get_params(deep=False) if "boolean" in list(cls._parameter_constraints.get(key, ()))]
    for method in _METHODS:
        found = [{}, *({key: True} for key in switches)]
        needed = next((params for params in found if hasattr(cls(**params), method)), None)
        if needed is not None:
            yield method, needed


def _forms(cls: type[Any], key: str) -> Iterator[dict[str, Any]]:
    for constraint in cls._parameter_constraints.get(key, ()):
        if isinstance(constraint, sklearn.Interval):
            yield _interval(constraint)
        elif isinstance(constraint, sklearn.Options):
            choices = sorted(constraint.options - constraint.deprecated)
            # Infinity is a choice of some, and not JSON.
            yield from [{"type": "choice", "of": choices}] if all(isinstance(choice, str) for choice in choices) else []
        elif constraint is None or isinstance(constraint, str | type):
            yield from _NAMED.get(constraint, [])


def _interval(interval: sklearn.Interval) -> dict[str, Any]:
    number = "int" if interval.type is Integral else "fraction" if interval.type is sklearn.RealNotInt else "float"
    bounds = {"low": interval.left, "high": interval.right}
    return {"type": number, "closed": interval.closed, **{name: bound for name, bound in bounds.items() if bound is not None}}


def _plain(default: Any) -> Any:
    """Return a default as JSON; None for an object, such as a function."""
    if isinstance(default, tuple):
        return list(default)
    return default if default is None or isinstance(default, bool | int | float | str) else None
