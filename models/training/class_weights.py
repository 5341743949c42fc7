"""Weights of the samples of each class in the loss of a network."""

import numpy as np

from models.core.arrays import Array
from models.core.deferred_rows import in_memory
from models.preparing.prepared import Prepared
from models.specs.classes import labels_step
from models.specs.training import Training
from models.training.listener import Listener


def class_weights(training: Training, prepared: Prepared, listener: Listener) -> dict[int, float] | None:
    """Return the weight of each class by its position among the outputs, as Keras takes them; None for equal weights.

    Args:
        training: How the network is fitted.
        prepared: The data; balanced weights are those of the samples that the network is fitted to.
        listener: Receives the weights as a log message.
    """
    if training.class_weight is None:
        return None
    ((name, y),) = prepared.train.y.items()
    positions, given = _positions(in_memory(y)), training.class_weight
    labels = _labels(prepared, name, int(positions.max(initial=0)))
    weights = [given.get(label, 1.0) for label in labels] if isinstance(given, dict) else _balanced(positions, labels)
    listener.log("class weights: " + ", ".join(f"{label} {weight:.4g}" for label, weight in zip(labels, weights, strict=True)))
    return dict(enumerate(weights))


def _labels(prepared: Prepared, name: str, highest: int) -> list[str]:
    """Return the labels of an output, by position, as text; without a step that encodes them, they are the positions."""
    step = labels_step(prepared.chain.targets[name])
    if step is not None:
        return [str(label) for label in step.classes_]
    return [str(position) for position in range(max(highest, *(int(label) for label in prepared.targets[name].labels or (0,))) + 1)]


def _positions(y: Array) -> Array:
    """Return the position of the class of each sample, of one-hot rows or of numbers."""
    positions: Array = np.argmax(y, axis=-1) if y.ndim > 1 and y.shape[-1] > 1 else y.reshape(len(y)).astype(np.intp)
    return positions


def _balanced(positions: Array, labels: list[str]) -> list[float]:
    """Return weights with the same sum over the samples of every class, and 1 on average over all samples."""
    counts = np.bincount(positions, minlength=len(labels))
    present = np.count_nonzero(counts)
    return [len(positions) / (present * count) if count else 1.0 for count in counts.tolist()]
