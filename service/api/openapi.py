"""The OpenAPI document, including what endpoints read and send by hand."""

from collections.abc import Sequence
from typing import Any, Literal

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from fastapi.routing import APIRoute
from pydantic import BaseModel, RootModel
from pydantic.json_schema import models_json_schema

from models.serving.decoding import FILE
from models.specs.batch import BatchSpec
from models.specs.importing import ImportSpec
from models.specs.reproducing import ReproduceSpec
from service.answers.forms import FORMS
from service.api.document import merged, readable
from service.api.document_content import document_content
from service.api.documented_headers import TAGS, header_refs, merged_responses, sends, tagged
from service.api.documented_problems import document_problems
from service.api.problems import InferenceError, Problem
from service.api.streams import table_of
from service.api.submissions import AugmentationPreviewRequest, JobRequest
from service.bodies.content import BYTES, FORM, JSON, PNG, SVG
from service.bodies.forms import Form
from service.bodies.input_objects import ACTIVATION_INPUTS, ENCODE_INPUTS, InputsObject
from service.bodies.inputs import Taken
from service.document_forms.document_files import files_of
from service.document_forms.heading import headed
from service.document_forms.response_descriptions import describe_responses
from service.problem_types.declared import Responses, problems
from service.store.event_data import EventData

_REF = "#/components/schemas/{model}"
_Registered = tuple[type[BaseModel], Literal["validation", "serialization"]]

_RECOGNIZED = "A file of the format {formats}, recognized by its first bytes. Its own content type is taken, too."

#: Rows to predict on, of the columns of the example of an upload.
ROWS_OF_CSV = "weight,width\n150,7.1\n118,3.6\n"
#: Models that FastAPI does not see, because endpoints read and send them by hand.
_BY_HAND: set[_Registered] = {
    *((form, "serialization") for form in (Problem, InferenceError)),
    *((form, "validation") for form in (ImportSpec, BatchSpec, ReproduceSpec)),
}
#: Schemas of request bodies by name that are not models.
_BODIES: dict[str, dict[str, Any]] = {}


def json_body(form: type[BaseModel], example: dict[str, Any]) -> dict[str, Any]:
    """Return the `openapi_extra` of an endpoint that reads a JSON body of this form by hand."""
    _BY_HAND.add((form, "validation"))
    return _body({JSON: {"schema": {"$ref": _REF.format(model=form.__name__)}, "example": example}})


def inputs_body(form: InputsObject) -> dict[str, Any]:
    """Return the `openapi_extra` of an endpoint that reads an object with `inputs` by this table."""
    return _body(_inputs_content(form))


def form_body(form: Form) -> dict[str, Any]:
    """Return the `openapi_extra` of an endpoint that reads a form with files by this table."""
    return _body(_form_content(form))


def _inputs_content(form: InputsObject) -> dict[str, Any]:
    return {JSON: {"schema": _named_body(form.name, form.schema), "example": {"inputs": form.example}}}


def _form_content(form: Form) -> dict[str, Any]:
    shown = {} if form.example is None else {"example": form.example}
    return {FORM: {"schema": _named_body(form.name, form.schema), **shown}}


def file_response(media_type: str, *slugs: str) -> Responses:
    """Return the `responses` of an endpoint that sends a file: of this content type, or of any bytes where the caller accepts only those.

    The second is for generated clients that know no other content type of a file; see `service.bodies.content.file_type`.

    Args:
        media_type: The content type.
        slugs: Kinds of problems of the endpoint.
    """
    return {200: {"description": "The file.", "content": _file(media_type)}, **problems(*slugs)}


def plot_response(*slugs: str, media_type: str = PNG) -> Responses:
    """Return the `responses` of an endpoint that draws what caches may keep, as this content type, and gives problems of these kinds."""
    return merged_responses(file_response(media_type, *slugs), tagged())


def download_response(media_type: str, *slugs: str) -> Responses:
    """Return the `responses` of an endpoint that sends a stored file, or ranges of it, and gives problems of these kinds."""
    part = {"description": "The ranges that were asked for.", "content": {**_file(media_type), "multipart/byteranges": {"schema": FILE}}}
    named = (sends(status, "Accept-Ranges", "Content-Disposition", "Last-Modified") for status in (200, 206))
    ranges: Responses = {206: {**part, "headers": header_refs("Content-Range", *TAGS)}}
    return merged_responses(file_response(media_type, "malformed-range", "range-not-satisfiable", *slugs), tagged(), ranges, *named)


def _file(media_type: str) -> dict[str, Any]:
    return {media_type: {"schema": FILE}, BYTES: {"schema": FILE}}


def drawn_response(description: str) -> Responses:
    """Return the `responses` of an endpoint that sends JSON, or a drawing of it with `Accept: image/png`."""
    return {200: {"description": description, "content": {PNG: {"schema": FILE}}}}


