"""The losses and metrics of a network: the targets that each takes, and whether smaller or larger values are better."""

from enum import StrEnum
from typing import Annotated, Any, Literal

from pydantic import Field

from models.core.part import Part
from models.core.schema_name import SchemaName
from models.specs.layers.base import LayerName

Loss = Literal[
    "categorical_crossentropy",
    "categorical_focal_crossentropy",
    "categorical_hinge",
    "sparse_categorical_crossentropy",
    "binary_crossentropy",
    "binary_focal_crossentropy",
    "hinge",
    "squared_hinge",
    "kl_divergence",
    "dice",
    "tversky",
    "mean_squared_error",
    "mean_absolute_error",
    "mean_absolute_percentage_error",
    "mean_squared_logarithmic_error",
    "log_cosh",
    "huber",
    "poisson",
    "cosine_similarity",
]
_CATEGORICAL = {"categorical_crossentropy", "categorical_focal_crossentropy", "categorical_hinge", "kl_divergence"}
_BINARY = {"binary_crossentropy", "binary_focal_crossentropy", "dice", "tversky"}
_MARGIN = {"hinge", "squared_hinge"}
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
#: Both as they are written in a spec.
LossName = Annotated[Loss, SchemaName("Loss", "A loss, by its name in Keras.")]
MetricName = Annotated[Metric, SchemaName("Metric", "A metric, by its name in Keras.")]
#: Keras classes of metrics whose name is not that of the class in snake case.
KERAS_CLASSES = {"auc": "AUC", "f1_score": "F1Score", "r2_score": "R2Score", "kl_divergence": "KLDivergence", "log_cosh_error": "LogCoshError"}
#: Arguments with which a metric of Keras gives one number; f1_score gives one for each class otherwise.
METRIC_ARGUMENTS: dict[str, dict[str, Any]] = {"f1_score": {"average": "macro"}}
#: f1_score of a single output would count the likeliest of one, which is always that one.
_ONE_HOT = {"categorical_accuracy", "top_k_categorical_accuracy", "categorical_crossentropy", "categorical_hinge", "f1_score"}
_LABELS = {"sparse_categorical_accuracy", "sparse_top_k_categorical_accuracy", "sparse_categorical_crossentropy"}
_CLASSES = {"precision", "recall", "auc", "binary_accuracy", "binary_crossentropy"}
#: Keras chooses it by the shapes of outputs and targets.
_OF_ANY_SHAPE = {"accuracy"}
#: Logged names of the two terms of a variational loss; the second one without the factor beta.
PARTS = ("reconstruction_loss", "kl_loss")
Mode = Annotated[
    Literal["auto", "min", "max"],
    SchemaName("MonitorMode", "Whether smaller (min) or larger (max) values are better; auto infers it from the name of the monitor."),
]
#: Logged name of the learning rate.
LEARNING_RATE = "learning_rate"
#: Prefix of logged names of the validation part.
VALIDATION = "val_"
#: Metrics for which larger values are better; for all others smaller ones are.
_UP = {
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
    "r2_score",
    "cosine_similarity",
}


class Family(StrEnum):
    """What a loss compares outputs with."""

    #: Probabilities that sum to 1, with one-hot rows.
    CATEGORICAL = "categorical"
    #: Probabilities that sum to 1, with one label for each sample.
    SPARSE = "sparse"
    #: Independent probabilities, with zeros and ones.
    BINARY = "binary"
    #: Scores, with minus ones and ones.
    MARGIN = "margin"
    #: Values, with values.
    VALUES = "values"


def family_of(loss: Loss) -> Family:
    """Return the family of a loss."""
    if loss == "sparse_categorical_crossentropy":
        return Family.SPARSE
    for family, losses in ((Family.CATEGORICAL, _CATEGORICAL), (Family.BINARY, _BINARY), (Family.MARGIN, _MARGIN)):
        if loss in losses:
            return family
    return Family.VALUES


class Takes(StrEnum):
    """Targets that a metric takes."""

    ONE_HOT = "one-hot rows"
    LABELS = "one label for each sample"
    CLASSES = "one-hot rows, or zeros and ones"
    SAME_SHAPE = "targets of the output's shape"
    ANY = "any targets"


def takes(metric: Metric) -> Takes:
    """Return which targets a metric takes."""
    for wanted, metrics in ((Takes.ONE_HOT, _ONE_HOT), (Takes.LABELS, _LABELS), (Takes.CLASSES, _CLASSES)):
        if metric in metrics:
            return wanted
    return Takes.ANY if metric in _OF_ANY_SHAPE else Takes.SAME_SHAPE


def keras_class(metric: Metric) -> str:
    """Return the name of the metric's class in Keras."""
    return KERAS_CLASSES.get(metric) or "".join(word.capitalize() for word in metric.split("_"))


class VariationalLoss(Part):
    """Distance of the output from the input, plus that of the latent values from a standard normal distribution."""

    loss: Literal["variational"]
    mean: LayerName = Field(description="Node that gives the mean of the latent values.")
    log_variance: LayerName = Field(description="Node that gives the logarithm of their variance.")
    reconstruction: Literal["binary_crossentropy", "mean_squared_error"] = Field(
        "binary_crossentropy", description="How output and input are compared: summed over the values of a sample, averaged over samples."
    )
    beta: float = Field(1.0, ge=0, le=10_000, description="Weight of the divergence from the standard normal distribution.")


def direction(name: str, mode: Mode = "auto") -> Literal["min", "max"]:
    """Tell whether smaller (min) or larger (max) values of a logged name are better.

    Args:
        name: A logged name.
        mode: "min" or "max"; "auto" to infer it from the name.
    """
    if mode != "auto":
        return mode
    return "max" if name.removeprefix(VALIDATION) in _UP or name.endswith(tuple(f"_{metric}" for metric in _UP)) else "min"
