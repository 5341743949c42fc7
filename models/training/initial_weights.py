"""Initial weights of a network: of a registered model, of shared layers, or of a checkpoint."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import keras

from models.building.execution import Execution
from models.building.network import build_network, compile_network
from models.core.arrays import Array
from models.core.errors import DataError
from models.preparing.prepared import Prepared
from models.preprocessing.chain import Chain
from models.preprocessing.symbols import Symbols
from models.specs.job import JobSpec
from models.specs.layer_patterns import kept_names, trained_network
from models.specs.losses_and_metrics import LEARNING_RATE
from models.specs.ports import input_names
from models.specs.registered import OriginSpec, Registered
from models.specs.training import Training
from models.specs.transfer import optimizer_change, transfers
from models.training.batches import Batches
from models.training.callbacks.rates import as_asked
from models.training.listener import EpochReport, Listener
from models.training.sharing import take_shared
from models.training.snapshot import Snapshot, assign
from models.training.start import Start, generators_of


def restore(network: keras.Model, start: Start, spec: JobSpec, registered: Registered) -> None:
    """Restore the weights, dropout generators and, if it matches, optimizer of a model of the same architecture.

    If layers were removed or added, only the weights of the kept layers are restored.

    Keras' `load_model` with the optimizer returns a model that cannot be trained, so variables are assigned in order here.

    Args:
        network: A compiled network.
        start: The model that training continues from.
        spec: The spec of the network.
        registered: Lookup of models used as layers.

    Raises:
        DataError: The file does not have the weights of its spec.
    """
    source = _source(network, start, registered)
    if transfers(spec):
        _assign_layers(network, source, kept_names(spec))
        return
    assign(network.weights, source.get_weights())
    content = start.artifact.content
    generators = generators_of(network)
    if len(generators) == len(content.state):
        assign(generators, content.state)
    optimizer = network.optimizer
    optimizer.build(network.trainable_variables)
    if len(optimizer.variables) == len(content.optimizer) and not optimizer_change(spec, start.spec):
        _restore_optimizer(optimizer, content.optimizer, spec, start.spec)


def _source(network: keras.Model, start: Start, registered: Registered) -> keras.Model:
    """Read the weights into a network of the file's own spec: their order in the file depends on which layers are trainable."""
    shapes = start.artifact.content.signature.model_shapes.values()
    source = build_network(trained_network(start.spec), dict(zip(input_names(start.spec), shapes, strict=True)), registered)
    try:
        source.load_weights(start.artifact.path)
    except (OSError, ValueError, KeyError) as error:
        raise DataError(f"{start.artifact.path.name} does not have the weights of its spec: {error}") from error
    return source


def _assign_layers(network: keras.Model, source: keras.Model, names: Sequence[str]) -> None:
    """Assign the weights of the named layers of another network; other layers keep their initial weights."""
    for name in names:
        assign(network.get_layer(name).weights, source.get_layer(name).get_weights())


def _restore_optimizer(optimizer: keras.Optimizer, values: Sequence[Array], spec: JobSpec, origin: OriginSpec) -> None:
    assign(optimizer.variables, values)
    if spec.training and origin.training and spec.training.optimizer.learning_rate != origin.training.optimizer.learning_rate:
        optimizer.learning_rate = spec.training.optimizer.learning_rate


def require_vocabulary(network: Any, chain: Chain) -> None:
    """Require as many output probabilities as the vocabulary has symbols.

    Args:
        network: A built Keras network.
        chain: The fitted preprocessing; without a text step, nothing is required.

    Raises:
        DataError: The numbers differ.
    """
    step = next((step for step in chain.input_steps if isinstance(step, Symbols)), None) if len(chain.inputs) == 1 else None
    if step is None:
        return
    width, n_symbols = network.output_shape[-1], len(step.vocabulary_)
    if width != n_symbols:
        raise DataError(f"expected {n_symbols:,} output probabilities, one for each of the {step.step} of the training text, got {width:,}")


def begin(
    network: keras.Model,
    spec: JobSpec,
    training: Training,
    prepared: Prepared,
    batches: Batches,
    registered: Registered,
    start: Start | None,
) -> None:
    """Compile a network, and assign its initial weights."""
    require_vocabulary(network, prepared.chain)
    compile_network(network, training, Execution.of(training, network, batches.steps))
    if start:
        restore(network, start, spec, registered)
    take_shared(network, spec, registered)


def checkpointed_network(spec: JobSpec, prepared: Prepared, path: Path, listener: Listener, registered: Registered) -> keras.Model:
    """Build and compile a network, and restore a checkpoint.

    Args:
        spec: The spec of the network.
        prepared: The data.
        path: The checkpoint.
        listener: Receives the epoch of the checkpoint, the last of the history.
        registered: Lookup of models used as layers.

    Raises:
        DataError: The checkpoint is missing, or is of another network.
    """
    if spec.training is None:
        raise TypeError("expected the spec of a network, got one without training")
    set_network_seeds(spec.seed)
    network = build_network(trained_network(spec), prepared.train.shapes, registered)
    compile_network(network, spec.training)
    network.optimizer.build(network.trainable_variables)
    try:
        snapshot = Snapshot.read(path)
        snapshot.restore(network)
    except (OSError, KeyError, ValueError) as error:
        raise DataError(f"the checkpoint {path.name} does not match this network: {error}") from error
    metrics = dict(snapshot.metrics)
    rate = metrics.pop(LEARNING_RATE, as_asked(float(network.optimizer.learning_rate), [spec.training.optimizer.learning_rate]))
    listener.on_epoch(EpochReport(snapshot.epoch, metrics, 0.0, rate, 0.0, ()))
    return network


def set_network_seeds(seed: int) -> None:
    """Seed Python, NumPy, Keras and TensorFlow."""
    keras.utils.set_random_seed(seed)