def figure_response_of(what: str) -> Responses:
    """Return the `responses` of an endpoint that sends JSON, or a figure of it."""
    images = {media: {"schema": FILE} for media in (PNG, SVG)}
    return {200: {"description": f"{what}; with `Accept: image/png` or `image/svg+xml` a figure.", "content": images}}


def predictions_response() -> Responses:
    """Return the `responses` of an endpoint that sends predictions in the form that the caller accepts."""
    description = "The predictions; with `Accept: image/png` or `image/svg+xml` a figure, of a reconstruction the images as PNG."
    files = {media: {"schema": FILE} for media in (PNG, SVG, *FORMS) if media != JSON}
    return {200: {"description": description, "content": files}}


def stream_response(description: str, event: type[RootModel[Any]], kinds: Sequence[type[EventData]]) -> Responses:
    """Return the `responses` of an endpoint that sends a stream of events.

    OpenAPI 3.1 has no word for the items of a stream; the extension has the meaning of `itemSchema` of OpenAPI 3.2, with the data of an
    event decoded.

    Args:
        description: What the stream has in it.
        event: Union of its events.
        kinds: What they may say.
    """
    _BY_HAND.add((event, "serialization"))
    schema = {"type": "string", "description": "Server-sent events, one after the other."}
    stream = {"schema": schema, "x-item-schema": {"$ref": _REF.format(model=event.__name__)}}
    return {
        200: {"description": f"{description}\n\n{table_of(kinds)}", "content": {"text/event-stream": stream}, "headers": header_refs("Cache-Control")}
    }


def _named_body(name: str, schema: dict[str, Any]) -> dict[str, Any]:
    _BODIES[name] = {"title": name, **schema}
    return {"$ref": _REF.format(model=name)}


def _body(content: dict[str, Any]) -> dict[str, Any]:
    return {"requestBody": {"required": True, "content": content}}


def predict_body(taken: Taken) -> dict[str, Any]:
    """Return the `openapi_extra` of an endpoint that predicts on bodies of these forms."""
    content: dict[str, Any] = {}
    if taken.json:
        content |= _inputs_content(taken.json)
    if taken.images:
        content |= _form_content(taken.images)
    # An operation of one form of body has one content type, which is what generators of clients can type.
    by_type = taken.formats if taken.json else set(taken.formats) - set(taken.recognizable)
    content |= {media: {"schema": schema, **_example_of(media)} for known in by_type for media, schema in known.documented.items()}
    if taken.recognizable:
        # Last, since the clients of some generators send every file as the last of these content types.
        content[BYTES] = {"schema": {**FILE, "description": _RECOGNIZED.format(formats=", ".join(known.name for known in taken.recognizable))}}
    return _body(content)


def _example_of(media: str) -> dict[str, Any]:
    """Return the example of a file; only text can be shown in a document."""
    return {"example": ROWS_OF_CSV} if media == "text/csv" else {}


JOB_BODY = json_body(JobRequest, {"recipe": "mnist-dense-784", "patch": {"training": {"epochs": 3}}, "name": "digits"})
AUGMENTATION_BODY = json_body(AugmentationPreviewRequest, {"recipe": "mnist-augment", "index": 5, "count": 15})
#: Without the files that they take as predictions do: openapi-python-client writes a module that cannot be imported for an operation with several
#: content types and no optional parameter.
ENCODE_BODY = inputs_body(ENCODE_INPUTS)
ACTIVATIONS_BODY = inputs_body(ACTIVATION_INPUTS)
#: Response of every operation that fails.
PROBLEMS: Responses = {
    "default": {"description": "An error", "content": {"application/problem+json": {"schema": {"$ref": _REF.format(model="Problem")}}}}
}


def operation_id(route: APIRoute) -> str:
    """Return the name of the endpoint function: verb_noun."""
    return route.name


def install_openapi(app: FastAPI) -> None:
    """Make the application's OpenAPI document include the bodies read by hand, in the form that generators of clients can read."""

    def document() -> dict[str, Any]:
        if app.openapi_schema is None:
            schema = get_openapi(title=app.title, version=app.version, description=app.description, routes=app.routes)
            _, bodies = models_json_schema(sorted(_BY_HAND, key=lambda registered: registered[0].__name__), ref_template=_REF)
            schema["components"]["schemas"] = merged(schema["components"]["schemas"], bodies["$defs"], _BODIES)
            app.openapi_schema = readable(headed(schema))
            describe_responses(app.openapi_schema)
            document_problems(app.openapi_schema)
            document_content(app.openapi_schema)
        return app.openapi_schema

    app.openapi = document  # type: ignore[method-assign]


def document_json(app: FastAPI) -> str:
    """Return the document as in the file openapi.json."""
    return files_of(app.openapi())["openapi.json"]
