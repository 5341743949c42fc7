"""Fit a model of any kind."""

from pathlib import Path
from typing import Any

from models.core.errors import DataError
from models.preparing.prepared import Prepared
from models.serving.runtimes.keras import KerasRuntime
from models.serving.runtimes.sklearn import SklearnRuntime
from models.specs.job import CheckpointRef, JobSpec
from models.specs.model import SklearnPipeline
from models.specs.ports import output_names
from models.specs.registered import Registered
from models.training.listener import Listener
from models.training.start import Start


def fit(
    spec: JobSpec, prepared: Prepared, snapshots: Path | None, listener: Listener, registered: Registered, start: Start | None = None
) -> KerasRuntime | SklearnRuntime:
    """Build and fit a pipeline or a network. Keras is imported for a network only.

    Args:
        spec: A checked spec.
        prepared: The data.
        snapshots: Folder for snapshots of a network; None for none.
        listener: Told of every step; asked whether to stop.
        registered: Where models used as layers are looked up.
        start: The model that training of a network goes on from; None to begin anew.

    Raises:
        DataError: The data does not fit the model.
        Cancelled: The listener asked for it.
    """
    if isinstance(spec.model, SklearnPipeline):
        from models.training.pipeline import fit_pipeline

        return SklearnRuntime(fit_pipeline(spec.model, spec.seed, prepared, listener))
    return KerasRuntime(_network(spec, prepared, snapshots, listener, registered, start), output_names(spec))


def _network(
    spec: JobSpec, prepared: Prepared, snapshots: Path | None, listener: Listener, registered: Registered, start: Start | None = None
) -> Any:
    """Return a network that is fitted, or that a checkpoint holds; see `fit`."""
    if spec.from_checkpoint is not None:
        return _checkpointed(spec, spec.from_checkpoint, prepared, listener, registered)
    from models.training.network import fit_network

    return fit_network(spec, prepared, snapshots, listener, registered, start)


def _checkpointed(spec: JobSpec, wanted: CheckpointRef, prepared: Prepared, listener: Listener, registered: Registered) -> Any:
    from models.training.checkpointed import checkpointed_network

    path = registered.checkpoint(wanted.job, wanted.epoch)
    if path is None:
        raise DataError(f"job {wanted.job} has no checkpoint of epoch {wanted.epoch} any more")
    return checkpointed_network(spec, prepared, path, listener, registered)
