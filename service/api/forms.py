"""Forms with files: read as they come, with bounds."""

from dataclasses import dataclass

from fastapi import Request
from starlette.datastructures import FormData
from starlette.formparsers import MultiPartException, MultiPartParser

from service.api.bodies import bounded
from service.api.headers import media_type
from service.errors import Malformed, UnsupportedMedia


@dataclass(frozen=True)
class Bounds:
    """How large a form may be.

    Args:
        body_bytes: Largest body.
        files: Most files.
        fields: Most text fields.
        field_bytes: Longest text field.
    """

    body_bytes: int
    files: int
    fields: int
    field_bytes: int


async def read_form(request: Request, bounds: Bounds) -> FormData:
    """Read a form; its files go to the disk as they come.

    Raises:
        UnsupportedMedia, TooLarge, Malformed: There is no such form to read.
    """
    media = media_type(request)
    if media != "multipart/form-data":
        raise UnsupportedMedia(f"expected multipart/form-data, got {media or 'no content type'}")
    content = bounded(request, bounds.body_bytes)
    parser = MultiPartParser(request.headers, content, max_files=bounds.files, max_fields=bounds.fields, max_part_size=bounds.field_bytes)
    try:
        return await parser.parse()
    except MultiPartException as error:
        files = "one file" if bounds.files == 1 else f"at most {bounds.files} files"
        raise Malformed(f"expected multipart/form-data with {files}: {error.message}") from error
