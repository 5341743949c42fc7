"""The losses a network may be trained by, and what each takes."""

from enum import StrEnum
from typing import Literal

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


class Family(StrEnum):
    """What a loss compares."""

    #: Probabilities that sum to 1, with one-hot rows.
    CATEGORICAL = "categorical"
    #: Probabilities that sum to 1, with one label a sample.
    SPARSE = "sparse"
    #: Independent probabilities, with zeros and ones.
    BINARY = "binary"
    #: Scores, with minus ones and ones.
    MARGIN = "margin"
    #: Values, with values.
    VALUES = "values"


_CATEGORICAL = {"categorical_crossentropy", "categorical_focal_crossentropy", "categorical_hinge", "kl_divergence"}
_BINARY = {"binary_crossentropy", "binary_focal_crossentropy", "dice", "tversky"}
_MARGIN = {"hinge", "squared_hinge"}


def family_of(loss: Loss) -> Family:
    """Tell what a loss compares."""
    if loss == "sparse_categorical_crossentropy":
        return Family.SPARSE
    for family, losses in ((Family.CATEGORICAL, _CATEGORICAL), (Family.BINARY, _BINARY), (Family.MARGIN, _MARGIN)):
        if loss in losses:
            return family
    return Family.VALUES
