"""Fit a Keras network."""

from pathlib import Path

import keras

from models.building.network import build_network
from models.preparing.prepared import Prepared
from models.specs.freezing import trained_network
from models.specs.job import JobSpec
from models.specs.model import Sequential
from models.specs.registered import NONE_REGISTERED, Registered
from models.specs.stateful import has_state
from models.training.beginning import begin
from models.training.epochs import batches_of
from models.training.fit_callbacks import Fit, fit_callbacks
from models.training.listener import Listener
from models.training.seeds import set_network_seeds
from models.training.snapshot_writer import SnapshotWriter
from models.training.start import Start
from models.training.stateful import in_whole_batches, without_states
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
    begin(network, spec, training, prepared, batches, registered, start)
    done = start.epoch_for(spec) if start else 0
    writer = SnapshotWriter(snapshots, training.checkpoint, listener) if snapshots else None
    try:
        fitted_form(network, training).fit(
            batches.dataset,
            initial_epoch=done,
            epochs=done + training.epochs,
            shuffle=False,
            verbose=0,
            validation_data=prepared.validation.fed if prepared.validation else None,
            validation_batch_size=training.batch_size,
            callbacks=fit_callbacks(Fit(spec, training, prepared, batches, done), listener, writer),
        )
    finally:
        if writer is not None:
            writer.close()
    return without_states(network, model, registered) if stateful and isinstance(model, Sequential) else network
