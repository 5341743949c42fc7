"""Predictions: raw inputs in any accepted format, predictions in the units and labels of the raw targets."""

from collections.abc import Callable, Coroutine
from time import perf_counter
from typing import Any

import orjson
from fastapi import APIRouter, Request, Response

from models.artifact.samples.read import Items, n_items
from models.core.errors import Fault
from models.serving.grid import grid_of
from models.serving.predictor import Predictor
from service.access.guarded_route import DirectRoute
from service.api.openapi import drawn_response, predict_body
from service.api.predict_query import PARAMETERS, method_in_body, policy_of, query_of
from service.api.predictions import Predictions
from service.batching.phases import Phases
from service.bodies.content import JSON, PNG, wants_png
from service.bodies.forms import IMAGES_FORM
from service.bodies.input_objects import PREDICT_INPUTS
from service.bodies.inputs import EVERY, Taken, read_inputs
from service.deps import artifact_errors, loaded_model, parts_of
from service.errors import Invalid
from service.predicting import Wanted, counted, predicted
from service.problem_types.declared import Responses, problems

router = APIRouter(prefix="/v1/models", tags=["predictions"], route_class=DirectRoute)

#: Forms of body of the routes that take one each.
ROWS, IMAGES, IMAGE = Taken(json=PREDICT_INPUTS), Taken(images=IMAGES_FORM), Taken(files=("image",))
CSV, ARRAYS = Taken(files=("csv",)), Taken(files=("npy", "npz"))

Endpoint = Callable[[Request], Coroutine[Any, Any, Response]]


def _predicting(path: str, taken: Taken, responses: Responses | None = None) -> Callable[[Endpoint], Endpoint]:
    """Return the decorator of an endpoint that predicts on bodies of these forms."""
    extra = {**predict_body(taken), "parameters": PARAMETERS}
    described = {**problems("invalid-inputs"), **(responses or {})}
    return router.post(f"/{{ref:ref}}/predict{path}", response_model=Predictions, openapi_extra=extra, responses=described)


@_predicting("", EVERY, responses=drawn_response("The predictions; of a reconstruction, with `Accept: image/png`, a drawing of the values."))
async def predict_inputs(request: Request) -> Response:
    """Predict on inputs in any form.

    JSON, the file of an image, a form of several, a .npy or .npz file, or CSV, recognized by content type. Generated clients use the operations
    below `/predict/`, which take one form each. `kind` of the answer decides the form of its predictions.
    """
    return await _answered(request, EVERY)


@_predicting("/rows", ROWS)
async def predict_rows(request: Request) -> Response:
    """Predict on rows, series or texts as JSON.

    One entry of `inputs` for each sample, in the units of the raw data. Predictions are in the same order.
    """
    return await _answered(request, ROWS)


@_predicting("/images", IMAGES)
async def predict_images(request: Request) -> Response:
    """Predict on one or more image files.

    A form with the field `images` once for each file. PNG, JPEG and other usual formats are taken, in any size.
    """
    return await _answered(request, IMAGES)


@_predicting("/image", IMAGE)
async def predict_image(request: Request) -> Response:
    """Predict on one image file.

    The body is the file itself. The answer has one prediction.
    """
    return await _answered(request, IMAGE)


@_predicting("/csv", CSV)
async def predict_csv(request: Request) -> Response:
    """Predict on the rows of a CSV file.

    The first line names the columns of the model, in any order. There is one prediction for each further line.
    """
    return await _answered(request, CSV)


@_predicting("/arrays", ARRAYS)
async def predict_arrays(request: Request) -> Response:
    """Predict on NumPy arrays.

    The body is a .npy file, its first axis the samples; or a .npz file with an array for each input, by its name.
    """
    return await _answered(request, ARRAYS)


# The request is read by hand, and goes past FastAPI: at thousands of requests a second, resolving dependencies would be much of the work.
async def _answered(request: Request, taken: Taken) -> Response:
    parts, phases = parts_of(request), Phases()
    name, loaded = await loaded_model(request.path_params["ref"], parts)
    probabilities, method = query_of(request, loaded)
    began = perf_counter()
    items, named = await read_inputs(request, parts, loaded.predictor, taken)
    phases.decode_s = perf_counter() - began
    if named is not None:
        method = method_in_body(named, request, loaded)
    async with artifact_errors(name, loaded, parts):
        if taken is EVERY and loaded.predictor.kind.gives_inputs and wants_png(request):
            return Response(await counted(loaded, lambda: _image(loaded.predictor, items), phases), media_type=PNG)
        predictions = await predicted(loaded, items, Wanted(probabilities, method, policy_of(request, loaded)), phases)
    began = perf_counter()
    body = orjson.dumps({"model": name, "kind": loaded.predictor.answer_kind(method), "predictions": predictions})
    phases.encode_s += perf_counter() - began
    loaded.latencies.observe(phases)
    return Response(body, media_type=JSON, headers={"x-model-version": name, "server-timing": phases.header.decode()})


def _image(predictor: Predictor, items: Items) -> bytes:
    """Draw reconstructed samples as a PNG file."""
    if not n_items(items):
        raise Invalid.of([Fault("/inputs", "expected at least one input to draw, got none")])
    outputs = predictor.runtime.run(predictor.prepare_items(items))
    return grid_of(predictor.chain.restore(outputs[predictor.port.name]), predictor.signature.input)
