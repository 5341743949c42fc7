"""Proof that Keras computes the recurrent layers of an imported network as their formulas say, with the weights of the file."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from models.core.arrays import Array
from models.core.errors import DataError
from models.specs.functional import Functional
from models.specs.layers.recurrent import Bidirectional, Recurrent
from models.specs.model import Sequential
from models.specs.network import layers_with_names
from models.training.recurrent_formulas import run_recurrent

#: Sequences and steps of the inputs that are compared.
_N_SEQUENCES, _N_STEPS = 3, 6
#: Largest difference that passes, beside so many times that of the formula itself in float32: large weights make roundings large.
TOLERANCE, _ROUNDINGS = 1e-5, 8
#: Ways to combine the outputs of two directions.
_MERGES: Mapping[str, Callable[[Array, Array], Array]] = {
    "concat": lambda a, b: np.concatenate([a, b], -1),
    "sum": lambda a, b: a + b,
    "mul": lambda a, b: a * b,
    "ave": lambda a, b: (a + b) / 2,
}


def require_formulas(model: Sequential | Functional, network: Any, weights: Mapping[str, Sequence[Array]]) -> None:
    """Compare each recurrent layer of a network with its formula.

    A file of another version of Keras may mean another function by the same names; the compiled form is compared with Keras only, and so
    could not tell.

    Args:
        model: The model part of a spec.
        network: The Keras network.
        weights: Weights of the file by layer.

    Raises:
        DataError: A layer differs.
    """
    for _, name, layer in layers_with_names(model):
        if isinstance(layer, Recurrent | Bidirectional):
            _require_formula(name, layer, network.get_layer(name), weights[name])


def _require_formula(name: str, layer: Recurrent | Bidirectional, built: Any, weights: Sequence[Array]) -> None:
    x = np.random.default_rng(0).normal(size=(_N_SEQUENCES, _N_STEPS, weights[0].shape[0])).astype(np.float32)
    found, expected = np.asarray(built(x), np.float64), _run(layer, weights, x.astype(np.float64))
    rounding = np.abs(_run(layer, weights, x) - expected).max()
    differences = np.abs(found - expected)
    if not (differences <= TOLERANCE + _ROUNDINGS * rounding).all():
        raise DataError(
            f"layer {name}: expected the outputs of its formula (reset gate, gates and activations as the file says) to {TOLERANCE:g}, "
            f"got another function: outputs differ by {np.nanmax(differences):.3g}"
        )


def _run(layer: Recurrent | Bidirectional, weights: Sequence[Array], x: Array) -> Array:
    """Return the output of a layer by its formula."""
    if isinstance(layer, Recurrent):
        outputs = run_recurrent(layer, weights, x)
        return outputs if layer.return_sequences else outputs[:, -1]
    forward, half = layer.wrapped, len(weights) // 2
    backward = forward.model_copy(update={"go_backwards": True})
    one, other = run_recurrent(forward, weights[:half], x), run_recurrent(backward, weights[half:], x)
    if forward.return_sequences:
        return _MERGES[layer.merge_mode](one, other[:, ::-1])
    return _MERGES[layer.merge_mode](one[:, -1], other[:, -1])
