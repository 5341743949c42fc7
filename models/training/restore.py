"""Put what a model's file holds into a network, so that training goes on from it."""

from collections.abc import Sequence

import keras

from models.building.network import build_network
from models.core.arrays import Array
from models.core.errors import DataError
from models.specs.freezing import kept_names, trained_network
from models.specs.job import JobSpec
from models.specs.ports import input_names
from models.specs.registered import OriginSpec, Registered
from models.specs.start import optimizer_change, transfers
from models.training.carried import generators_of
from models.training.start import Start


def restore(network: keras.Model, start: Start, spec: JobSpec, registered: Registered) -> None:
    """Give a network the weights of a model of its architecture, its dropout generators and, where it fits, its optimizer.

    A network of which other layers are taken off or put on has the weights of those it keeps, and nothing else.

    Keras' own way back, `load_model` with the optimizer, gives one that refuses to train: here all is assigned by order.

    Args:
        network: A network that is built and compiled.
        start: The model that training goes on from.
        spec: The spec of the network.
        registered: Where models used as layers are looked up.

    Raises:
        DataError: The file holds other weights than its spec says.
    """
    source = _source(network, start, registered)
    if transfers(spec):
        _assign_layers(network, source, kept_names(spec))
        return
    _assign(network.weights, source.get_weights())
    content = start.artifact.content
    generators = generators_of(network)
    if len(generators) == len(content.state):
        _assign(generators, content.state)
    optimizer = network.optimizer
    optimizer.build(network.trainable_variables)
    if len(optimizer.variables) == len(content.optimizer) and not optimizer_change(spec, start.spec):
        _restore_optimizer(optimizer, content.optimizer, spec, start.spec)


def _source(network: keras.Model, start: Start, registered: Registered) -> keras.Model:
    """Read the weights into a network of the file's own spec: which of its layers train decides their order in the file."""
    shapes = start.artifact.content.signature.model_shapes.values()
    source = build_network(trained_network(start.spec), dict(zip(input_names(start.spec), shapes, strict=True)), registered)
    try:
        source.load_weights(start.artifact.path)
    except (OSError, ValueError, KeyError) as error:
        raise DataError(f"{start.artifact.path.name} does not hold the weights of its spec: {error}") from error
    return source


def _assign_layers(network: keras.Model, source: keras.Model, names: Sequence[str]) -> None:
    """Give the layers of those names the weights they have in another network; all else begins anew."""
    for name in names:
        _assign(network.get_layer(name).weights, source.get_layer(name).get_weights())


def _restore_optimizer(optimizer: keras.Optimizer, values: Sequence[Array], spec: JobSpec, origin: OriginSpec) -> None:
    _assign(optimizer.variables, values)
    if spec.training and origin.training and spec.training.optimizer.learning_rate != origin.training.optimizer.learning_rate:
        optimizer.learning_rate = spec.training.optimizer.learning_rate


def _assign(variables: Sequence[keras.Variable], values: Sequence[Array]) -> None:
    for variable, value in zip(variables, values, strict=True):
        variable.assign(value)
