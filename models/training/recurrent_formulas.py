"""Recurrent layers and activations as formulas, in NumPy: independent of Keras, to prove what it computes."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from models.core.arrays import Array
from models.specs.layers.recurrent import GRU, LSTM, Recurrent

Function = Callable[[Array], Array]


def _sigmoid(x: Array) -> Array:
    return np.asarray((1 + np.tanh(x / 2)) / 2)  # The form with a power overflows.


def _softmax(x: Array) -> Array:
    powers = np.exp(x - x.max(-1, keepdims=True))
    return np.asarray(powers / powers.sum(-1, keepdims=True))


def _erf(x: Array) -> Array:
    from scipy.special import erf  # A job process has it with scikit-learn.

    return np.asarray(erf(x))


def _sparsemax(x: Array) -> Array:
    ranked = np.sort(x, -1)[..., ::-1]
    excess = np.cumsum(ranked, -1) - 1
    ranks = np.arange(1, x.shape[-1] + 1)
    n_kept = (ranks * ranked > excess).sum(-1, keepdims=True)
    return np.asarray(np.maximum(x - np.take_along_axis(excess, n_kept - 1, -1) / n_kept, 0))


#: Slope and scale of the self-normalizing linear unit (Klambauer et al., 2017).
_SELU_ALPHA, _SELU_SCALE = 1.6732632423543772, 1.0507009873554805
#: Activations by their name in a spec, with the arguments that Keras gives them by default.
ACTIVATIONS: Mapping[str, Function] = {
    "linear": lambda x: x,
    "relu": lambda x: np.maximum(x, 0),
    "sigmoid": _sigmoid,
    "softmax": _softmax,
    "tanh": np.tanh,
    "celu": lambda x: np.where(x > 0, x, np.expm1(np.minimum(x, 0))),
    "elu": lambda x: np.where(x > 0, x, np.expm1(np.minimum(x, 0))),
    "exponential": np.exp,
    "gelu": lambda x: x / 2 * (1 + _erf(x / np.sqrt(2))),
    "hard_shrink": lambda x: np.where(np.abs(x) > 0.5, x, 0),
    "hard_sigmoid": lambda x: np.clip(x / 6 + 0.5, 0, 1),
    "hard_sigmoid_keras2": lambda x: np.clip(0.2 * x + 0.5, 0, 1),
    "hard_silu": lambda x: x * np.clip(x / 6 + 0.5, 0, 1),
    "hard_tanh": lambda x: np.clip(x, -1, 1),
    "leaky_relu": lambda x: np.where(x > 0, x, 0.2 * x),
    "log_sigmoid": lambda x: -np.logaddexp(0, -x),
    "log_softmax": lambda x: x - x.max(-1, keepdims=True) - np.log(np.exp(x - x.max(-1, keepdims=True)).sum(-1, keepdims=True)),
    "mish": lambda x: x * np.tanh(np.logaddexp(0, x)),
    "relu6": lambda x: np.clip(x, 0, 6),
    "selu": lambda x: _SELU_SCALE * np.where(x > 0, x, _SELU_ALPHA * np.expm1(np.minimum(x, 0))),
    "silu": lambda x: x * _sigmoid(x),
    "soft_shrink": lambda x: np.sign(x) * np.maximum(np.abs(x) - 0.5, 0),
    "softplus": lambda x: np.logaddexp(0, x),
    "softsign": lambda x: x / (1 + np.abs(x)),
    "sparse_plus": lambda x: np.where(x <= -1, 0, np.where(x < 1, (x + 1) ** 2 / 4, x)),
    "sparse_sigmoid": lambda x: np.clip((x + 1) / 2, 0, 1),
    "sparsemax": _sparsemax,
    "squareplus": lambda x: (x + np.sqrt(x**2 + 4)) / 2,
    "tanh_shrink": lambda x: x - np.tanh(x),
}


def run_recurrent(layer: Recurrent, weights: Sequence[Array], x: Array) -> Array:
    """Return the outputs of every step, in the order in which they are computed.

    Args:
        layer: The layer of a spec.
        weights: Kernel, recurrent kernel and, where the layer has one, bias.
        x: Sequences, array of shape (n_samples, steps, features); the outputs are computed in its type.

    Source: Hochreiter and Schmidhuber (1997); Cho et al. (2014), whose reset gate works before the product with the recurrent weights.
    """
    kernel, recurrent, *rest = (np.asarray(weight, x.dtype) for weight in weights)
    bias = rest[0] if rest else np.zeros(kernel.shape[-1], x.dtype)
    state = np.zeros((len(x), layer.units), x.dtype), np.zeros((len(x), layer.units), x.dtype)
    outputs = []
    for step in range(x.shape[1])[:: -1 if layer.go_backwards else 1]:
        state = _step(layer, kernel, recurrent, bias, x[:, step], state)
        outputs.append(state[0])
    return np.stack(outputs, axis=1)


State = tuple[Array, Array]


def _step(layer: Recurrent, kernel: Array, recurrent: Array, bias: Array, x: Array, state: State) -> State:
    if isinstance(layer, LSTM):
        return _lstm(layer, x @ kernel + state[0] @ recurrent + bias, state[1])
    if isinstance(layer, GRU):
        return _gru(layer, x @ kernel, recurrent, bias, state[0]), state[1]
    return ACTIVATIONS[layer.activation](x @ kernel + state[0] @ recurrent + bias), state[1]


def _lstm(layer: LSTM, z: Array, memory: Array) -> State:
    gate, act = ACTIVATIONS[layer.recurrent_activation], ACTIVATIONS[layer.activation]
    i, f, c, o = np.split(z, 4, axis=1)
    memory = gate(f) * memory + gate(i) * act(c)
    return gate(o) * act(memory), memory


def _gru(layer: GRU, x: Array, recurrent: Array, bias: Array, h: Array) -> Array:
    gate, act = ACTIVATIONS[layer.recurrent_activation], ACTIVATIONS[layer.activation]
    of_input, of_state = bias if bias.ndim == 2 else (bias, np.zeros_like(bias))
    xz, xr, xh = np.split(x + of_input, 3, axis=1)
    uz, ur, uh = np.split(recurrent, 3, axis=1)
    bz, br, bh = np.split(of_state, 3)
    z, r = gate(xz + h @ uz + bz), gate(xr + h @ ur + br)
    new = act(xh + r * (h @ uh + bh)) if layer.reset_after else act(xh + (r * h) @ uh)
    return np.asarray(z * h + (1 - z) * new)
