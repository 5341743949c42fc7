"""The forms a prediction may take, named as scikit-learn's methods are."""

from enum import StrEnum


class Method(StrEnum):
    """What a model is asked for."""

    PREDICT = "predict"
    PREDICT_PROBA = "predict_proba"
    DECISION_FUNCTION = "decision_function"
    TRANSFORM = "transform"
    INVERSE_TRANSFORM = "inverse_transform"
