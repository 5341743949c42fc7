"""What a network's training logs, and which way each of it gets better."""

from collections.abc import Sequence
from typing import Literal

from models.core.faults import did_you_mean

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


def unlogged(name: str, names: Sequence[str]) -> str:
    """Return why a name cannot be used, or an empty text where it is logged.

    Args:
        name: What a spec names.
        names: What is logged.
    """
    if name in names:
        return ""
    validated = any(logged.startswith(VALIDATION) for logged in names)
    why = "; nothing is validated: give training.validation" if name.startswith(VALIDATION) and not validated else ""
    # Short names of metrics, such as acc, are less like the long ones than other mistakes are like what was meant.
    return f"{name!r} is never logged; expected one of {', '.join(names)}{why}{did_you_mean(name, names, cutoff=0.5)}"
