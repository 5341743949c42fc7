"""A prediction as a model would give it, with numbers that mean nothing: what columns an answer has does not depend on what is predicted."""

import numpy as np

from models.artifact.predictions import Prediction, Probabilities
from models.artifact.samples.read import Decoded
from models.artifact.signature import Method, OutputSignature
from models.core.arrays import Array
from models.core.errors import DataError, InputError
from models.serving.methods import encode_values
from models.serving.predictor import Predictor


def blank_prediction(predictor: Predictor, method: Method | None, probabilities: Probabilities) -> Prediction | None:
    """Return a prediction with the fields, labels and lengths of every other one.

    Args:
        predictor: The model.
        method: The method that gives the predictions; that of the model's kind if None.
        probabilities: How many class probabilities each prediction has.

    Returns:
        The prediction; None if only the model itself knows how many numbers it has.
    """
    given = Decoded({name: np.zeros((1, *shape)) for name, shape in predictor.signature.model_shapes.items()}, [1])
    try:
        if method is None:
            return predictor.encoded({name: _outputs(each) for name, each in predictor.signature.outputs.items()}, given, probabilities)[0]
        values = _values(method, predictor)
        return None if values is None else encode_values(method, values, predictor.kind, predictor.port, given)[0]
    except (DataError, InputError, ValueError, ArithmeticError):  # Some steps have no inverse of zeros.
        return None


def _outputs(output: OutputSignature) -> Array:
    return np.zeros((1, *output.output_shape)) if output.output_shape else np.zeros(1, np.int64)


def _values(method: Method, predictor: Predictor) -> Array | None:
    """Return values of a method for one sample; None where their number is not recorded."""
    signature, kind = predictor.signature, predictor.kind
    n_labels = len(signature.output.labels or ())
    if method is Method.PREDICT:
        return _outputs(signature.output) if kind.predicts_values and not n_labels else np.zeros(1, np.int64)
    if method is Method.INVERSE_TRANSFORM:
        return np.zeros((1, *(size or 0 for size in signature.input.input_shape)))
    if method is kind.natural_method:
        return _outputs(signature.output)
    if not n_labels:
        return None
    return np.zeros(1) if method is Method.DECISION_FUNCTION and n_labels == 2 else np.zeros((1, n_labels))
