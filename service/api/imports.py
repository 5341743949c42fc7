"""The route that imports a network trained elsewhere, from its architecture and weights."""

import hashlib
import json
import secrets
from pathlib import Path
from typing import Any

import orjson
from fastapi import APIRouter, BackgroundTasks, Request, Response
from fastapi.concurrency import run_in_threadpool
from sqlalchemy.exc import SQLAlchemyError
from starlette.datastructures import FormData, UploadFile

from models.artifact.weight_groups import by_layer
from models.core.errors import ArtifactError, DataError, Fault, SpecError, shortened
from models.core.faults import listed, quote
from models.core.files import link_or_copy, write_atomically
from models.core.plain_yaml import PlainYamlError, load_yaml
from models.specs.importing import ImportSpec, import_spec
from models.specs.keras_config.network import names_version
from models.specs.network import LayerRow
from service.access.guarded_route import GuardedRoute
from service.api.documented_headers import merged_responses, sends
from service.api.job_answers import JobOut, job_out
from service.api.openapi import form_body
from service.api.stored import require_room_for
from service.api.submissions import NAME_PATTERN
from service.bodies.content import MAX_SPEC_BYTES, decode_bounded
from service.bodies.forms import Form, FormField, Holds, require_sound
from service.bodies.json_bounds import SPEC
from service.bodies.misplaced_keys import require_storable
from service.bodies.spooled_form import SpooledFile
from service.contained import Containment
from service.contained_work import looked_weights
from service.deps import Parts, TheParts
from service.errors import Invalid, Malformed, ServiceError
from service.problem_types.declared import problems
from service.request_context import link
from service.store.new_job import NewJob
from service.store.rows import Job

router = APIRouter(prefix="/v1/models", tags=["models"], route_class=GuardedRoute)

_RESPONSES = merged_responses(problems("invalid-file", "limit-reached"), sends(202, "Location"))
#: Pointer to the architecture within the file of weights.
_INSIDE = "/weights/model_config"
_MISSING = (
    "expected the architecture (the result of model.to_json()), since the file in weights has none: it holds weights only. "
    "A file of model.save('x.h5') has both"
)
#: The form of an import, for its reader and for the description of the API.
IMPORT_FORM = Form(
    "ImportForm",
    "A network to import.",
    (
        FormField("name", "Name the model is registered under.", is_required=True, pattern=NAME_PATTERN),
        FormField("architecture", "Result of `model.to_json()` of Keras, or the same as YAML; left out where weights has it.", Holds.EITHER),
        FormField("weights", "HDF5 file with the weights by layer, or of `model.save('x.h5')`.", Holds.FILE, is_required=True),
        FormField("labels", "JSON list of class labels, in the order of the outputs."),
    ),
    field_bytes=MAX_SPEC_BYTES,
)


@router.post(
    "",
    status_code=202,
    openapi_extra=form_body(IMPORT_FORM),
    responses=_RESPONSES,
)
async def import_model(request: Request, response: Response, background: BackgroundTasks, parts: TheParts) -> JobOut:
    """Import a network that was trained elsewhere.

    The form has the architecture (`model.to_json()` of Keras, or YAML) and the weights (an HDF5 file), or one file of `model.save('x.h5')`. The
    response is a job that builds, verifies and registers the network.
    """
    await require_room_for(request, parts)
    form = await IMPORT_FORM.read(request, parts.settings.max_upload_bytes, await run_in_threadpool(parts.files.spool_folder))
    try:
        async with parts.containment.looks.turn():
            job = await run_in_threadpool(_accept, form, parts)
    finally:
        await form.close()
    background.add_task(parts.queue.wake, job.queue)
    response.headers["Location"] = link(f"/v1/jobs/{job.id}")
    return await run_in_threadpool(job_out, job, parts)


def _accept(form: FormData, parts: Parts) -> Job:
    """Store the weights and create the job; nothing is kept if either part is refused."""
    name, architecture, labels, weights = _fields(form)
    key = f"imports/{secrets.token_hex(16)}.h5"
    path = parts.files.path(key)
    try:
        given, classes = None if architecture is None else _decoded(architecture), _labels(labels)
        write_atomically(path, lambda draft: link_or_copy(weights.path, draft))
        file, faults = _look(path, parts.containment)
        spec, rows = _spec(given, classes, key, file, faults)
        _require_weights(file, rows)
        new = _job(name, spec, path.stat().st_size)
    except BaseException as error:
        path.unlink(missing_ok=True)
        if isinstance(error, SpecError):
            raise Invalid.of(error.faults) from error
        raise
    return _created(new, path, parts)


def _look(path: Path, containment: Containment) -> tuple[dict[str, Any], list[Fault]]:
    """Return what an HDF5 file says about its weights and their network; nothing and the fault if it cannot be read."""
    try:
        return orjson.loads(containment.run(looked_weights, path, MAX_SPEC_BYTES + 1)), []
    except DataError as error:
        return {}, [Fault("/weights", str(error))]


