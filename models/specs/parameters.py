"""Parameters of an estimator, as a spec gives them."""

from typing import Any

from pydantic import Field

from models.core.part import Part
from models.specs.estimators import EstimatorName, estimator_class

#: The parameter of an ensemble that is an estimator itself.
BASE = "estimator"


class BaseEstimator(Part):
    """The estimator that an ensemble is made of."""

    estimator: EstimatorName = Field(description="Class name of the scikit-learn estimator.")
    params: dict[str, Any] = Field(default_factory=dict, description="Arguments of the estimator, as scikit-learn names them.")


def arguments(name: EstimatorName, params: dict[str, Any]) -> dict[str, Any]:
    """Return parameters as scikit-learn takes them: JSON has no tuples, so a list is made one where a tuple is asked for."""
    constraints = estimator_class(name)._parameter_constraints
    return {key: tuple(value) if isinstance(value, list) and tuple in list(constraints.get(key, ())) else value for key, value in params.items()}
