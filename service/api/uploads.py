"""Uploaded data sets: take a file in, delete one."""

from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile

from models.core.errors import Fault
from models.uploads.formats import READERS
from service.api.forms import Bounds, read_form
from service.api.upload_schemas import UploadOut
from service.deps import TheParts
from service.errors import Invalid
from service.intake import Incoming, take_in

router = APIRouter(prefix="/v1/datasets", tags=["datasets"])

FIELDS = ("name", "format", "delimiter")
#: Longest text field of the form, in bytes.
MAX_FIELD_BYTES = 4096

_ENDINGS = "; ".join(f"{name} for {', '.join(reader.endings)}" for name, reader in READERS.items())
_FORM: dict[str, Any] = {
    "type": "object",
    "required": ["file"],
    "properties": {
        "file": {"type": "string", "format": "binary", "description": "The file."},
        "name": {"type": "string", "maxLength": 200, "description": "What the data set is called; the file's name when left out."},
        "format": {
            "type": "string",
            "enum": list(READERS),
            "description": f"Format of the file; by its name when left out: {_ENDINGS}.",
        },
        "delimiter": {"type": "string", "description": "One character between the fields of a table; found out when left out."},
    },
}
UPLOAD_BODY: dict[str, Any] = {"requestBody": {"required": True, "content": {"multipart/form-data": {"schema": _FORM}}}}


@router.post("", status_code=201, openapi_extra=UPLOAD_BODY, responses={200: {"model": UploadOut, "description": "The same file came before"}})
async def upload_dataset(request: Request, response: Response, parts: TheParts) -> UploadOut:
    """Upload a data set: a file of a table, of arrays, of images in class folders, of text.

    A file that is not sound leaves nothing behind.
    """
    form = await read_form(request, Bounds(parts.settings.max_upload_bytes, files=1, fields=len(FIELDS), field_bytes=MAX_FIELD_BYTES))
    try:
        dataset, created = await run_in_threadpool(take_in, _incoming(form), parts.uploads, parts.files)
    finally:
        await form.close()
    response.status_code = 201 if created else 200
    response.headers["Location"] = f"/v1/datasets/{dataset.id}"
    return UploadOut.of(dataset)


@router.delete("/{dataset_id}", status_code=204)
def delete_dataset(dataset_id: str, parts: TheParts) -> None:
    """Delete an uploaded data set that no queued or running job uses."""
    parts.uploads.delete(dataset_id)


def _incoming(form: FormData) -> Incoming:
    """Return the file of a form with the fields beside it."""
    faults = [Fault(f"/{key}", f"expected the fields file, {', '.join(FIELDS)}; this one is unknown") for key in form if key not in ("file", *FIELDS)]
    file = form.get("file")
    if not isinstance(file, UploadFile):
        faults.append(Fault("/file", "expected a file, got none" if file is None else "expected a file with a name, got a text field"))
    texts = {field: form.get(field) for field in FIELDS}
    faults += [Fault(f"/{field}", "expected text, got a file") for field, value in texts.items() if isinstance(value, UploadFile)]
    if faults:
        raise Invalid.of(faults)
    assert isinstance(file, UploadFile)
    return Incoming(file.file, file.filename or "", **{field: value for field, value in texts.items() if isinstance(value, str)})
