"""A network's spec to a compiled Keras model."""

from typing import Any

import keras

from models.building.execution import ONE_BY_ONE, Execution
from models.building.graph import build_graph
from models.building.layers import build_layer
from models.spec.functional import Functional
from models.spec.metrics import Metric, keras_class
from models.spec.model import Sequential
from models.spec.network import layer_names
from models.spec.registered import NONE_REGISTERED, Registered
from models.spec.stateful import freed
from models.spec.training import Training


def build_network(
    model: Sequential | Functional, input_shape: tuple[int, ...], registered: Registered = NONE_REGISTERED, batch_size: int | None = None
) -> keras.Model:
    """Build an uncompiled Keras model.

    Args:
        model: The layers, or the graph.
        input_shape: Shape of one sample that reaches the first layer.
        registered: Where models used as layers are looked up; there are none when left out.
        batch_size: Samples of every batch, for stateful layers; without it batches are of any size, and no layer is stateful.

    Returns:
        A built model, its layers named as the checker names them.
    """
    if isinstance(model, Functional):
        return build_graph(model, input_shape, registered)
    spec_layers = [layer if batch_size else freed(layer) for _, layer in model.placed]
    layers = [build_layer(layer, name) for layer, name in zip(spec_layers, layer_names(spec_layers), strict=True)]
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
    network.compile(
        optimizer=optimizer,
        loss=training.loss,
        metrics=[_metric(name) for name in training.metrics],
        jit_compile=execution.jit_compile,
        steps_per_execution=execution.steps,
    )


def _metric(name: Metric) -> Any:
    """Return a metric; Keras picks the kind of accuracy by the targets."""
    return name if name == "accuracy" else getattr(keras.metrics, keras_class(name))(name=name)
