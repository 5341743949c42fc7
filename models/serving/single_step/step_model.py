"""A recurrent Keras network as a model of one step: its inputs are a step and the recurrent states, its outputs the output and the new states."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from models.core.arrays import Array
from models.core.errors import CompileError
from models.serving.single_step.steps import State, without_time, zeros
from models.specs.layers import LAYERS
from models.specs.layers.recurrent import Recurrent

#: Layers that process each step separately, if steps have features.
_EACH_STEP = [name for name, layer in LAYERS.items() if layer.each_step]
#: Layers that turn steps of a single id into features.
_OF_IDS = [name for name, layer in LAYERS.items() if layer.of_ids]
_RECURRENT = [name for name, layer in LAYERS.items() if issubclass(layer, Recurrent)]


@dataclass(frozen=True)
class StepForm:
    """A Keras model of one step, with the layers that its weights are copied from.

    Args:
        model: From [one step, states ...] to [output, new states ...].
        pairs: Each layer (or cell) of the network, and its copy.
    """

    model: Any
    pairs: tuple[tuple[Any, Any], ...]

    def take_weights(self) -> None:
        """Copy the network's current weights."""
        for layer, copy in self.pairs:
            copy.set_weights([variable.numpy() for variable in layer.weights[: len(copy.weights)]])


def step_form(network: Any) -> StepForm:
    """Build the single-step form of a network, whose layers are not changed.

    Args:
        network: A Keras network that is one chain of layers, at least one of them recurrent, all running forward in time.

    Raises:
        CompileError: It is not such a network; the message names the layer.
    """
    import keras

    first = keras.Input((1, *network.input_shape[2:]), name="inputs")
    building = _Building(first)
    for layer in _chain(network):
        _require_steps(layer, building.timed, len(building.tensor.shape))
        if building.timed and type(layer).__name__ in _RECURRENT:
            building.add_recurrent(layer)
        else:
            building.add(layer)
    if not building.given:
        raise CompileError("it has no recurrent layer, and so no state to carry from step to step")
    form = StepForm(keras.Model([first, *building.given], [building.tensor, *building.made]), tuple(building.pairs))
    form.take_weights()
    return form


@dataclass
class _Building:
    """A single-step form under construction.

    Args:
        tensor: Output of the last layer.
        timed: Whether the tensor has an axis of time, of length 1; after the last recurrent layer it may have none.
        given: State inputs.
        made: State outputs.
        pairs: Each layer (or cell) of the network, and its copy.
    """

    tensor: Any
    timed: bool = True
    given: list[Any] = field(default_factory=list)
    made: list[Any] = field(default_factory=list)
    pairs: list[tuple[Any, Any]] = field(default_factory=list)

    def add_recurrent(self, layer: Any) -> None:
        """Add a copy of a recurrent layer with its state as input and output."""
        import keras

        cell = type(layer.cell).from_config(layer.cell.get_config())
        sizes = cell.state_size if isinstance(cell.state_size, list | tuple) else [cell.state_size]
        states = [keras.Input((size,), name=f"state_{len(self.given) + index}") for index, size in enumerate(sizes)]
        copy = keras.layers.RNN(cell, return_sequences=layer.return_sequences, return_state=True, unroll=True)
        self.tensor, *new = copy(self.tensor, initial_state=states)
        self.pairs.append((layer.cell, cell))
        self.given += states
        self.made += new
        self.timed = layer.return_sequences

    def add(self, layer: Any) -> None:
        """Add a copy of a layer that processes each step separately."""
        import keras

        copy = type(layer).from_config(layer.get_config())
        self.tensor = copy(self.tensor)
        if self.timed and type(layer).__name__ in _OF_IDS and len(self.tensor.shape) == 2:  # CategoryEncoding drops an axis of one.
            self.tensor = keras.layers.Reshape((1, self.tensor.shape[-1]))(self.tensor)
        self.pairs.append((layer, copy))


def _chain(network: Any) -> Iterator[Any]:
    """Yield the layers of a network in order; CompileError if they are not one chain."""
    before = None
    for layer in network.layers:
        if type(network).__name__ != "Sequential" and before is not None and not _follows(layer, before):
            raise CompileError(f"its layers are not a single chain: {layer.name} does not take the output of the layer before it")
        before = layer
        if type(layer).__name__ != "InputLayer":
            yield layer


def _follows(layer: Any, before: Any) -> bool:
    """Tell whether a layer is used once, on the output of the layer before it only."""
    nodes = layer._inbound_nodes
    return len(nodes) == 1 and [tensor._keras_history.operation for tensor in nodes[0].input_tensors] == [before]


def _require_steps(layer: Any, timed: bool, rank: int) -> None:
    """Refuse a layer that combines several steps of a window; after the last recurrent one there is no axis of time."""
    kind = type(layer).__name__
    if not timed:
        return
    if kind in _RECURRENT and layer.go_backwards:
        raise CompileError(f"layer {layer.name} goes backwards in time")
    allowed = (*_EACH_STEP, *_RECURRENT) if rank > 2 else _OF_IDS
    if kind not in allowed or _over_time(layer):
        raise CompileError(f"layer {layer.name}, a {kind}, combines all steps of a window")


def _over_time(layer: Any) -> bool:
    """Tell whether a normalization is along another axis than that of features."""
    axis = getattr(layer, "axis", -1)
    return any(one not in (-1, len(layer.input.shape) - 1) for one in (axis if isinstance(axis, list | tuple) else [axis]))


class KerasSteps:
    """The single-step form of a live Keras network, with its weights at the last `take_weights`.

    Args:
        network: The network.

    Raises:
        CompileError: It has no single-step form.
    """

    def __init__(self, network: Any) -> None:
        import tensorflow as tf  # Imported late: a process without Keras networks imports this file, too.

        self._form = step_form(network)
        self._call = tf.function(lambda *given: self._form.model(list(given), training=False), autograph=False)

    def take_weights(self) -> None:
        """Copy the network's current weights."""
        self._form.take_weights()

    def initial(self, n_series: int = 1) -> State:
        return zeros(n_series, [int(state.shape[-1]) for state in self._form.model.inputs[1:]])

    def step(self, x: Array, state: State) -> tuple[Array, State]:
        import tensorflow as tf  # As above.

        given = (np.asarray(x, np.float32)[:, None], *state)
        y, *states = self._call(*(tf.constant(array) for array in given))
        return without_time(y.numpy()), tuple(array.numpy() for array in states)
