"""The single-step form of a live Keras network."""

from typing import Any

import numpy as np

from models.core.arrays import Array
from models.serving.single_step.step_model import step_form
from models.serving.single_step.steps import State, without_time, zeros


class KerasSteps:
    """The step form of a live Keras network, with whatever weights the network has when they are taken.

    Args:
        network: The network.

    Raises:
        CompileError: It has no step form; the message says why.
    """

    def __init__(self, network: Any) -> None:
        import tensorflow as tf  # Where the network lives it is imported already; a process without one reads this file, too.

        self._form = step_form(network)
        self._call = tf.function(lambda *given: self._form.model(list(given), training=False), autograph=False)

    def take_weights(self) -> None:
        """Take the weights that the network has now."""
        self._form.take_weights()

    def initial(self, n_series: int = 1) -> State:
        return zeros(n_series, [int(state.shape[-1]) for state in self._form.model.inputs[1:]])

    def step(self, x: Array, state: State) -> tuple[Array, State]:
        import tensorflow as tf  # As above.

        given = (np.asarray(x, np.float32)[:, None], *state)
        y, *states = self._call(*(tf.constant(array) for array in given))
        return without_time(y.numpy(), x), tuple(array.numpy() for array in states)
