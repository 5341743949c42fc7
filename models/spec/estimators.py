"""The scikit-learn estimators a spec may name. Adding one is one line."""

import importlib
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Literal, cast

from models.errors import Fault


class Role(StrEnum):
    """What an estimator does."""

    CLASSIFIER = "classifier"
    REGRESSOR = "regressor"
    TRANSFORMER = "transformer"


@dataclass(frozen=True)
class Entry:
    """Where an estimator lives, and what it does."""

    module: str
    role: Role


EstimatorName = Literal[
    "Ridge",
    "LinearRegression",
    "LogisticRegression",
    "DecisionTreeClassifier",
    "DecisionTreeRegressor",
    "RandomForestClassifier",
    "RandomForestRegressor",
    "HistGradientBoostingRegressor",
    "MinMaxScaler",
    "StandardScaler",
    "PolynomialFeatures",
]
ESTIMATORS: dict[EstimatorName, Entry] = {
    "Ridge": Entry("sklearn.linear_model", Role.REGRESSOR),
    "LinearRegression": Entry("sklearn.linear_model", Role.REGRESSOR),
    "LogisticRegression": Entry("sklearn.linear_model", Role.CLASSIFIER),
    "DecisionTreeClassifier": Entry("sklearn.tree", Role.CLASSIFIER),
    "DecisionTreeRegressor": Entry("sklearn.tree", Role.REGRESSOR),
    "RandomForestClassifier": Entry("sklearn.ensemble", Role.CLASSIFIER),
    "RandomForestRegressor": Entry("sklearn.ensemble", Role.REGRESSOR),
    "HistGradientBoostingRegressor": Entry("sklearn.ensemble", Role.REGRESSOR),
    "MinMaxScaler": Entry("sklearn.preprocessing", Role.TRANSFORMER),
    "StandardScaler": Entry("sklearn.preprocessing", Role.TRANSFORMER),
    "PolynomialFeatures": Entry("sklearn.preprocessing", Role.TRANSFORMER),
}
#: Parameters that hand scikit-learn something other than data, or take the machine out of the service's hands.
NOT_PARAMETERS = frozenset({"n_jobs", "verbose", "warm_start", "copy", "copy_X"})


def estimator_class(name: EstimatorName) -> type[Any]:
    """Import and return the class of an estimator."""
    return cast("type[Any]", getattr(importlib.import_module(ESTIMATORS[name].module), name))


def from_json(value: Any) -> Any:
    """Return a parameter as scikit-learn takes it: JSON has lists only, and scikit-learn insists on tuples for some."""
    return tuple(value) if isinstance(value, list) else value


def parameter_faults(name: EstimatorName, params: dict[str, Any]) -> list[Fault]:
    """List what is wrong with an estimator's parameters, by scikit-learn's own constraints.

    Args:
        name: Class name of the estimator.
        params: Arguments a spec gives it.

    Returns:
        One fault for each wrong parameter, its pointer relative to the parameters.
    """
    cls = estimator_class(name)
    allowed = sorted(set(cls().get_params(deep=False)) - NOT_PARAMETERS)
    faults = [
        Fault(f"/{key}", f"{name} has no parameter {key!r} that a spec can set; it has {', '.join(allowed)}") for key in params if key not in allowed
    ]
    known = {key: value for key, value in params.items() if key in allowed}
    return faults + [fault for key, value in known.items() for fault in _value_faults(cls, key, value)]


def _value_faults(cls: type[Any], key: str, value: Any) -> list[Fault]:
    from sklearn.utils._param_validation import InvalidParameterError, validate_parameter_constraints

    constraints = {key: cls._parameter_constraints[key]} if key in cls._parameter_constraints else {}
    try:
        validate_parameter_constraints(constraints, {key: from_json(value)}, caller_name=cls.__name__)
    except InvalidParameterError as error:
        return [Fault(f"/{key}", str(error))]
    return []
