"""How much memory training a network takes, roughly."""

from collections.abc import Sequence
from math import prod

from models.core.tensors import Shape
from models.specs.rows import LayerRow
from models.specs.training import Training

#: Bytes of a float32.
_FLOAT = 4


def training_bytes(rows: Sequence[LayerRow], training: Training, inputs: Shape, n_samples: int) -> int:
    """Estimate the memory of a fit, TensorFlow's own not counted.

    Args:
        rows: The layers of the network.
        training: Batch size and optimizer.
        inputs: Sample shape that reaches the network.
        n_samples: Samples in the training part.

    Returns:
        Bytes for weights, gradients, the optimizer's numbers, the outputs of every layer for one batch (kept for the
        way back, and once more for their gradients), and the data.
    """
    weights = sum(row.parameters for row in rows) * (2 + training.optimizer.slots)
    outputs = 2 * min(training.batch_size, n_samples) * sum(_values(row.output_shape) for row in rows)
    return _FLOAT * (weights + outputs + n_samples * _values(inputs))


def _values(shape: Shape) -> int:
    return prod(1 if size is None else size for size in shape)
