"""Record golden examples of a model."""

from contextlib import suppress
from dataclasses import replace

import numpy as np

from models.artifact.golden import Golden
from models.artifact.predictions import Prediction
from models.artifact.signature import Method
from models.core.arrays import Array, Ports
from models.core.errors import InputError
from models.serving.predictor import Predictor


def record_golden(predictor: Predictor, examples: Ports, *, is_synthetic: bool = False) -> Golden:
    """Run a model on raw examples, read like a request, and record its outputs and predictions.

    Examples that the model takes from no caller, such as rows with gaps that only its training tolerates, are left out; if it
    takes none of them, they are recorded without predictions.

    Args:
        predictor: The model in its own framework.
        examples: Raw inputs by port; may be empty.
        is_synthetic: Whether they were drawn, and are no samples of the data.
    """
    columns = {name: given.columns for name, given in predictor.signature.inputs.items() if given.columns and examples[name].ndim == 2}
    golden = Golden(examples, {}, (), columns=columns, is_synthetic=is_synthetic)
    taken = np.array([_takes(predictor, _rows(golden, slice(index, index + 1))) for index in range(golden.n_examples)], bool)
    if not taken.any():
        return replace(golden, outputs=predictor.outputs(examples), predictions=None if golden.n_examples else ())
    golden = _rows(golden, taken)
    given = predictor.decode(golden.items())
    outputs = predictor.runtime.run(given.x)
    golden = replace(golden, outputs=outputs, predictions=tuple(predictor.encoded(outputs, given)))
    return replace(golden, by_method=_by_method(predictor, golden))


def _by_method(predictor: Predictor, golden: Golden) -> dict[Method, tuple[Prediction, ...]]:
    found = {}
    for method in predictor.proved_methods:
        with suppress(InputError):  # Outputs that an inverse does not take.
            found[method] = tuple(predictor.predict(golden.items_for(method), method=method))
    return found


def _takes(predictor: Predictor, golden: Golden) -> bool:
    try:
        predictor.decode(golden.items())
    except InputError:
        return False
    return True


def _rows(golden: Golden, rows: slice | Array) -> Golden:
    return replace(golden, inputs={name: array[rows] for name, array in golden.inputs.items()})
