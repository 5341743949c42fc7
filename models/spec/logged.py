"""What a network's training logs, and which way each of it gets better."""

import difflib
from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

from models.spec.variational import PARTS, VariationalLoss

if TYPE_CHECKING:
    from models.spec.training import Training

Mode = Literal["auto", "min", "max"]

#: What the learning rate of an epoch is logged as.
LEARNING_RATE = "learning_rate"
_VALIDATION = "val_"
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


def logged_names(training: "Training", outputs: Sequence[str] = ()) -> tuple[str, ...]:
    """Return what is known at the end of each epoch: loss, metrics, the same with "val_" where there is validation, and the learning rate.

    Args:
        training: How a network is fitted.
        outputs: Names of its outputs, where they are told apart.
    """
    parts = PARTS if isinstance(training.loss, VariationalLoss) else ()
    measured = ("loss", *parts, *_measured(training, outputs))
    validated = tuple(_VALIDATION + name for name in measured) if training.validation else ()
    return (*measured, *validated, LEARNING_RATE)


def _measured(training: "Training", outputs: Sequence[str]) -> list[str]:
    """Return what is logged beside the loss; of several outputs the loss and metrics of each, behind its name, as Keras does."""
    if len(outputs) <= 1:
        return [*(training.for_output(outputs[0]).one_metrics if outputs else training.one_metrics)]
    return [f"{name}_{measured}" for name in outputs for measured in ("loss", *training.for_output(name).one_metrics)]


def direction(name: str, mode: Mode = "auto") -> Literal["min", "max"]:
    """Tell which way a logged name gets better.

    Args:
        name: A logged name.
        mode: "min" or "max" where that is given; "auto" to infer it from the name.
    """
    if mode != "auto":
        return mode
    return "max" if name.removeprefix(_VALIDATION) in _UP or name.endswith(tuple(f"_{metric}" for metric in _UP)) else "min"


def unlogged(name: str, names: Sequence[str]) -> str:
    """Return why a name cannot be used, or an empty text where it is logged.

    Args:
        name: What a spec names.
        names: What is logged.
    """
    if name in names:
        return ""
    close = difflib.get_close_matches(name, names, n=1, cutoff=0.5)
    validated = any(logged.startswith(_VALIDATION) for logged in names)
    why = "; nothing is validated: give training.validation" if name.startswith(_VALIDATION) and not validated else ""
    hint = f"; did you mean {close[0]}?" if close else ""
    return f"{name!r} is never logged; expected one of {', '.join(names)}{why}{hint}"
