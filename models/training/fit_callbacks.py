"""The callbacks of a fit, in the order in which Keras calls them."""

import keras

from models.preparing.prepared import Prepared
from models.specs.training import Training
from models.training.batches import Batches
from models.training.callbacks.rates import rate_callbacks
from models.training.callbacks.reporting import ReportingCallback
from models.training.callbacks.stopping import FailOnNaN, ReportedStopping
from models.training.callbacks.text_samples import SampleWriter
from models.training.listener import Listener
from models.training.resuming.kept import Keeps
from models.training.snapshot_writer import SnapshotWriter
from models.training.stateful import ResetStates


def fit_callbacks(
    training: Training, prepared: Prepared, seed: int, batches: Batches, done: int, listener: Listener, snapshots: SnapshotWriter | None
) -> list[keras.callbacks.Callback]:
    """Return the callbacks of a fit, without interruptions, which come last.

    Reports and snapshots come after all callbacks that change the network or the learning rate at the end of an epoch.
    """
    return [
        ResetStates(),
        FailOnNaN(),
        *rate_callbacks(training, batches.steps, done),
        *([ReportedStopping(training.early_stopping, listener)] if training.early_stopping else []),
        ReportingCallback(listener, snapshots, batches, training.epochs, done),
        *([SampleWriter(training.samples, prepared, seed, listener)] if training.samples else []),
    ]


def parts_of(network: Keeps, callbacks: list[keras.callbacks.Callback]) -> dict[str, Keeps]:
    """Return the objects of a fit whose states a resume point has, by name: the network, and the callbacks that have one."""
    return {"network": network, **{type(one).__name__: one for one in callbacks if isinstance(one, Keeps)}}
