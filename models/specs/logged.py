"""What a network's training logs, and which way each of it gets better."""

from typing import Literal

Mode = Literal["auto", "min", "max"]

#: What the learning rate of an epoch is logged as.
LEARNING_RATE = "learning_rate"
#: What the figures of the validation part are logged with in front.
VALIDATION = "val_"
#: Logged names that are better the larger they are; all others are better the smaller they are.
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


def direction(name: str, mode: Mode = "auto") -> Literal["min", "max"]:
    """Tell which way a logged name gets better.

    Args:
        name: A logged name.
        mode: "min" or "max" where that is given; "auto" to infer it from the name.
    """
    if mode != "auto":
        return mode
    return "max" if name.removeprefix(VALIDATION) in _UP or name.endswith(tuple(f"_{metric}" for metric in _UP)) else "min"
