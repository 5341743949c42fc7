"""Layers that a job's network shares with a registered one: taken from it at the start, and put into it at the end."""

import time
from dataclasses import replace
from pathlib import Path
from typing import Any

from models.artifact.golden import Golden
from models.artifact.read import read_artifact
from models.core.errors import ArtifactError, DataError
from models.serving.predictor import Predictor
from models.serving.runtimes.keras import KerasRuntime
from models.serving.source import source_runtime
from models.specs.importing import spec_of
from models.specs.job import JobSpec
from models.specs.registered import Registered
from models.specs.sharing import shared_names
from models.training.finish import Outcome, finish
from models.training.listener import Listener


def take_shared(network: Any, spec: JobSpec, registered: Registered) -> None:
    """Give the layers that a network shares the weights they have in the other one.

    Args:
        network: A built Keras model.
        spec: Its spec, checked.
        registered: Where the other network is looked up.

    Raises:
        DataError: Its file is gone, or is not sound.
    """
    if spec.share_layers_with is None:
        return
    other, names = _other(spec, registered)
    for name in names:
        network.get_layer(name).set_weights(other.get_layer(name).get_weights())


def move_along(spec: JobSpec, outcome: Outcome, folder: Path, listener: Listener, registered: Registered, **note: Any) -> Outcome | None:
    """Make the other network anew, with the layers that it shares as a job has left them.

    Everything else of it stays: its steps, its optimizer, what was measured of it before. What it answers to its examples is
    recorded anew, and its ONNX form is made and proved anew.

    Args:
        spec: The spec of the job, checked.
        outcome: What the job has made.
        folder: Where the files of the other network go.
        listener: Told of the step.
        registered: Where the other network is looked up.
        **note: More to record of where it comes from; JSON values.

    Returns:
        The other network; None where the job shares no layers, or has not trained.

    Raises:
        DataError: Its file is gone, or is not sound.
    """
    asked = spec.share_layers_with
    if asked is None or spec.from_checkpoint is not None:
        return None
    listener.log(f"moving {asked.model} along")
    network, names = _other(spec, registered)
    trained = source_runtime(read_artifact(outcome.artifact))
    assert isinstance(trained, KerasRuntime)
    for name in names:
        network.get_layer(name).set_weights(trained.network.get_layer(name).get_weights())
    other = read_artifact(registered.artifact(asked.model))
    content = other.content
    predictor = Predictor.of(other, KerasRuntime(network, tuple(content.signature.outputs)))
    moved = {"from": asked.model, "layers": names, "metrics": "measured before these layers changed"}
    content = replace(
        content,
        golden=Golden(other.golden.inputs, predictor.outputs(other.golden.inputs)),
        provenance={**content.provenance, "created_at": time.time(), "moved": {**moved, **note}, "shares": {"model": note["with"], "layers": names}},
    )
    return finish(content, network, folder, listener)


def link_of(spec: JobSpec, registered: Registered) -> dict[str, Any]:
    """Return what the provenance of a job's own model says of the layers it shares: nothing where it shares none."""
    asked = spec.share_layers_with
    origin = registered.origin(asked.model) if asked else None
    if asked is None or origin is None or spec.from_checkpoint is not None:
        return {}
    return {"shares": {"model": asked.model.split("@")[0], "layers": shared_names(asked.layers, spec.model, origin.spec.model)}}


def _other(spec: JobSpec, registered: Registered) -> tuple[Any, list[str]]:
    """Load the network that layers are shared with; return it, and their names."""
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
