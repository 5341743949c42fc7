"""The metrics that may be measured besides the loss, and what each takes."""

from enum import StrEnum
from typing import Literal

Metric = Literal[
    "accuracy",
    "binary_accuracy",
    "categorical_accuracy",
    "sparse_categorical_accuracy",
    "top_k_categorical_accuracy",
    "sparse_top_k_categorical_accuracy",
    "precision",
    "recall",
    "auc",
    "f1_score",
    "categorical_crossentropy",
    "sparse_categorical_crossentropy",
    "binary_crossentropy",
    "kl_divergence",
    "categorical_hinge",
    "hinge",
    "squared_hinge",
    "mean_squared_error",
    "root_mean_squared_error",
    "mean_absolute_error",
    "mean_absolute_percentage_error",
    "mean_squared_logarithmic_error",
    "log_cosh_error",
    "r2_score",
    "cosine_similarity",
    "poisson",
]

#: Keras' class of each metric whose name is not simply the class's in snake case.
KERAS_CLASSES = {"auc": "AUC", "f1_score": "F1Score", "r2_score": "R2Score", "kl_divergence": "KLDivergence", "log_cosh_error": "LogCoshError"}


class Takes(StrEnum):
    """What targets a metric is meant for."""

    ONE_HOT = "one-hot rows"
    LABELS = "one label a sample"
    CLASSES = "one-hot rows, or zeros and ones"
    ANY = "anything of the output's shape"


_ONE_HOT = {"categorical_accuracy", "top_k_categorical_accuracy", "categorical_crossentropy", "categorical_hinge"}
_LABELS = {"sparse_categorical_accuracy", "sparse_top_k_categorical_accuracy", "sparse_categorical_crossentropy"}
_CLASSES = {"precision", "recall", "auc", "f1_score", "binary_accuracy", "binary_crossentropy"}


def takes(metric: Metric) -> Takes:
    """Tell what targets a metric is meant for."""
    for wanted, metrics in ((Takes.ONE_HOT, _ONE_HOT), (Takes.LABELS, _LABELS), (Takes.CLASSES, _CLASSES)):
        if metric in metrics:
            return wanted
    return Takes.ANY


def keras_class(metric: Metric) -> str:
    """Return the name of the metric's class in Keras."""
    return KERAS_CLASSES.get(metric) or "".join(word.capitalize() for word in metric.split("_"))
