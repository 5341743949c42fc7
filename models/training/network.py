"""Fit a Keras network."""

from pathlib import Path

import keras

from models.building.execution import Execution
from models.building.network import build_network, compile_network
from models.spec.functional import Functional
from models.spec.job import JobSpec
from models.spec.model import Sequential
from models.spec.registered import NONE_REGISTERED, Registered
from models.spec.stateful import has_state
from models.spec.training import Training
from models.training.batches import TrainingBatches
from models.training.callback import ReportingCallback
from models.training.divergence import FailOnNaN
from models.training.listener import Listener
from models.training.parts import Parts
from models.training.rates import rate_callbacks
from models.training.restore import restore
from models.training.samples import SampleWriter
from models.training.seeds import set_network_seeds
from models.training.snapshot_writer import SnapshotWriter
from models.training.start import Start
from models.training.stateful import ResetStates, whole_batches, without_states
from models.training.stopping import ReportedStopping
from models.training.texts import require_vocabulary


def fit_network(
    spec: JobSpec,
    parts: Parts,
    snapshots: Path | None,
    listener: Listener,
    registered: Registered = NONE_REGISTERED,
    start: Start | None = None,
) -> keras.Model:
    """Build, compile and fit a network.

    Args:
        spec: A checked spec of a network.
        parts: The data.
        snapshots: Folder for snapshots; None for none.
        listener: Told of every step; asked whether to stop.
        registered: Where models used as layers are looked up; there are none when left out.
        start: The model that training goes on from; None to begin anew.

    Raises:
        DivergedError: The loss became NaN.
        Cancelled: The listener asked for it.
    """
    model, training = spec.model, spec.training
    if not isinstance(model, Sequential | Functional) or training is None:
        raise TypeError(f"expected the spec of a network, got one of kind {model.kind}")
    set_network_seeds(spec.seed)
    train, validation = parts.train, parts.validation
    stateful = has_state(model)
    if stateful:
        train = whole_batches(train, training.batch_size)
        validation = whole_batches(validation, training.batch_size) if validation else None
    network = build_network(model, train.x.shape[1:], registered, training.batch_size if stateful else None)
    require_vocabulary(network, parts.chain)
    batches = TrainingBatches(train.x, train.y, training.batch_size, seed=spec.seed, shuffle=training.shuffle)
    compile_network(network, training, Execution.of(training, network, batches.steps))
    done = start.epoch if start else 0
    if start:
        restore(network, start, spec, registered)
    writer = SnapshotWriter(snapshots, training.checkpoint, listener) if snapshots else None
    try:
        network.fit(
            batches.dataset,
            initial_epoch=done,
            epochs=done + training.epochs,
            shuffle=False,
            verbose=0,
            validation_data=(validation.x, validation.y) if validation else None,
            validation_batch_size=training.batch_size,
            callbacks=[
                *_callbacks(training, batches, listener, done),
                ReportingCallback(listener, writer, batches, training.epochs, done),
                *([SampleWriter(training.samples, parts, spec.seed, listener)] if training.samples else []),
            ],
        )
    finally:
        if writer is not None:
            writer.close()
    return without_states(network, model, registered) if stateful and isinstance(model, Sequential) else network


def _callbacks(training: Training, batches: TrainingBatches, listener: Listener, done: int) -> list[keras.callbacks.Callback]:
    stopping = [ReportedStopping(training.early_stopping, listener)] if training.early_stopping else []
    return [ResetStates(), FailOnNaN(), *rate_callbacks(training, batches.steps, done), *stopping]
