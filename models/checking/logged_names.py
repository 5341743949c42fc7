"""What a network's training logs at the end of each epoch, by name."""

from collections.abc import Sequence

from models.core.faults import did_you_mean
from models.specs.logged import LEARNING_RATE, VALIDATION
from models.specs.training import Training
from models.specs.variational import PARTS, VariationalLoss


def logged_names(training: Training, outputs: Sequence[str]) -> tuple[str, ...]:
    """Return what is known at the end of each epoch: loss, metrics, the same with "val_" where there is validation, and the learning rate.

    Args:
        training: How a network is fitted.
        outputs: Names of its outputs.
    """
    parts = PARTS if isinstance(training.loss, VariationalLoss) else ()
    measured = ("loss", *parts, *_measured(training, outputs))
    validated = tuple(VALIDATION + name for name in measured) if training.validation else ()
    return (*measured, *validated, LEARNING_RATE)


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


def _measured(training: Training, outputs: Sequence[str]) -> list[str]:
    """Return what is logged beside the loss; of several outputs the loss and metrics of each, behind its name, as Keras does."""
    if len(outputs) == 1:
        return [*training.metrics_of(outputs[0])]
    return [f"{name}_{measured}" for name in outputs for measured in ("loss", *training.metrics_of(name))]
