"""Models of one input of number rows and one output: what figures of them ask."""

import numpy as np

from models.artifact.signature import Signature
from models.core.arrays import Array
from models.plots.run import Run
from models.serving.predictor import Predictor

#: Samples that are predicted at a time.
BATCH = 20_000


def takes_numbers(run: Run) -> bool:
    """Tell whether there is a model of one input and one output that takes arrays of numbers."""
    return run.has_model and run.content.signature.has_single_ports and run.content.signature.input.takes_numbers


def n_columns(run: Run) -> int:
    """Return the number of input columns of a model of one input and one output over rows of numbers; 0 of every other, and without a model."""
    shape = run.content.signature.input.input_shape if takes_numbers(run) else ()
    return (shape[0] or 0) if len(shape) == 1 else 0


def predicts_value(run: Run) -> bool:
    """Tell whether a model of one input and one output predicts one quantity of a sample."""
    return run.has_model and run.kind == "regression" and _has_one_value(run.content.signature)


def _has_one_value(signature: Signature) -> bool:
    return signature.has_single_ports and signature.output.target_columns is None and signature.output.output_shape in ((), (1,))


def predicted(predictor: Predictor, samples: Array) -> Array:
    """Return what a model predicts by its natural method, in the units of the targets.

    Args:
        predictor: A model of one input and one output.
        samples: Raw inputs, array of shape (n_samples, ...).

    Returns:
        Array of shape (n_samples, ...): values, the position of each class, or clusters.
    """
    return np.concatenate([_of_batch(predictor, samples[at : at + BATCH]) for at in range(0, len(samples), BATCH)])


def _of_batch(predictor: Predictor, samples: Array) -> Array:
    values = predictor.values(predictor.kind.natural_method, predictor.chain.prepare(dict.fromkeys(predictor.signature.inputs, samples)))
    return predictor.kind.in_units(values, predictor.port)
