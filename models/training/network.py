"""Fit a Keras network."""

import gc
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import keras

from models.building.network import build_network
from models.preparing.prepared import Pairs, Prepared
from models.specs.job import JobSpec
from models.specs.layer_patterns import trained_network
from models.specs.model import Sequential, has_state
from models.specs.registered import NONE_REGISTERED, Registered
from models.specs.training import Training
from models.training.background_writer import BackgroundWriter
from models.training.batches import Batches, Gather, TrainingBatches
from models.training.callbacks.interruptions import Interruptions
from models.training.class_weights import class_weights
from models.training.continued_fit import run_fit
from models.training.deferred_batches import own_errors
from models.training.epoch_batches import batches_of
from models.training.fit_callbacks import fit_callbacks, parts_of
from models.training.initial_weights import begin, set_network_seeds
from models.training.keras_form import KerasForm
from models.training.listener import Listener, Phase
from models.training.resuming.network_state import NetworkState
from models.training.resuming.resume import Resuming
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
    resuming: Resuming | None = None,
) -> keras.Model:
    """Build, compile and fit a network.

    Args:
        spec: A checked spec of a network.
        prepared: The data.
        snapshots: Folder for snapshots; None for none.
        listener: Receives the reports; asked whether to stop.
        registered: Lookup of models used as layers; none when left out.
        start: The model that training continues from; None for a new one.
        resuming: Takes resume points, and has the one to continue from; None for none.

    Raises:
        DivergedError: The loss became NaN or infinite.
        Cancelled: The listener asked to stop.
        OSError: A snapshot or a resume point could not be written.
    """
    model, training = trained_network(spec), spec.training
    if training is None:
        raise TypeError("expected the spec of a network, got one without training")
    gc.collect()  # The network of the trial before and its samples refer to each other; without this, those of many trials stay in memory.
    stateful = has_state(model)
    if stateful:
        prepared = in_whole_batches(prepared, training.batch_size)
    listener.on_phase(Phase.TRACING)
    set_network_seeds(spec.seed)
    batches = batches_of(prepared, training, spec.seed)
    network = build_network(model, prepared.train.shapes, registered, training.batch_size if stateful else None)
    begin(network, spec, training, prepared, batches, registered, start)
    _Fit(training, prepared, batches, listener, start.epoch_for(spec) if start else 0).run(network, spec.seed, snapshots, resuming)
    return without_states(network, model, registered) if stateful and isinstance(model, Sequential) else network


@dataclass(frozen=True)
class _Fit:
    """The fit of a compiled network.

    Args:
        training: How to train it.
        prepared: The data.
        batches: The batches of the training part.
        listener: Receives the reports; asked whether to stop.
        done: Epochs that the network was trained before.
    """

    training: Training
    prepared: Prepared
    batches: Batches
    listener: Listener
    done: int

    def run(self, network: keras.Model, seed: int, snapshots: Path | None, resuming: Resuming | None) -> None:
        """Fit a network, from the beginning or from a resume point."""
        fitted, writer = fitted_form(network, self.training), BackgroundWriter()
        state, end = NetworkState(fitted), self.done + self.training.epochs
        try:
            kept = _snapshots(network, fitted, self.training, snapshots, self.listener, writer) if snapshots else None
            callbacks = fit_callbacks(self.training, self.prepared, seed, self.batches, self.done, self.listener, kept)
            last = Interruptions(self.listener, self.batches, end, writer)
            state.build(self.batches.dataset.element_spec, self.training.batch_size)
            first = _keep(last, resuming, state, callbacks, kept) if resuming else None
            validation, gathers = _validation(self.prepared.validation, self.training)
            arguments = {"class_weight": class_weights(self.training, self.prepared, self.listener), **validation}
            with own_errors([*self.batches.gathers, *gathers]):
                run_fit(fitted, self.batches, first or (self.done, 0), end, [*callbacks, last], **arguments)
        finally:
            writer.close()


def _snapshots(
    network: keras.Model, fitted: keras.Model, training: Training, folder: Path, listener: Listener, writer: BackgroundWriter
) -> SnapshotWriter:
    form = KerasForm.of(network, fitted.variables, training, folder)
    return SnapshotWriter(folder, training.checkpoint, listener, form, writer)


def _keep(
    last: Interruptions,
    resuming: Resuming,
    state: NetworkState,
    callbacks: list[keras.callbacks.Callback],
    snapshots: SnapshotWriter | None,
) -> tuple[int, int] | None:
    """Take resume points; return the index of the epoch to go on in, and batches of it that are done; None to begin at the first."""
    last.keep(resuming, parts_of(state, callbacks), {"snapshots": snapshots} if snapshots else {})
    if resuming.point is None:
        return None
    return resuming.point.epoch, resuming.point.batch


def _validation(part: Pairs | None, training: Training) -> tuple[dict[str, Any], list[Gather]]:
    """Return Keras' arguments about validation, and what reads samples that are not in memory."""
    if part is None or not part.is_deferred:
        return {"validation_data": part.fed if part else None, "validation_batch_size": training.batch_size}, []
    batches = TrainingBatches(*part.fed, training.batch_size, seed=0, shuffle=False)
    return {"validation_data": batches.dataset}, batches.gathers
