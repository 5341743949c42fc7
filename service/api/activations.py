"""Activations: what each layer of a network gives for a sample."""

import hashlib
from pathlib import Path

import orjson
from fastapi import APIRouter, Request, Response
from fastapi.concurrency import run_in_threadpool
from pydantic import BaseModel, Field

from models.artifact.file import read_artifact
from models.artifact.samples.read import n_items
from models.core.arrays import Ports
from models.core.errors import DataError, Fault, InputError
from models.plots.layer_outputs import LayerOutput
from models.serving.runtimes.keras import KerasRuntime
from service.api.documented_headers import merged_responses
from service.api.openapi import ACTIVATIONS_BODY
from service.api.prediction_route import COMPUTED, READS_TEXTS, PredictionRoute
from service.bodies.content import JSON
from service.bodies.inputs import TO_FOLLOW, read_inputs
from service.contained_work import show_layers
from service.deps import Parts, TheParts, artifact_errors, usable_version
from service.errors import Unavailable
from service.problem_types.declared import problems
from service.problem_types.of_server import PLOT_NOT_READY

router = APIRouter(prefix="/v1/models", tags=["predictions"], route_class=PredictionRoute)


class ActivationsOut(BaseModel):
    """What the layers of a network give for a sample."""

    model: str = Field(description="The model version.")
    layers: list[LayerOutput] = Field(description="The inputs of the network that are numbers with decimals, then its layers; of many at most nine.")
    n_inputs: int = Field(description="How many of them are inputs.")
    n_layers: int = Field(description="Layers of the network whose values differ from those before.")


@router.post(
    "/{ref:ref}/activations",
    response_model=ActivationsOut,
    openapi_extra=ACTIVATIONS_BODY,
    responses=merged_responses(COMPUTED, READS_TEXTS, problems("invalid-inputs", "plot-not-ready")),
)
async def show_activations(ref: str, request: Request, parts: TheParts) -> Response:
    """Show what each layer of a network gives for a sample.

    Takes every form of input that a prediction takes. The network is loaded for it in a process of its own, which takes seconds; only networks
    have layers.
    """
    version = await usable_version(ref, parts)
    name, loaded = version.ref, await parts.loading.get(version)
    given = await read_inputs(request, parts, loaded.predictor, TO_FOLLOW)
    if (count := n_items(given.items)) != 1:
        raise InputError([Fault("/inputs", f"expected one sample, got {count:,}")])
    path = parts.files.path(version.artifact)
    async with artifact_errors(name, loaded, parts):
        await run_in_threadpool(_require_network, path)
        prepared = await run_in_threadpool(loaded.predictor.prepare_items, given.items)
        found = await _shown(path, {port: array[:1] for port, array in prepared.items()}, parts)
    return Response(orjson.dumps({"model": name, **orjson.loads(found)}), media_type=JSON, headers={"X-Model-Version": name})


def _require_network(path: Path) -> None:
    """Refuse a model without layers.

    Raises:
        InputError: It has none.
    """
    framework = read_artifact(path, to_continue=False, was_checked=True).content.framework
    if framework != KerasRuntime.name:
        raise InputError([Fault("", f"expected a network; this model is one of {framework}, which has no layers")])


async def _shown(path: Path, one: Ports, parts: Parts) -> bytes:
    """Return the answer of the process that loads the network; the same question is asked once at a time."""
    digest = hashlib.sha256(b"".join(array.tobytes() for array in one.values())).hexdigest()
    try:
        return await parts.plots.answered(("activations", path, digest), show_layers, path, one)
    except DataError as error:
        raise Unavailable(f"the layers cannot be shown now: {error}", kind=PLOT_NOT_READY) from error
