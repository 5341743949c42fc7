"""Build and compile the Keras model of a spec."""

import warnings
from collections.abc import Mapping, Sequence
from typing import Any

import keras

from models.building.activations import OWN_ACTIVATIONS
from models.building.execution import ONE_BY_ONE, Execution
from models.core.arrays import Array
from models.core.digest import require_unchanged
from models.core.errors import ArtifactError, DataError
from models.core.part import Part
from models.core.tensors import Shape, TensorType
from models.specs.functional import Functional, Node, ordered
from models.specs.layers import Backbone, Layer
from models.specs.layers.backbone import NO_WEIGHTS
from models.specs.layers.bounds import L1, L1L2, L2, MaxNorm, NonNeg, UnitNorm
from models.specs.losses_and_metrics import METRIC_ARGUMENTS, keras_class
from models.specs.model import Sequential
from models.specs.network import backbone_of, summarize
from models.specs.ports import OUTPUT
from models.specs.registered import NONE_REGISTERED, Registered
from models.specs.training import Training

#: Shape of one sample at the only input, or at each input by name.
Shapes = tuple[int, ...] | Mapping[str, tuple[int, ...]]


def build_network(
    model: Sequential | Functional, input_shape: Shapes, registered: Registered = NONE_REGISTERED, batch_size: int | None = None
) -> keras.Model:
    """Build an uncompiled Keras model.

    Args:
        model: The layers, or the graph.
        input_shape: Shape of one sample; for several inputs that of each, by name.
        registered: Where models used as layers are looked up; none by default.
        batch_size: Samples in every batch, for stateful layers; None allows any size, and makes no layer stateful.

    Returns:
        A built model with the layer names of the checker.
    """
    if isinstance(model, Functional):
        return _graph(model, input_shape, registered)
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
    network.compile(optimizer=optimizer, **objectives(network, training), **options)


def metrics_of(training: Training, output: str) -> list[Any]:
    """Return new metrics for an output of a network; Keras chooses the kind of accuracy by the targets."""
    names = training.metrics_of(output)
    return [name if name == "accuracy" else getattr(keras.metrics, keras_class(name))(name=name, **METRIC_ARGUMENTS.get(name, {})) for name in names]


def build_backbone(layer: Backbone, name: str, shape: Shape, registered: Registered) -> keras.Model:
    """Build an architecture of Keras Applications without its top. Nothing is ever fetched.

    Args:
        layer: The architecture, and the source of its weights.
        name: Its name in the model.
        shape: Shape of its input images.
        registered: Registered models, to look up the weights.

    Raises:
        DataError: The model with the weights no longer exists, or its weights have other shapes.
    """
    architecture = layer.keras_class()
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "This model usually expects 1 or 3 input channels")  # Any number of channels works.
        network: keras.Model = architecture(include_top=False, weights=None, input_shape=shape, pooling=layer.pooling, name=name)
    if layer.weights != NO_WEIGHTS:
        values = _weights_of(layer, registered)
        if [value.shape for value in values] != [tuple(weight.shape) for weight in network.weights]:
            raise DataError(f"expected weights of the shapes of {layer.backbone} in {layer.weights}, got other shapes")
        network.set_weights(values)
    if not layer.trainable:
        network.trainable = False
    return network


def build_layer(layer: Layer, name: str) -> Any:
    """Build the Keras layer of a layer of the spec.

    Args:
        layer: The layer of the spec.
        name: Its name in the model.
    """
    arguments = {key: _argument(value) for key, value in layer.keras_arguments().items()}
    trainable = arguments.pop("trainable")
    built = layer.keras_class()(**arguments, name=name)
    if not trainable:
        built.trainable = False  # As an argument of a wrapper it would not reach the wrapped layer.
    return built


def _graph(model: Functional, input_shape: Shapes, registered: Registered) -> keras.Model:
    """Build a functional model, its layers named as the nodes of the checked graph."""
    layers: dict[str, Any] = {}
    tensors: dict[str, Any] = {}
    nodes, _ = ordered(model)
    for node in nodes:
        if node.is_input:
            shape = input_shape[node.name] if isinstance(input_shape, Mapping) else input_shape
            tensors[node.name] = keras.Input(shape, name=node.name)
            continue
        given = [tensors[name] for name in node.inputs]
        layer = layers[node.shares] if node.shares else _layer(node, given[0].shape[1:], registered)
        layers[node.name] = layer
        tensors[node.name] = layer(given if len(given) > 1 else given[0])
    inputs = [tensors[name] for name in model.input_names]
    outputs = [tensors[name] for name in model.outputs]
    return keras.Model(inputs if len(inputs) > 1 else inputs[0], outputs if len(outputs) > 1 else outputs[0])


def objectives(network: keras.Model, training: Training) -> dict[str, Any]:
    """Return losses and new metrics as `compile` of Keras takes them: for several outputs lists in their order."""
    names: Sequence[str] = (OUTPUT,) if isinstance(network, keras.Sequential) else network.output_names
    weights = training.loss_weights or {}
    losses = [training.loss_of(name) for name in names]
    metrics = [metrics_of(training, name) for name in names]
    if len(names) == 1:
        return {"loss": losses[0], "metrics": metrics[0]}
    return {"loss": losses, "loss_weights": [weights.get(name, 1.0) for name in names], "metrics": metrics}


def _layer(node: Node, shape: tuple[int, ...], registered: Registered) -> Any:
    if isinstance(node.layer, Backbone):
        return build_backbone(node.layer, node.name, shape, registered)
    if node.layer is not None:
        return build_layer(node.layer, node.name)
    network = _stored(registered, node.model or "")
    copy = keras.models.clone_model(network)
    copy.set_weights(network.get_weights())
    copy.name, copy.trainable = node.name, node.trainable
    return copy


def _stored(registered: Registered, ref: str) -> Any:
    """Load the network of a registered model."""
    path = registered.artifact(ref)
    try:
        require_unchanged(path)
    except ArtifactError as error:
        raise DataError(f"the network of {ref} cannot be used: {error}") from error
    return keras.models.load_model(path, compile=False)


def _weights_of(layer: Backbone, registered: Registered) -> list[Array]:
    origin = registered.origin(layer.weights)
    if origin is None:
        raise DataError(f"expected a model {layer.weights} with the weights of {layer.backbone}, but it no longer exists")
    network = _stored(registered, layer.weights)
    name = backbone_of(origin.spec.model, layer)
    values: list[Array] = (network.get_layer(name) if name else network).get_weights()
    return values


def _argument(value: Any) -> Any:
    """Convert an argument; a constraint, a regularizer or an activation of ours becomes the Keras object of its name."""
    if isinstance(value, str) and value in OWN_ACTIVATIONS:
        return OWN_ACTIVATIONS[value]()
    if isinstance(value, Layer):
        return build_layer(value, value.name or f"wrapped_{value.layer.lower()}")
    if isinstance(value, MaxNorm | UnitNorm | NonNeg):
        return getattr(keras.constraints, value.constraint)(**value.model_dump(exclude={"constraint"}))
    if isinstance(value, L1 | L2 | L1L2):
        return getattr(keras.regularizers, value.regularizer)(**value.model_dump(exclude={"regularizer"}))
    if isinstance(value, Part):
        raise TypeError(f"expected a layer, a constraint or a regularizer, got {type(value).__name__}")
    return tuple(value) if isinstance(value, list) else value
