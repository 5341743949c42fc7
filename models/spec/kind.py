"""What a job learns to answer."""

from enum import StrEnum

from models.preprocessing.one_hot import OneHot
from models.preprocessing.window import Window
from models.spec.estimators import ESTIMATORS, Role
from models.spec.job import JobSpec
from models.spec.model import SklearnPipeline


class Kind(StrEnum):
    """What a model answers with."""

    CLASSIFICATION = "classification"
    REGRESSION = "regression"
    FORECASTING = "forecasting"


def kind_of(spec: JobSpec) -> Kind:
    """Tell from a spec what its model will answer."""
    if any(isinstance(step, Window) for step in spec.preprocessing.inputs):
        return Kind.FORECASTING
    return Kind.CLASSIFICATION if _has_classes(spec) else Kind.REGRESSION


def _has_classes(spec: JobSpec) -> bool:
    if isinstance(spec.model, SklearnPipeline):
        return ESTIMATORS[spec.model.steps[-1].estimator].role is Role.CLASSIFIER
    sparse = spec.training is not None and spec.training.loss == "sparse_categorical_crossentropy"
    return sparse or any(isinstance(step, OneHot) for step in spec.preprocessing.targets)
