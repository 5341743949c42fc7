"""Layers that a job's network shares with a registered one: copied from it before the fit, and into a new version of it after."""

import time
from dataclasses import replace
from pathlib import Path
from typing import Any

from models.artifact.content import Artifact, Content
from models.artifact.file import read_artifact
from models.core.errors import ArtifactError, DataError
from models.core.model_reference import bare_name
from models.serving.compiled.latent import points_of
from models.serving.predictor import Predictor
from models.serving.recording import record_golden
from models.serving.runtimes.keras import KerasRuntime
from models.serving.source import source_runtime
from models.specs.importing import spec_of
from models.specs.job import JobSpec
from models.specs.layer_patterns import shared_names
from models.specs.registered import Registered
from models.training.finish import Outcome, finish
from models.training.listener import Listener


def take_shared(network: Any, spec: JobSpec, registered: Registered) -> None:
    """Copy the weights of shared layers from the other network.

    Args:
        network: A built Keras model.
        spec: Its checked spec.
        registered: Lookup of the other network.

    Raises:
        DataError: Its file is missing or damaged.
    """
    if spec.share_layers_with is None:
        return
    other, names = _other(spec, registered)
    for name in names:
        network.get_layer(name).set_weights(other.get_layer(name).get_weights())


def update_shared(spec: JobSpec, outcome: Outcome, folder: Path, listener: Listener, registered: Registered, **note: Any) -> Outcome | None:
    """Write a new artifact of the other network with the shared layers as trained by a job.

    Its preprocessing, optimizer and metrics stay. Its golden examples and compiled forms are made again.

    Args:
        spec: The checked spec of the job.
        outcome: The result of the job.
        folder: Folder for the files of the other network.
        listener: Receives log messages.
        registered: Lookup of the other network.
        **note: More entries of the provenance; JSON values.

    Returns:
        The other network; None if the job shares no layers, or did not train.

    Raises:
        DataError: Its file is missing or damaged.
    """
    asked = spec.share_layers_with
    if asked is None or spec.from_checkpoint is not None:
        return None
    listener.log(f"updating the shared layers of {asked.model}")
    network, names = _other(spec, registered)
    trained = source_runtime(read_artifact(outcome.artifact))
    assert isinstance(trained, KerasRuntime)
    for name in names:
        network.get_layer(name).set_weights(trained.network.get_layer(name).get_weights())
    other = read_artifact(registered.artifact(asked.model))
    moved = {"from": asked.model, "layers": names, "metrics": "measured before these layers changed", **note}
    return finish(_content(other, network, moved), network, folder, listener)


def link_of(spec: JobSpec, registered: Registered) -> dict[str, Any]:
    """Return the provenance entry of a job's model about shared layers; empty if it shares none."""
    asked = spec.share_layers_with
    origin = registered.origin(asked.model) if asked else None
    if asked is None or origin is None or spec.from_checkpoint is not None:
        return {}
    return {"shares": {"model": bare_name(asked.model), "layers": shared_names(asked.layers, spec.model, origin.spec.model)}}


def _content(other: Artifact, network: Any, moved: dict[str, Any]) -> Content:
    """Return the content of a new artifact of the other network, whose layers have changed, with examples and latent points as it gives them now."""
    content = other.content
    predictor = Predictor.of(other, KerasRuntime(network, tuple(content.signature.outputs)))
    golden = record_golden(predictor, other.golden.inputs, is_synthetic=other.golden.is_synthetic)
    origin = spec_of(content.spec)
    shares = {"model": moved["with"], "layers": moved["layers"]}
    return replace(
        content,
        golden=golden,
        latent_points=points_of(network, origin, predictor.prepare(golden.inputs)) if isinstance(origin, JobSpec) else None,
        provenance={**content.provenance, "created_at": time.time(), "moved": moved, "shares": shares},
    )


def _other(spec: JobSpec, registered: Registered) -> tuple[Any, list[str]]:
    """Return the network that layers are shared with, and the names of these layers."""
    assert spec.share_layers_with is not None
    ref = spec.share_layers_with.model
    try:
        artifact = read_artifact(registered.artifact(ref))
        runtime = source_runtime(artifact)
    except ArtifactError as error:
        raise DataError(f"layers cannot be shared with {ref}: {error}") from error
    assert isinstance(runtime, KerasRuntime)
    names = shared_names(spec.share_layers_with.layers, spec.model, spec_of(artifact.content.spec).model)
    return runtime.network, [name for name in names if runtime.network.get_layer(name).weights]
