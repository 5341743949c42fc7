"""Uploaded data sets: upload, append, read again."""

from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any, Literal, Self

from fastapi import APIRouter, Request, Response
from fastapi.concurrency import run_in_threadpool
from pydantic import BaseModel, Field
from starlette.datastructures import FormData

from models.core.schema_name import SchemaName
from models.uploads.formats import READERS
from models.uploads.reading.doubt import Doubt
from models.uploads.reading.reading import Reading, ReadingReport
from models.uploads.stored_upload import record_of
from service.access.guarded_route import GuardedRoute
from service.api.documented_headers import merged_responses, sends
from service.api.openapi import form_body, json_body
from service.api.stored import require_room_for
from service.api.value_types import Tag
from service.bodies.content import MAX_SPEC_BYTES, decoded_object, part_of, read_part
from service.bodies.forms import Form, FormField, Holds, require_sound
from service.bodies.json_bounds import SPEC
from service.bodies.misplaced_keys import faults_of_text
from service.bodies.spooled_form import SpooledFile
from service.deps import Parts, TheParts
from service.errors import Conflict, Invalid
from service.intake import MAX_NAME, SOURCE, Incoming, append_to, take_in
from service.problem_types.declared import problems
from service.problem_types.of_conflicts import FILE_NOT_KEPT
from service.request_context import link
from service.store.rows import Dataset

router = APIRouter(prefix="/v1/datasets", tags=["datasets"], route_class=GuardedRoute)

_ENDINGS = "; ".join(f"{name} for {', '.join(reader.endings)}" for name, reader in READERS.items())
_EXAMPLE = {
    "file": "weight,width,kind\n152,7.3,apple\n170,7.9,apple\n140,6.9,apple\n120,3.7,banana\n115,3.5,banana\n126,3.9,banana\n",
    "name": "fruit",
    "format": "csv",
}
#: The form of an upload, for its reader and for the description of the API.
UPLOAD_FORM = Form(
    "UploadForm",
    "A data set to upload.",
    (
        FormField("file", "The file.", Holds.FILE, is_required=True),
        FormField("name", "Name of the data set; the file's name when left out.", max_length=MAX_NAME),
        FormField("format", f"Format of the file; by the ending of its name when left out: {_ENDINGS}.", choices=tuple(READERS)),
        FormField("delimiter", "One character between the fields of a table; short for that of `reading`."),
        FormField("reading", "JSON object that settles how the file is read; its fields are those of the body of a reread."),
    ),
    field_bytes=64 * 1024,
    example=_EXAMPLE,
)
#: The form of a file that is appended.
APPEND_FORM = Form(
    "AppendForm",
    "A file to append to a data set.",
    (
        FormField("file", "The file.", Holds.FILE, is_required=True),
        FormField("format", "Format of the file; by the ending of its name when left out.", choices=tuple(READERS)),
        FormField("delimiter", "One character between the fields of a table; short for that of `reading`."),
        FormField("reading", "JSON object that settles how the file is read, over how the data set was."),
    ),
    field_bytes=64 * 1024,
    example={"file": "weight,width,kind\n131,3.8,banana\n", "format": "csv"},
)


if TYPE_CHECKING:
    FormatName = str  # A type checker cannot read the registry.
else:
    FormatName = Annotated[Literal[tuple(READERS)], SchemaName("UploadFormat", "Format of an uploaded file.")]


class CountOut(BaseModel):
    """A value and the number of its occurrences."""

    value: int | str = Field(description="The value, or the name of a class folder.")
    count: int = Field(description="Number of its occurrences.")


class ColumnOut(BaseModel):
    """A column of a table, or an array."""

    name: str = Field(description="Name of the column or array.")
    type: str = Field(description="int64, float64, text, boolean or date; for an array its NumPy type.")
    shape: list[int] = Field(description="Shape of one value; empty for single numbers and text.")
    n_samples: int = Field(description="Number of values, missing ones included.")
    n_missing: int = Field(description="Number of missing values: empty cells, NaN.")
    counts: list[CountOut] | None = Field(description="Occurrences of each value; null for more than 20 distinct values, and for floats.")


#: Description of a digest, for callers who compare files.
_DIGEST = (
    "SHA-256 of the file; of a version with appended rows that of the digest of the version before, a zero byte and the digest of the appended file."
)


class UploadOut(BaseModel):
    """An uploaded data set."""

    id: str = Field(description="Its id, by which paths name it.")
    owner: str = Field(description="Its owner.")
    source: str = Field(description="Value of `data.source` in a spec: dataset: and its id.")
    name: str = Field(description="Its name, for people.")
    format: FormatName = Field(description="Format of the file.")
    form: str = Field(description="Stored form of its values: table, array, arrays, images or text.")
    sha256: str = Field(description=_DIGEST)
    size_bytes: int = Field(description="Size of the file, in bytes; of a version with appended rows that of its files together.")
    n_samples: int = Field(description="Number of rows, images or characters; for arrays, samples of the first.")
    columns: list[ColumnOut] = Field(description="Columns of a table, or arrays; empty for images and text.")
    classes: list[CountOut] = Field(description="Class folders of images, in order; empty otherwise.")
    version: int = Field(description="Number of the version, from 1: rows that are appended make the next one.")
    previous: str | None = Field(description="Id of the version before; null for the first.")
    reading: ReadingReport | None = Field(description="How the file was read; null for a file of an earlier release.")
    doubts: list[Doubt] = Field(description="What has more than one meaning: a spec that uses it is refused until a reread settles it.")
    given: dict[str, Any] = Field(description="Fields of `reading` that were said with the upload or the reread; the rest was recognized.")
    created_at: datetime = Field(description="When it was uploaded.")
    tags: list[Tag] = Field(description="Its tags.")
    note: str = Field(description="What its owner has noted about it; empty if nothing.")

    @classmethod
    def of(cls, dataset: Dataset) -> Self:
        """Return the response for a stored data set."""
        record = record_of(dataset.format, dataset.description).model_dump(
            include={"form", "n_samples", "columns", "classes", "reading", "doubts", "given"}
        )
        names = ("id", "owner", "source", "name", "format", "sha256", "size_bytes", "version", "previous", "created_at", "tags", "note")
        return cls(**{name: getattr(dataset, name) for name in names}, **record)


