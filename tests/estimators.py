"""What tests of all estimators share."""

from models.specs.estimators.estimator_forms import NOT_PARAMETERS
from models.specs.estimators.offered_estimators import EstimatorName, estimator_class


def settable(name: EstimatorName) -> list[str]:
    return sorted(set(estimator_class(name)().get_params(deep=False)) - NOT_PARAMETERS)
