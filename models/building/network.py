"""A network's spec to a compiled Keras model."""

from collections.abc import Mapping, Sequence
from typing import Any

import keras

from models.building.backbone import build_backbone
from models.building.execution import ONE_BY_ONE, Execution
from models.building.graph import Shapes, build_graph
from models.building.layers import build_layer
from models.core.tensors import TensorType
from models.specs.functional import Functional
from models.specs.layers import Backbone
from models.specs.metrics import Metric, keras_class
from models.specs.model import Sequential
from models.specs.network import summarize
from models.specs.ports import OUTPUT
from models.specs.registered import NONE_REGISTERED, Registered
from models.specs.training import Training


def build_network(
    model: Sequential | Functional, input_shape: Shapes, registered: Registered = NONE_REGISTERED, batch_size: int | None = None
) -> keras.Model:
    """Build an uncompiled Keras model.

    Args:
        model: The layers, or the graph.
        input_shape: Shape of one sample that enters, of a model of one input; or that of each input by its name.
        registered: Where models used as layers are looked up; there are none when left out.
        batch_size: Samples of every batch, for stateful layers; without it batches are of any size, and no layer is stateful.

    Returns:
        A built model, its layers named as the checker names them.
    """
    if isinstance(model, Functional):
        return build_graph(model, input_shape, registered)
    if isinstance(input_shape, Mapping):
        (input_shape,) = input_shape.values()
    spec_layers = [layer if batch_size else layer.without_state() for _, layer in model.layers_by_pointer]
    rows, _ = summarize(spec_layers, TensorType(input_shape, "float32"))
    shapes = [input_shape, *(row.output_shape for row in rows)]
    layers = [
        build_backbone(layer, row.name, shape, registered) if isinstance(layer, Backbone) else build_layer(layer, row.name)
        for layer, row, shape in zip(spec_layers, rows, shapes, strict=False)
    ]
    return keras.Sequential([keras.Input(input_shape, name="inputs", batch_size=batch_size), *layers], name="network")


def compile_network(network: keras.Model, training: Training, execution: Execution = ONE_BY_ONE) -> None:
    """Give a network its loss, optimizer and metrics.

    Args:
        network: A built network.
        training: How it is fitted.
        execution: How its steps are run.
    """
    arguments = training.optimizer.model_dump(exclude={"name"}, exclude_none=True)
    optimizer = getattr(keras.optimizers, type(training.optimizer).__name__)(**arguments)
    options = {"jit_compile": execution.jit_compile, "steps_per_execution": execution.steps}
    network.compile(optimizer=optimizer, **_objectives(network, training), **options)


def _objectives(network: keras.Model, training: Training) -> dict[str, Any]:
    """Return losses and metrics as Keras takes them: of several outputs a list of each, in their order."""
    names: Sequence[str] = (OUTPUT,) if isinstance(network, keras.Sequential) else network.output_names
    weights = training.loss_weights or {}
    losses = [training.loss_of(name) for name in names]
    metrics = [metrics_of(training, name) for name in names]
    if len(names) == 1:
        return {"loss": losses[0], "metrics": metrics[0]}
    return {"loss": losses, "loss_weights": [weights.get(name, 1.0) for name in names], "metrics": metrics}


def metrics_of(training: Training, output: str) -> list[Any]:
    """Return new metrics for an output of a network."""
    return [_metric(name) for name in training.metrics_of(output)]


def _metric(name: Metric) -> Any:
    """Return a metric; Keras picks the kind of accuracy by the targets."""
    return name if name == "accuracy" else getattr(keras.metrics, keras_class(name))(name=name)
