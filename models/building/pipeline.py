"""Build the scikit-learn pipeline of a spec."""

from typing import Any

from sklearn.pipeline import Pipeline

from models.specs.estimators.estimator_forms import arguments
from models.specs.estimators.offered_estimators import BASE, BaseEstimator, EstimatorName, estimator_class
from models.specs.model import SklearnPipeline


def build_pipeline(model: SklearnPipeline, seed: int) -> Pipeline:
    """Build an unfitted pipeline.

    Args:
        model: The estimators and their parameters.
        seed: `random_state` of every estimator that has one and no other value in the spec.
    """
    return Pipeline([(step.step_name, _build_estimator(step.estimator, step.params, seed)) for step in model.steps])


def _build_estimator(name: EstimatorName, params: dict[str, Any], seed: int) -> Any:
    given = arguments(name, params)
    if given.get(BASE) is not None:
        base = BaseEstimator.model_validate(given[BASE])
        given[BASE] = _build_estimator(base.estimator, base.params, seed)
    estimator = estimator_class(name)(**given)
    if "random_state" in estimator.get_params(deep=False) and "random_state" not in params:
        estimator.set_params(random_state=seed)
    return estimator
