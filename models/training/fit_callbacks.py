"""The callbacks of a fit, in the order in which Keras calls them."""

from dataclasses import dataclass

import keras

from models.preparing.prepared import Prepared
from models.specs.job import JobSpec
from models.specs.training import Training
from models.training.batches import Batches
from models.training.callbacks.divergence import FailOnNaN
from models.training.callbacks.rates import rate_callbacks
from models.training.callbacks.reporting import ReportingCallback
from models.training.callbacks.reset_states import ResetStates
from models.training.callbacks.stopping import ReportedStopping
from models.training.callbacks.text_samples import SampleWriter
from models.training.listener import Listener
from models.training.snapshot_writer import SnapshotWriter


@dataclass(frozen=True)
class Fit:
    """A fit that is about to begin.

    Args:
        spec: The spec of the job.
        training: How the network is fitted.
        prepared: The data.
        batches: The batches of each epoch.
        done: Epochs done before, by the model that training continues from.
    """

    spec: JobSpec
    training: Training
    prepared: Prepared
    batches: Batches
    done: int


def fit_callbacks(fit: Fit, listener: Listener, writer: SnapshotWriter | None) -> list[keras.callbacks.Callback]:
    """Return the callbacks of a fit.

    What reports and takes snapshots comes behind all that changes the network or the rate at the end of an epoch; texts are written last.

    Args:
        fit: The fit.
        listener: Told of every step; asked whether to stop.
        writer: Takes the snapshots; None for none.
    """
    training, batches = fit.training, fit.batches
    return [
        ResetStates(),
        FailOnNaN(),
        *rate_callbacks(training, batches.steps, fit.done),
        *([ReportedStopping(training.early_stopping, listener)] if training.early_stopping else []),
        ReportingCallback(listener, writer, batches, training.epochs, fit.done),
        *([SampleWriter(training.samples, fit.prepared, fit.spec.seed, listener)] if training.samples else []),
    ]
