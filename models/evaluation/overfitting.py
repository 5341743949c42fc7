"""Find the epoch from which on a network overfits."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

#: Epochs after the best one that must be worse.
EPOCHS = 3
#: How much worse they must be, relative to the least validation loss.
RISE = 0.01


@dataclass(frozen=True)
class Overfitting:
    """Signs that a network overfits.

    Args:
        epoch: Number of the epoch with the least validation loss, from 1; the epochs after it overfit.
        val_loss: Its validation loss.
        last_val_loss: Validation loss of the last epoch.
    """

    epoch: int
    val_loss: float
    last_val_loss: float


def find_overfitting(epochs: Sequence[Mapping[str, float]]) -> Overfitting | None:
    """Find the epoch from which on validation loss rises while training loss falls.

    The validation loss is least in some epoch, at least three epochs follow, it is more than 1 % above that least in each of the last
    three, and the mean training loss of these three is below that of the best epoch. Otherwise, or without validation, the result is None.

    Args:
        epochs: Measurements of each epoch, in order, by name: its number, "epoch"; "loss" and "val_loss".
    """
    if any("loss" not in line or "val_loss" not in line for line in epochs):
        return None
    losses, validated = ([line[name] for line in epochs] for name in ("loss", "val_loss"))
    return overfitting_of([int(line["epoch"]) for line in epochs], losses, validated)


def overfitting_of(numbers: Sequence[int], losses: Sequence[float], validated: Sequence[float]) -> Overfitting | None:
    """Find the epoch from which on validation loss rises while training loss falls; see `find_overfitting`.

    Args:
        numbers: Numbers of the epochs, in order.
        losses: Their training losses.
        validated: Their validation losses.
    """
    if len(validated) <= EPOCHS:
        return None
    best = min(range(len(validated)), key=validated.__getitem__)
    risen = min(validated[-EPOCHS:]) > validated[best] + RISE * abs(validated[best])
    fallen = sum(losses[-EPOCHS:]) / EPOCHS < losses[best]
    return Overfitting(numbers[best], validated[best], validated[-1]) if risen and fallen else None
