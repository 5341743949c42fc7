"""Fit a Keras network."""

from dataclasses import dataclass
from pathlib import Path

import keras

from models.building.network import build_network, compile_network
from models.spec.job import JobSpec
from models.spec.model import Sequential
from models.spec.training import Training
from models.training.batches import TrainingBatches
from models.training.callback import ReportingCallback
from models.training.listener import Listener
from models.training.parts import Parts
from models.training.seeds import set_network_seeds
from models.training.snapshot import SnapshotWriter


@dataclass(frozen=True)
class NetworkJob:
    """A network about to be fitted: its layers, its training section and its data."""

    model: Sequential
    training: Training
    seed: int
    parts: Parts

    @classmethod
    def of(cls, spec: JobSpec, parts: Parts) -> "NetworkJob | None":
        """Return the job if the spec is a network's, else None."""
        if isinstance(spec.model, Sequential) and spec.training is not None:
            return cls(spec.model, spec.training, spec.seed, parts)
        return None


def fit_network(job: NetworkJob, snapshots: Path, listener: Listener) -> keras.Model:
    """Build, compile and fit a network.

    Args:
        job: What is fitted, and to what.
        snapshots: Folder for snapshots.
        listener: Told of every step; asked whether to stop.

    Raises:
        Cancelled: The listener asked for it.
    """
    set_network_seeds(job.seed)
    train, training = job.parts.train, job.training
    network = build_network(job.model, train.x.shape[1:])
    compile_network(network, training)
    batches = TrainingBatches(train.x, train.y, training.batch_size, seed=job.seed, shuffle=training.shuffle)
    writer = SnapshotWriter(snapshots, training.checkpoint, listener)
    try:
        network.fit(
            batches.dataset,
            epochs=training.epochs,
            shuffle=False,
            verbose=0,
            validation_data=_validation(job.parts),
            validation_batch_size=training.batch_size,
            callbacks=[ReportingCallback(listener, writer, batches, training.epochs)],
        )
    finally:
        writer.close()
    return network


def _validation(parts: Parts) -> tuple[object, object] | None:
    return (parts.validation.x, parts.validation.y) if parts.validation else None
