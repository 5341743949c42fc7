"""A recurrent Keras network as a model of one step: it takes a step and its states, and gives an output and the new states."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from models.core.errors import CompileError
from models.specs.layers import LAYERS
from models.specs.layers.recurrent import Recurrent

#: Layers that treat each step by itself, as long as steps have features.
_EACH_STEP = [name for name, layer in LAYERS.items() if layer.each_step]
#: Layers that make features of a step that is a single id.
_OF_IDS = [name for name, layer in LAYERS.items() if layer.of_ids]
_RECURRENT = [name for name, layer in LAYERS.items() if issubclass(layer, Recurrent)]


@dataclass(frozen=True)
class StepForm:
    """A Keras model of one step, and the layers its weights come from.

    Args:
        model: Takes [one step, states ...], gives [output, new states ...].
        pairs: Each layer (or cell) of the network, and its copy.
    """

    model: Any
    pairs: tuple[tuple[Any, Any], ...]

    def take_weights(self) -> None:
        """Copy the weights that the network has now."""
        for layer, copy in self.pairs:
            copy.set_weights([variable.numpy() for variable in layer.weights[: len(copy.weights)]])


def step_form(network: Any) -> StepForm:
    """Build the step form of a network; its own layers stay as they are.

    Args:
        network: A Keras network that is one chain of layers, at least one of them recurrent, all running forward in time.

    Raises:
        CompileError: It is none; the message names the layer.
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
    """A step form in the making.

    Args:
        tensor: What the last layer gives.
        timed: Whether it has an axis of time, of the one step; behind the last recurrent layer it may have none.
        given: The states that are inputs.
        made: The new states.
        pairs: Each layer (or cell) of the network, and its copy.
    """

    tensor: Any
    timed: bool = True
    given: list[Any] = field(default_factory=list)
    made: list[Any] = field(default_factory=list)
    pairs: list[tuple[Any, Any]] = field(default_factory=list)

    def add_recurrent(self, layer: Any) -> None:
        """Add a copy of a recurrent layer that takes its state and gives the new one."""
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
        """Add a copy of a layer that treats each step by itself."""
        import keras

        copy = type(layer).from_config(layer.get_config())
        self.tensor = copy(self.tensor)
        if self.timed and type(layer).__name__ in _OF_IDS and len(self.tensor.shape) == 2:  # CategoryEncoding drops an axis of one.
            self.tensor = keras.layers.Reshape((1, self.tensor.shape[-1]))(self.tensor)
        self.pairs.append((layer, copy))


def _chain(network: Any) -> Iterator[Any]:
    """Yield the layers of a network that is one chain, the input side first.

    Raises:
        CompileError: It branches.
    """
    before = None
    for layer in network.layers:
        if type(network).__name__ != "Sequential" and before is not None and not _follows(layer, before):
            raise CompileError(f"its layers are no single chain: {layer.name} takes something else than the layer before it gives")
        before = layer
        if type(layer).__name__ != "InputLayer":
            yield layer


def _follows(layer: Any, before: Any) -> bool:
    """Tell whether a layer is used once, and takes what the layer before it gives and nothing else."""
    nodes = layer._inbound_nodes
    return len(nodes) == 1 and [tensor._keras_history.operation for tensor in nodes[0].input_tensors] == [before]


def _require_steps(layer: Any, timed: bool, rank: int) -> None:
    """Refuse a layer that looks at several steps of a window at once; behind the last recurrent one there is no time any more."""
    kind = type(layer).__name__
    if not timed:
        return
    if kind in _RECURRENT and layer.go_backwards:
        raise CompileError(f"layer {layer.name} goes backwards in time")
    allowed = (*_EACH_STEP, *_RECURRENT) if rank > 2 else _OF_IDS
    if kind not in allowed or _over_time(layer):
        raise CompileError(f"layer {layer.name}, a {kind}, looks at all steps of a window at once")


def _over_time(layer: Any) -> bool:
    """Tell whether a normalization works along another axis than that of the features."""
    axis = getattr(layer, "axis", -1)
    return any(one not in (-1, len(layer.input.shape) - 1) for one in (axis if isinstance(axis, list | tuple) else [axis]))
