"""A spec's estimators to a scikit-learn pipeline."""

from typing import Any

from sklearn.pipeline import Pipeline

from models.spec.estimators import estimator_class, from_json
from models.spec.model import EstimatorStep, SklearnPipeline


def build_pipeline(model: SklearnPipeline, seed: int) -> Pipeline:
    """Build an unfitted pipeline.

    Args:
        model: The estimators and their parameters.
        seed: Given as `random_state` to every estimator that has one and is not given another.
    """
    return Pipeline([(step.step_name, _build_estimator(step, seed)) for step in model.steps])


def _build_estimator(step: EstimatorStep, seed: int) -> Any:
    estimator = estimator_class(step.estimator)(**{name: from_json(value) for name, value in step.params.items()})
    if "random_state" in estimator.get_params(deep=False) and "random_state" not in step.params:
        estimator.set_params(random_state=seed)
    return estimator
