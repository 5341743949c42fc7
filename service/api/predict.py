"""Predictions: raw inputs in any accepted format, predictions in the units and labels of the raw targets."""

from collections.abc import Callable, Coroutine, Sequence
from dataclasses import replace
from time import perf_counter
from typing import Any

import orjson
from fastapi import APIRouter, Request, Response

from models.artifact.predictions import Prediction, Probabilities
from models.artifact.samples.read import Items, n_items
from models.core.errors import Fault
from models.plots.subjects import Answer
from models.serving.blank import blank_prediction
from models.serving.grid import grid_of
from models.serving.methods import OUTPUTS
from models.serving.predictor import Predictor
from service.answers.answered import Answered
from service.answers.forms import NPY, encoded, wanted_forms
from service.answers.json_forms import is_short
from service.answers.precision import rounded
from service.answers.sent import image_response, model_headers
from service.api.answer_figures import FIGURES, figure_response
from service.api.documented_headers import merged_responses, sends
from service.api.openapi import predict_body, predictions_response
from service.api.predict_query import PARAMETERS, digits_of, method_in_body, policy_of, query_of
from service.api.prediction_route import COMPUTED, READS_TEXTS, DirectPredictionRoute
from service.api.predictions import Predictions
from service.batching.phases import Phases
from service.bodies.content import JSON, PNG
from service.bodies.extra_columns import IGNORED, ignored_header, ignores_extra
from service.bodies.forms import IMAGES_FORM
from service.bodies.input_objects import PREDICT_INPUTS
from service.bodies.inputs import EVERY, Taken, read_inputs
from service.compiled_models import Loaded
from service.deps import artifact_errors, loaded_model, parts_of
from service.errors import Invalid
from service.predicting import Wanted, predicted
from service.problem_types.declared import Responses, problems

router = APIRouter(prefix="/v1/models", tags=["predictions"], route_class=DirectPredictionRoute)

#: Forms of body of the routes that take one each.
ROWS, IMAGES, IMAGE = Taken(json=PREDICT_INPUTS), Taken(images=IMAGES_FORM), Taken(files=("image",))
CSV, ARRAYS = Taken(files=("csv",)), Taken(files=("npy", "npz"))

Endpoint = Callable[[Request], Coroutine[Any, Any, Response]]


def _predicting(path: str, taken: Taken, responses: Responses | None = None) -> Callable[[Endpoint], Endpoint]:
    """Return the decorator of an endpoint that predicts on bodies of these forms."""
    extra = {**predict_body(taken), "parameters": PARAMETERS}
    described = merged_responses(COMPUTED, READS_TEXTS, sends(200, IGNORED), problems("invalid-inputs", "not-acceptable"), responses or {})
    return router.post(f"/{{ref:ref}}/predict{path}", response_model=Predictions, openapi_extra=extra, responses=described)


@_predicting("", EVERY, responses=merged_responses(predictions_response(), problems("plot-not-ready")))
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
    forms = _forms(request, loaded.predictor, taken)
    (probabilities, method), digits = query_of(request, loaded), digits_of(request)
    _require_digits_fit(digits, forms[0])
    given = await read_inputs(request, parts, loaded.predictor, taken, ignores_extra=ignores_extra(request))
    phases.decode_s = given.decode_s
    if given.method is not None:
        method = method_in_body(given.method, request, loaded)
    async with artifact_errors(name, loaded, parts):
        if forms[0] == PNG and loaded.predictor.kind.gives_inputs:
            return await image_response(name, loaded, lambda: _image(loaded.predictor, given.items), phases)
        wanted = Wanted(probabilities, method, policy_of(request, loaded), given.n_bytes)
        predictions = await predicted(loaded, given.items, wanted, phases)
    answered = _to_send(name, loaded.predictor, wanted, predictions)
    if forms[0] in FIGURES:
        inputs = {"inputs": list(given.items)} if not isinstance(given.items, dict) else {}
        body = await loaded.threads.call(lambda: orjson.loads(encoded(answered, [JSON])[1]))
        return await figure_response(Answer(name, "predict", inputs, body, loaded.predictor.signature), forms[0], parts, phases)
    began = perf_counter()
    media, body = await _encoded(answered, loaded, digits, [form for form in forms if form not in FIGURES])
    phases.encode_s += perf_counter() - began
    loaded.latencies.observe(phases)
    return Response(body, headers={"Content-Type": media, **model_headers(name, phases), **ignored_header(given.ignored)})


def _forms(request: Request, predictor: Predictor, taken: Taken) -> tuple[str, ...]:
    """Return the content types of answers that the caller accepts, the preferred one first."""
    accept = ",".join(request.headers.getlist("accept"))
    figures = (PNG,) if predictor.kind.gives_inputs else tuple(FIGURES)
    return wanted_forms(accept, figures if taken is EVERY else ())


def _require_digits_fit(digits: int | None, media: str) -> None:
    """Refuse fewer digits for files that hold numbers as they are."""
    if digits is not None and media in (NPY, PNG):
        raise Invalid.of([Fault("/query/precision", f"expected no precision for {media}, which holds numbers in full; got {digits}")])


def _to_send(name: str, predictor: Predictor, wanted: Wanted, predictions: list[Prediction]) -> Answered:
    kind = predictor.answer_kind(wanted.method)
    shown = Probabilities.NONE if wanted.probabilities is Probabilities.NONE else Probabilities.ALL
    return Answered(name, kind, predictions, kind == OUTPUTS, lambda: blank_prediction(predictor, wanted.method, shown))


async def _encoded(answered: Answered, loaded: Loaded, digits: int | None, forms: Sequence[str]) -> tuple[str, bytes]:
    """Return content type and body of an answer; one that may take long to make is made in a thread."""

    def make() -> tuple[str, bytes]:
        return encoded(replace(answered, predictions=rounded(answered.predictions, digits)), forms)

    return make() if is_short(answered.predictions) else await loaded.threads.call(make)


def _image(predictor: Predictor, items: Items) -> bytes:
    """Draw reconstructed samples as a PNG file."""
    if not n_items(items):
        raise Invalid.of([Fault("/inputs", "expected at least one input to draw, got none")])
    outputs = predictor.runtime.run(predictor.prepare_items(items))
    return grid_of(predictor.chain.restore(outputs[predictor.port.name]), predictor.signature.input)
