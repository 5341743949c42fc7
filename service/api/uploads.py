"""Uploaded data sets: upload and delete."""

from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Literal, Self

from fastapi import APIRouter, Request, Response
from fastapi.concurrency import run_in_threadpool
from pydantic import BaseModel, Field
from starlette.datastructures import FormData, UploadFile

from models.core.schema_name import SchemaName
from models.uploads.formats import READERS
from models.uploads.stored.upload_record import Record
from service.access.guarded_route import GuardedRoute
from service.api.documented_headers import merged_responses, sends
from service.api.keys import actor_of
from service.api.openapi import form_body
from service.api.stored import require_room_for
from service.bodies.forms import Form, FormField, Holds, require_sound
from service.bodies.misplaced_keys import faults_of_text
from service.deps import TheParts
from service.intake import MAX_NAME, Incoming, take_in
from service.problem_types.declared import problems
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
        FormField("delimiter", "One character between the fields of a table; detected when left out."),
    ),
    field_bytes=4096,
    example=_EXAMPLE,
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
    type: str = Field(description="int64, float64 or text; for an array its NumPy type.")
    shape: list[int] = Field(description="Shape of one value; empty for single numbers and text.")
    n_samples: int = Field(description="Number of values, missing ones included.")
    n_missing: int = Field(description="Number of missing values: empty cells, NaN.")
    counts: list[CountOut] | None = Field(description="Occurrences of each value; null for more than 20 distinct values, and for floats.")


class UploadOut(BaseModel):
    """An uploaded data set."""

    id: str = Field(description="Its id, by which paths name it.")
    owner: str = Field(description="Its owner.")
    source: str = Field(description="Value of `data.source` in a spec: dataset: and its id.")
    name: str = Field(description="Its name, for people.")
    format: FormatName = Field(description="Format of the file.")
    sha256: str = Field(description="Digest of the file.")
    size_bytes: int = Field(description="Size of the file, in bytes.")
    n_samples: int = Field(description="Number of rows, images or characters; for arrays, samples of the first.")
    columns: list[ColumnOut] = Field(description="Columns of a table, or arrays; empty for images and text.")
    classes: list[CountOut] = Field(description="Class folders of images, in order; empty otherwise.")
    created_at: datetime = Field(description="When it was uploaded.")

    @classmethod
    def of(cls, dataset: Dataset) -> Self:
        """Return the response for a stored data set."""
        record = Record.model_validate(dataset.description).model_dump(include={"n_samples", "columns", "classes"})
        names = ("id", "owner", "source", "name", "format", "sha256", "size_bytes", "created_at")
        return cls(**{name: getattr(dataset, name) for name in names}, **record)


@router.post(
    "",
    status_code=201,
    openapi_extra=form_body(UPLOAD_FORM),
    responses=merged_responses(
        {200: {"model": UploadOut, "description": "The same file was uploaded before"}},
        problems("invalid-file", "limit-reached"),
        sends(201, "Location"),
        sends(200, "Location"),
    ),
)
async def upload_dataset(request: Request, response: Response, parts: TheParts) -> UploadOut:
    """Upload a data set.

    A table (CSV), arrays (.npy, .npz), images in class folders (.zip) or text. The file is checked whole before anything is stored. A spec names it
    by its `source`. The same file uploaded again gives the data set that exists, with status 200.
    """
    await require_room_for(request, parts)
    form = await UPLOAD_FORM.read(request, parts.settings.max_upload_bytes)
    try:
        async with parts.containment.readings.turn():
            dataset, created = await run_in_threadpool(take_in, _incoming(form), parts.uploads, parts.files, parts.containment)
    finally:
        await form.close()
    response.status_code = 201 if created else 200
    response.headers["Location"] = link(f"/v1/datasets/{dataset.id}")
    return UploadOut.of(dataset)


@router.delete("/{dataset_id}", status_code=204, responses=problems("dataset-in-use"))
def delete_dataset(dataset_id: str, parts: TheParts) -> None:
    """Delete an upload of your own.

    Models that were trained on it stay. It is refused with 409 while a job that has not ended uses the data set.
    """
    parts.uploads.delete(dataset_id, actor_of(parts.caller))


def _incoming(form: FormData) -> Incoming:
    """Return the file and the other fields of a form."""
    file = form.get("file")
    require_sound(UPLOAD_FORM, form, *faults_of_text(form.get("name") or getattr(file, "filename", None), "/name"))
    assert isinstance(file, UploadFile)
    return Incoming(file.file, file.filename or "", **{name: value for name, value in form.items() if isinstance(value, str)})
