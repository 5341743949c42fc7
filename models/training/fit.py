"""Fit a network or a scikit-learn pipeline."""

import random
import warnings
from pathlib import Path
from typing import Any

import numpy as np

from models.core.arrays import Array, as_fed
from models.core.errors import DataError
from models.preparing.prepared import Prepared
from models.serving.runtimes.keras import KerasRuntime
from models.serving.runtimes.sklearn import SklearnRuntime
from models.specs.classes import labels_step
from models.specs.estimators.offered_estimators import ESTIMATORS, Role
from models.specs.job import CheckpointRef, JobSpec
from models.specs.model import EstimatorStep, SklearnPipeline
from models.specs.ports import output_names
from models.specs.registered import Registered
from models.training.listener import Listener, Phase
from models.training.resuming.resume import Resuming
from models.training.staged_fit import StagedFit
from models.training.start import Start


def fit(
    spec: JobSpec,
    prepared: Prepared,
    snapshots: Path | None,
    listener: Listener,
    registered: Registered,
    start: Start | None = None,
    resuming: Resuming | None = None,
) -> KerasRuntime | SklearnRuntime:
    """Build and fit a pipeline or a network. Keras is only loaded for a network, scikit-learn for a pipeline.

    Args:
        spec: A checked spec.
        prepared: The data.
        snapshots: Folder for snapshots of a network; None for none.
        listener: Receives the reports; asked whether to stop.
        registered: Lookup of models used as layers.
        start: The model that training of a network continues from; None for a new one.
        resuming: Resume points of a network, or of an ensemble that is fitted in stages; None for none.

    Raises:
        DataError: The data does not match the model.
        Cancelled: The listener asked to stop.
    """
    if isinstance(spec.model, SklearnPipeline):
        return SklearnRuntime(fit_pipeline(spec.model, spec.seed, prepared, listener, resuming), _classes(spec.model, prepared))
    if spec.from_checkpoint is not None:
        network = _checkpointed(spec, spec.from_checkpoint, prepared, listener, registered)
    else:
        from models.training.network import fit_network  # Loads Keras.

        network = fit_network(spec, prepared, snapshots, listener, registered, start, resuming)
    return KerasRuntime(network, output_names(spec))


def _classes(model: SklearnPipeline, prepared: Prepared) -> Array | None:
    """Return the targets of all classes of the data set as a classifier is fitted to them; None where they are unknown, and for others."""
    if ESTIMATORS[model.steps[-1].estimator].role is not Role.CLASSIFIER:
        return None
    ((name, data),) = prepared.targets.items()
    step = labels_step(prepared.chain.targets[name])
    labels = step.classes_ if step else data.labels
    return prepared.chain.encoded(name, labels) if labels else None


def _checkpointed(spec: JobSpec, wanted: CheckpointRef, prepared: Prepared, listener: Listener, registered: Registered) -> Any:
    from models.training.initial_weights import checkpointed_network

    path = registered.checkpoint(wanted.job, wanted.epoch)
    if path is None:
        raise DataError(f"job {wanted.job} no longer has a checkpoint of epoch {wanted.epoch}")
    return checkpointed_network(spec, prepared, path, listener, registered)


def fit_pipeline(model: SklearnPipeline, seed: int, prepared: Prepared, listener: Listener, resuming: Resuming | None = None) -> Any:
    """Build and fit a scikit-learn pipeline.

    Args:
        model: The estimators.
        seed: Seed of every random draw.
        prepared: The data.
        listener: Receives scikit-learn's warnings, and the end of the fit.
        resuming: Resume points of a model that is fitted in stages; None for none.

    Raises:
        DataError: scikit-learn refuses the data.
        Cancelled: The listener asked to stop, between two stages.
    """
    from models.building.pipeline import build_pipeline  # Loads scikit-learn.

    random.seed(seed)  # For scikit-learn.
    np.random.seed(seed)
    listener.on_phase(Phase.FITTING)
    pipeline = build_pipeline(model, seed)
    x, y = as_fed(prepared.train.input_arrays), as_fed(prepared.train.target_arrays)
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            _fit(pipeline, model.steps[-1], (x, _as_fitted(y)), listener, resuming)
        except (ValueError, TypeError, RuntimeError) as error:  # RuntimeError: eigenvalues that are not found.
            raise DataError(f"{model.steps[-1].estimator} cannot be fitted to this data: {error}") from error
    for message in dict.fromkeys(str(warning.message) for warning in caught):
        listener.log(f"scikit-learn warns: {message}")
    listener.on_first_step()
    return pipeline


def _as_fitted(y: Array) -> Array | None:
    """Return targets as scikit-learn takes them: one number, or several, for each sample; None without targets."""
    if not y.size:
        return None
    return y if y.ndim > 1 and y.shape[1] > 1 else y.reshape(len(y))


def _fit(pipeline: Any, last: EstimatorStep, samples: tuple[Any, Any], listener: Listener, resuming: Resuming | None) -> None:
    if resuming is None or not last.stages:
        pipeline.fit(*samples)
        return
    front, (x, y) = pipeline[:-1], samples
    rows = front.fit_transform(x, y) if len(front) else x
    name, estimator = pipeline.steps[-1]
    pipeline.steps[-1] = (name, StagedFit(estimator, last.stages, listener, resuming).run(rows, y))