#: Responses of the routes that read a file.
_TAKEN = merged_responses(
    {200: {"model": UploadOut, "description": "The same file was read in this way before"}},
    sends(201, "Location"),
    sends(200, "Location"),
)


@router.post(
    "",
    status_code=201,
    openapi_extra=form_body(UPLOAD_FORM),
    responses=merged_responses(_TAKEN, problems("invalid-file", "limit-reached")),
)
async def upload_dataset(request: Request, response: Response, parts: TheParts) -> UploadOut:
    """Upload a data set.

    A table (CSV), arrays (.npy, .npz), images in class folders (.zip, .tar.gz) or text. The file is checked whole before anything is stored. A spec
    names it by its `source`. `reading` says what was understood, `doubts` what was not. The same file in the same reading uploaded again gives the
    data set that exists, with status 200.
    """
    await require_room_for(request, parts)
    form = await UPLOAD_FORM.read(request, parts.settings.max_upload_bytes, await run_in_threadpool(parts.files.spool_folder))
    try:
        return await taken_in(_incoming(form), parts, response)
    finally:
        await form.close()


@router.post(
    "/{dataset_id}/reread",
    status_code=201,
    openapi_extra=json_body(Reading, {"missing": ["NA"], "types": {"weight": "number"}}),
    responses=merged_responses(_TAKEN, problems("no-such-dataset", "invalid-file", "limit-reached", "file-not-kept")),
)
async def reread_dataset(dataset_id: str, request: Request, response: Response, parts: TheParts) -> UploadOut:
    """Read an upload of your own again in another way.

    Makes a new data set of the same bytes; the old one stays. What the body leaves out is recognized anew. `settle` of a doubt is such a body.
    """
    dataset = await run_in_threadpool(parts.uploads.own, dataset_id)
    reading = await read_part(request, MAX_SPEC_BYTES, Reading, SPEC)
    source = parts.uploads.folder(dataset.id) / SOURCE
    if not source.is_file():
        raise Conflict(
            f"expected an upload whose file is kept, got {dataset_id} of an earlier release, or with appended rows; upload the file again",
            kind=FILE_NOT_KEPT,
        )
    return await taken_in(Incoming(source, dataset.name, dataset.name, dataset.format, reading, dataset.sha256), parts, response)


@router.post(
    "/{dataset_id}/append",
    status_code=201,
    openapi_extra=form_body(APPEND_FORM),
    responses=merged_responses(_TAKEN, problems("no-such-dataset", "invalid-file", "limit-reached")),
)
async def append_to_dataset(dataset_id: str, request: Request, response: Response, parts: TheParts) -> UploadOut:
    """Append rows or images to an upload of your own.

    Makes the next version, a data set with the values of both; the old one stays. The file is read as the data set was: its columns have the same
    names and types, in any order; images may be of new classes.
    """
    dataset = await run_in_threadpool(parts.uploads.own, dataset_id)
    await require_room_for(request, parts)
    form = await APPEND_FORM.read(request, parts.settings.max_upload_bytes, await run_in_threadpool(parts.files.spool_folder))
    try:
        incoming = _incoming(form, APPEND_FORM)
        async with parts.containment.readings.turn():
            made, created = await run_in_threadpool(append_to, dataset, incoming, parts.uploads, parts.files, parts.containment)
    finally:
        await form.close()
    return _told(made, created, response)


async def taken_in(incoming: Incoming, parts: Parts, response: Response) -> UploadOut:
    """Read a file in its turn and store it; set the status and the place of the data set."""
    async with parts.containment.readings.turn():
        dataset, created = await run_in_threadpool(take_in, incoming, parts.uploads, parts.files, parts.containment)
    return _told(dataset, created, response)


def _told(dataset: Dataset, created: bool, response: Response) -> UploadOut:
    response.status_code = 201 if created else 200
    response.headers["Location"] = link(f"/v1/datasets/{dataset.id}")
    return UploadOut.of(dataset)


def _incoming(form: FormData, described: Form = UPLOAD_FORM) -> Incoming:
    """Return the file and the other fields of a form."""
    file = form.get("file")
    texts = {name: value for name, value in form.items() if isinstance(value, str)}
    require_sound(described, form, *faults_of_text(texts.get("name") or getattr(file, "filename", None), "/name"))
    assert isinstance(file, SpooledFile)
    return Incoming(file.path, file.filename or "", texts.get("name"), texts.get("format"), reading_of(texts))


def reading_of(texts: dict[str, str]) -> Reading:
    """Return what a form says about the reading of its file.

    Args:
        texts: Its text fields by name; `reading` and `delimiter` are used.

    Raises:
        Invalid: They are not valid; pointers name the field.
    """
    said = decoded_object(texts["reading"], "/reading") if "reading" in texts else {}
    try:
        return part_of(said | ({"delimiter": texts["delimiter"]} if "delimiter" in texts else {}), Reading)
    except Invalid as error:
        is_short = "delimiter" in texts
        raise Invalid.of([fault if is_short and fault.pointer == "/delimiter" else fault.under("/reading") for fault in error.errors]) from error
