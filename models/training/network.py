"""Fit a Keras network."""

from pathlib import Path

import keras

from models.building.execution import Execution
from models.building.network import build_network, compile_network
from models.preparing.prepared import Prepared
from models.specs.freezing import trained_network
from models.specs.job import JobSpec
from models.specs.model import Sequential
from models.specs.registered import NONE_REGISTERED, Registered
from models.specs.stateful import has_state
from models.specs.training import Training
from models.training.batches import Batches
from models.training.callback import ReportingCallback
from models.training.divergence import FailOnNaN
from models.training.epochs import batches_of
from models.training.listener import Listener
from models.training.rates import rate_callbacks
from models.training.restore import restore
from models.training.samples import SampleWriter
from models.training.seeds import set_network_seeds
from models.training.sharing import take_shared
from models.training.snapshot_writer import SnapshotWriter
from models.training.start import Start
from models.training.stateful import ResetStates, in_whole_batches, without_states
from models.training.stopping import ReportedStopping
from models.training.texts import require_vocabulary
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
        listener: Told of every step; asked whether to stop.
        registered: Where models used as layers are looked up; there are none when left out.
        start: The model that training goes on from; None to begin anew.

    Raises:
        DivergedError: The loss became NaN.
        Cancelled: The listener asked for it.
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
    _begin(network, spec, training, prepared, batches, registered, start)
    done = start.epoch_for(spec) if start else 0
    writer = SnapshotWriter(snapshots, training.checkpoint, listener) if snapshots else None
    reporting = ReportingCallback(listener, writer, batches, training.epochs, done)
    try:
        fitted_form(network, training).fit(
            batches.dataset,
            initial_epoch=done,
            epochs=done + training.epochs,
            shuffle=False,
            verbose=0,
            validation_data=prepared.validation.fed if prepared.validation else None,
            validation_batch_size=training.batch_size,
            callbacks=[*_callbacks(training, batches, listener, done), reporting, *_sample_writers(spec, training, prepared, listener)],
        )
    finally:
        if writer is not None:
            writer.close()
    return without_states(network, model, registered) if stateful and isinstance(model, Sequential) else network


def _begin(
    network: keras.Model,
    spec: JobSpec,
    training: Training,
    prepared: Prepared,
    batches: Batches,
    registered: Registered,
    start: Start | None,
) -> None:
    """Compile a network, and give it the weights that its fit begins with."""
    require_vocabulary(network, prepared.chain)
    compile_network(network, training, Execution.of(training, network, batches.steps))
    if start:
        restore(network, start, spec, registered)
    take_shared(network, spec, registered)


def _callbacks(training: Training, batches: Batches, listener: Listener, done: int) -> list[keras.callbacks.Callback]:
    stopping = [ReportedStopping(training.early_stopping, listener)] if training.early_stopping else []
    return [ResetStates(), FailOnNaN(), *rate_callbacks(training, batches.steps, done), *stopping]


def _sample_writers(spec: JobSpec, training: Training, prepared: Prepared, listener: Listener) -> list[keras.callbacks.Callback]:
    return [SampleWriter(training.samples, prepared, spec.seed, listener)] if training.samples else []
