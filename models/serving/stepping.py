"""A recurrent network in step form, compiled to ONNX and proved equal to the network over whole windows.

The second compiled file of a model. It can be made again from the artifact: `python -m models.serving.stepping model.h5 step.onnx`.
"""

import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import numpy as np

from models.artifact.golden import Golden, relative_difference
from models.core.arrays import Array
from models.core.errors import ArtifactError, CompileError
from models.core.files import write_atomically
from models.serving.apart import compile_apart
from models.serving.export import write_network
from models.serving.steps import OnnxSteps, run_windows
from models.specs.layers import LAYERS
from models.specs.layers.recurrent import Recurrent

if TYPE_CHECKING:
    from models.serving.predictor import Predictor

#: Name of the compiled step form, beside the artifact.
STEP_FILE = "step.onnx"
#: Longest time that making it again may take, in seconds.
REBUILD_TIMEOUT_S = 180.0
#: Layers that treat each step by itself, as long as steps have features.
_EACH_STEP = [name for name, layer in LAYERS.items() if layer.each_step]
#: Layers that make features of a step that is a single id.
_OF_IDS = [name for name, layer in LAYERS.items() if layer.of_ids]
_RECURRENT = [name for name, layer in LAYERS.items() if issubclass(layer, Recurrent)]


@dataclass(frozen=True)
class StepProof:
    """Whether a model has a step form, and why that is sound.

    Args:
        difference: Largest difference to the network over the probe windows, relative to its largest output; None without.
        reason: Why there is no step form; empty where there is one.
    """

    difference: float | None
    reason: str = ""

    @property
    def is_sound(self) -> bool:
        """Tell whether the step form may serve."""
        return self.difference is not None


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
        states = [keras.Input((size,), name=f"state_{len(self.given) + place}") for place, size in enumerate(sizes)]
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


def compile_steps(network: Any, windows: Array, path: Path) -> StepProof:
    """Write the step form of a network to an ONNX file, if it has one that answers as the network does.

    Args:
        network: The Keras network.
        windows: Prepared windows that both answer, array of shape (n_windows, size, ...).
        path: Where the file is to be; nothing is left there without a sound step form.
    """
    try:
        form = step_form(network)
        write_atomically(path, lambda draft: _export(form.model, len(windows), draft))
        found = run_windows(OnnxSteps(path), windows)
        expected = np.asarray(network.predict(np.asarray(windows, np.float32), verbose=0))
        difference = relative_difference(found if expected.ndim == found.ndim else found[:, -1], expected)
        if difference > Golden.TOLERANCE:
            raise CompileError(f"its step form differs by {difference:.2g} over whole windows; at most {Golden.TOLERANCE:g} is allowed")
    except CompileError as error:
        path.unlink(missing_ok=True)
        return StepProof(None, str(error))
    return StepProof(difference)


def rebuild_steps(artifact: Path, path: Path) -> None:
    """Make the compiled step form again from an artifact, in a process that may import TensorFlow.

    Raises:
        ArtifactError: It cannot be made here, for instance because TensorFlow is not installed.
    """
    try:
        compile_apart("models.serving.stepping", artifact, path, timeout_s=REBUILD_TIMEOUT_S)
    except CompileError as error:
        raise ArtifactError(f"its step form cannot be made again: {error}") from error


def main() -> None:
    """Make the step form of the artifact named first in the file named second."""
    from models.artifact.read import read_artifact
    from models.serving.source import source_predictor

    artifact = read_artifact(Path(sys.argv[1]))
    predictor = cast("Predictor", source_predictor(artifact))  # Models of named inputs and outputs have no step form.
    proof = compile_steps(getattr(predictor.runtime, "network", None), predictor.prepare(artifact.one_golden.inputs), Path(sys.argv[2]))
    if not proof.is_sound:
        sys.exit(proof.reason)


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


def _export(model: Any, n_series: int, draft: Path) -> None:
    try:
        given = [np.zeros((n_series, *(size or 1 for size in tensor.shape[1:])), np.float32) for tensor in model.inputs]
        write_network(model, given, draft)
    except Exception as error:
        raise CompileError(f"ONNX cannot express its step form: {type(error).__name__}: {str(error)[:300]}") from error


if __name__ == "__main__":
    main()
