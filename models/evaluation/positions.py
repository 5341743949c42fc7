"""Positions of classes among the labels of a model: those it predicts, and the true ones."""

from collections.abc import Sequence

import numpy as np

from models.core.arrays import Array, Label
from models.evaluation.classification import class_probabilities
from models.preprocessing.chain import Chain


def predicted_positions(outputs: Array) -> Array:
    """Return the position of the class that each output stands for."""
    return outputs if outputs.ndim == 1 else np.asarray(np.argmax(class_probabilities(outputs), axis=-1))


def true_positions(y: Array, chain: Chain, name: str, labels: Sequence[Label]) -> Array:
    """Return the position of each true class, -1 for one that training has not seen.

    Args:
        y: Targets as the model takes them: one-hot rows, or one label a sample.
        chain: The fitted preprocessing, which brings them back to raw labels.
        name: The output.
        labels: Labels of the output, in order.
    """
    if y.ndim > 1 and y.shape[1] > 1:
        return predicted_positions(y)
    positions = {label: position for position, label in enumerate(labels)}
    return np.array([positions.get(label, -1) for label in chain.invert(name, y.reshape(-1)).tolist()])