def _spec(architecture: Any, labels: Any, key: str, file: dict[str, Any], faults: list[Fault]) -> tuple[ImportSpec, list[LayerRow]]:
    """Make the spec from the architecture of the form, or else of the file; the file says which Keras wrote it where the architecture does not.

    Raises:
        SpecError: It has faults, or the file has; both are named.
    """
    inside = architecture is None
    if inside and faults:
        raise SpecError(faults)
    config = _inner_architecture(file) if inside else architecture
    if isinstance(config, dict) and (inside or not names_version(config)):
        config = {**{name: file[name] for name in ("keras_version", "backend") if file.get(name)}, **config}
    try:
        found = import_spec(config, labels, key)
    except SpecError as error:
        raise SpecError([*(fault.moved("/architecture", _INSIDE) if inside else fault for fault in error.faults), *faults]) from error
    if faults:
        raise SpecError(faults)
    return found


def _inner_architecture(file: dict[str, Any]) -> Any:
    if not file["architecture"]:
        raise SpecError([Fault("/architecture", _MISSING)])
    if len(file["architecture"]) > MAX_SPEC_BYTES:
        raise SpecError([Fault(_INSIDE, f"expected at most {MAX_SPEC_BYTES:,} bytes, got more")])
    try:
        return decode_bounded(file["architecture"].encode(), SPEC)
    except ServiceError as error:
        raise SpecError([Fault(_INSIDE, f"expected JSON: {error}")]) from error


def _created(new: NewJob, path: Path, parts: Parts) -> Job:
    """Create the job. Its weights are removed if it is refused, but not in an outage of the database after which it may exist."""
    try:
        return parts.jobs.create(new)[0]
    except BaseException as error:
        if not isinstance(error, SQLAlchemyError) or not parts.jobs.may_have(new):
            path.unlink(missing_ok=True)
        raise


def _job(name: str, spec: ImportSpec, n_bytes: int) -> NewJob:
    content = spec.model_dump(mode="json")
    return NewJob(content, name, None, "cpu", None, hashlib.sha256(json.dumps(content).encode()).hexdigest(), stored_bytes=n_bytes)


def _fields(form: FormData) -> tuple[str, str | None, str | None, SpooledFile]:
    """Return name, architecture, labels and weights of a form."""
    require_sound(IMPORT_FORM, form)
    name, architecture, labels, weights = (form.get(key) for key in ("name", "architecture", "labels", "weights"))
    assert isinstance(name, str)
    assert isinstance(weights, SpooledFile)
    assert not isinstance(labels, UploadFile)
    return name, None if architecture is None else _text(architecture), labels, weights


def _text(architecture: UploadFile | str) -> str:
    if isinstance(architecture, str):
        return architecture
    content = architecture.file.read(MAX_SPEC_BYTES + 1)
    if len(content) > MAX_SPEC_BYTES:
        raise Invalid.of([Fault("/architecture", f"expected at most {MAX_SPEC_BYTES:,} bytes, got more")])
    try:
        return content.decode()
    except UnicodeDecodeError as error:
        raise Invalid.of([Fault("/architecture", f"expected text in UTF-8: {error}")]) from error


def _decoded(text: str) -> Any:
    """Decode JSON, or else YAML."""
    try:
        if text.lstrip().startswith("{"):
            return decode_bounded(text.encode(), SPEC)
        raw = load_yaml(text)
        require_storable(raw)
        return raw
    except (Malformed, PlainYamlError) as error:
        raise SpecError([Fault("/architecture", f"expected JSON or YAML: {error}")]) from error
    except Invalid as error:
        raise Invalid.of([fault.under("/architecture") for fault in error.errors]) from error


def _labels(text: str | None) -> Any:
    if text is None:
        return None
    try:
        found = decode_bounded(text.encode(), SPEC)
    except Invalid as error:
        raise Invalid.of([fault.under("/labels") for fault in error.errors]) from error
    except ServiceError as error:
        raise SpecError([Fault("/labels", f"expected a JSON list, got {quote(text)}: {error}")]) from error
    if not isinstance(found, list):
        raise SpecError([Fault("/labels", f"expected a JSON list, got {quote(text)}")])
    return found


def _require_weights(file: dict[str, Any], rows: list[LayerRow]) -> None:
    """Compare the number of weights of each layer in a file with the network; all that differ are named."""
    expected = {row.name: row.parameters for row in rows if row.parameters}
    try:
        found = {name: sum(sizes) for name, sizes in by_layer(file["groups"], expected).items()}
    except ArtifactError as error:
        raise SpecError([Fault("/weights", str(error))]) from error
    wrong = [name for name in {**expected, **found} if found.get(name, 0) != expected.get(name, 0)]
    if wrong:
        details = (f"expected {expected.get(name, 0):,} weights of layer {listed([name])}, got {found.get(name, 0):,}" for name in wrong)
        raise SpecError(shortened([Fault("/weights", detail) for detail in details]))
