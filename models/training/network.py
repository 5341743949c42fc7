"""Fit a Keras network."""

from pathlib import Path

import keras

from models.building.network import build_network
from models.preparing.prepared import Prepared
from models.specs.job import JobSpec
from models.specs.layer_patterns import trained_network
from models.specs.model import Sequential, has_state
from models.specs.registered import NONE_REGISTERED, Registered
from models.specs.training import Training
from models.training.batches import Batches
from models.training.callbacks.rates import rate_callbacks
from models.training.callbacks.reporting import ReportingCallback
from models.training.callbacks.stopping import FailOnNaN, ReportedStopping
from models.training.callbacks.text_samples import SampleWriter
from models.training.epoch_batches import batches_of
from models.training.initial_weights import begin, set_network_seeds
from models.training.keras_form import KerasForm
from models.training.listener import Listener
from models.training.snapshot_writer import SnapshotWriter
from models.training.start import Start
from models.training.stateful import ResetStates, in_whole_batches, without_states
from models.training.variational import fitted_form


def fit_network(
    spec: JobSpec,
    prepared: Prepared,
    snapshots: Path | None,
    listener: Listener,
    registered: Registered = NONE_REGISTERED,
    start: Start | None = None,
) -> keras.Model:
    """Build, compile and fit a network.

    Args:
        spec: A checked spec of a network.
        prepared: The data.
        snapshots: Folder for snapshots; None for none.
        listener: Receives the reports; asked whether to stop.
        registered: Lookup of models used as layers; none when left out.
        start: The model that training continues from; None for a new one.

    Raises:
        DivergedError: The loss became NaN or infinite.
        Cancelled: The listener asked to stop.
    """
    model, training = trained_network(spec), spec.training
    if training is None:
        raise TypeError("expected the spec of a network, got one without training")
    stateful = has_state(model)
    if stateful:
        prepared = in_whole_batches(prepared, training.batch_size)
    set_network_seeds(spec.seed)
    batches = batches_of(prepared, training, spec.seed)
    network = build_network(model, prepared.train.shapes, registered, training.batch_size if stateful else None)
    begin(network, spec, training, prepared, batches, registered, start)
    done = start.epoch_for(spec) if start else 0
    fitted = fitted_form(network, training)
    writer = _writer(network, fitted, training, snapshots, listener) if snapshots else None
    try:
        fitted.fit(
            batches.dataset,
            initial_epoch=done,
            epochs=done + training.epochs,
            shuffle=False,
            verbose=0,
            validation_data=prepared.validation.fed if prepared.validation else None,
            validation_batch_size=training.batch_size,
            callbacks=[
                *_callbacks(training, batches, done, listener, writer),
                *([SampleWriter(training.samples, prepared, spec.seed, listener)] if training.samples else []),
            ],
        )
    finally:
        if writer is not None:
            writer.close()
    return without_states(network, model, registered) if stateful and isinstance(model, Sequential) else network


def _writer(network: keras.Model, fitted: keras.Model, training: Training, folder: Path, listener: Listener) -> SnapshotWriter:
    return SnapshotWriter(folder, training.checkpoint, listener, KerasForm.of(network, fitted.variables, training, folder))


def _callbacks(training: Training, batches: Batches, done: int, listener: Listener, writer: SnapshotWriter | None) -> list[keras.callbacks.Callback]:
    """Return the callbacks of a fit in the order in which Keras calls them, without text samples, which come last.

    Reports and snapshots come after all callbacks that change the network or the learning rate at the end of an epoch.
    """
    return [
        ResetStates(),
        FailOnNaN(),
        *rate_callbacks(training, batches.steps, done),
        *([ReportedStopping(training.early_stopping, listener)] if training.early_stopping else []),
        ReportingCallback(listener, writer, batches, training.epochs, done),
    ]
