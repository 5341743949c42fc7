"""A network as a checkpoint holds it, in place of one that is trained."""

from pathlib import Path

import keras

from models.building.network import build_network, compile_network
from models.core.errors import DataError
from models.preparing.prepared import Prepared
from models.specs.freezing import trained_network
from models.specs.job import JobSpec
from models.specs.logged import LEARNING_RATE
from models.specs.registered import Registered
from models.training.listener import EpochReport, Listener
from models.training.seeds import set_network_seeds
from models.training.snapshot import Snapshot


def checkpointed_network(spec: JobSpec, prepared: Prepared, path: Path, listener: Listener, registered: Registered) -> keras.Model:
    """Build and compile a network, and put a checkpoint into it.

    Args:
        spec: The spec that the network of the checkpoint was trained by.
        prepared: The data.
        path: The checkpoint.
        listener: Told of its epoch, which is the last one of the network's history.
        registered: Where models used as layers are looked up.

    Raises:
        DataError: The checkpoint is gone, or is none of such a network.
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
        raise DataError(f"the checkpoint {path.name} cannot be put into this network: {error}") from error
    metrics = dict(snapshot.metrics)
    rate = metrics.pop(LEARNING_RATE, float(network.optimizer.learning_rate))
    listener.on_epoch(EpochReport(snapshot.epoch, metrics, 0.0, rate, 0.0, ()))
    return network
