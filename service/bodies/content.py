"""Reading of requests: headers, bodies of bounded size, JSON and forms with files."""

from collections.abc import AsyncGenerator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import orjson
from fastapi import Request
from pydantic import ValidationError
from python_multipart.multipart import parse_options_header
from starlette.datastructures import FormData
from starlette.formparsers import MultiPartException, MultiPartParser

from models.core.errors import Fault
from models.core.faults import faults_of, quote
from models.core.part import Part
from service.bodies.decoding_threads import decoded_in_thread
from service.bodies.doubled_keys import require_distinct_keys
from service.bodies.json_bounds import CALL, SPEC, JsonBounds, require_bounded, require_depth
from service.bodies.misplaced_keys import require_storable
from service.bodies.packed_bodies import coding_of, unpacked
from service.bodies.spooled_form import SpoolingParser
from service.errors import Invalid, Malformed, TooLarge, UnsupportedMedia

#: Content type of most bodies.
JSON = "application/json"
#: Content type of a form with files.
FORM = "multipart/form-data"
#: Charsets of a form that are taken: its texts are decoded on the event loop, and others take long (punycode), or fail (idna, undefined).
_CHARSETS = (b"utf-8", b"utf8", b"us-ascii")
#: Content types of files: images, HDF5, and any bytes.
PNG, SVG, HDF5, BYTES = "image/png", "image/svg+xml", "application/x-hdf5", "application/octet-stream"
#: Largest spec taken, in bytes.
MAX_SPEC_BYTES = 1024 * 1024
#: Size in bytes from which a body is decoded off the event loop.
LONG = 64 * 1024

PartT = TypeVar("PartT", bound=Part)


async def read_body(request: Request, limit: int) -> bytes:
    """Read a body of at most `limit` bytes, without its content coding.

    Raises:
        TooLarge: It is larger.
        UnsupportedMedia: It is in a coding that is not taken.
        Malformed: It is not in the coding that its header names.
    """
    return b"".join([chunk async for chunk in bounded(request, limit)])


async def bounded(request: Request, limit: int) -> AsyncGenerator[bytes, None]:
    """Yield a body of at most `limit` bytes chunk by chunk, without its content coding.

    Args:
        request: The request.
        limit: Largest body, in bytes, in its coding and without.

    Raises:
        TooLarge: It is larger.
        UnsupportedMedia: It is in a coding that is not taken.
        Malformed: It is not in the coding that its header names.
    """
    coding = coding_of(request.headers.get("content-encoding", ""))
    size = int(request.headers.get("content-length", 0))
    if size > limit:
        raise TooLarge(f"expected a body of at most {limit:,} bytes, got {size:,}")
    received = _received(request, limit)
    async for chunk in received if coding is None else unpacked(received, coding, limit):
        yield chunk


async def _received(request: Request, limit: int) -> AsyncGenerator[bytes, None]:
    size = 0
    async for chunk in request.stream():
        size += len(chunk)
        if size > limit:
            raise TooLarge(f"expected a body of at most {limit:,} bytes, got more")
        yield chunk


def decode_json(body: bytes) -> Any:
    """Decode JSON.

    Raises:
        Malformed: It is not JSON (NaN and Infinity are not), nested too deeply, or an object in it has a key twice.
    """
    require_depth(body)
    try:
        decoded = orjson.loads(body)
    except orjson.JSONDecodeError as error:
        raise Malformed(f"expected JSON (which has no NaN or Infinity), got: {error}") from error
    require_distinct_keys(body, decoded)
    return decoded


def decode_bounded(body: bytes, bounds: JsonBounds) -> Any:
    """Decode JSON after its keys and values are counted.

    Raises:
        Malformed: It is not JSON, or nested too deeply.
        Invalid: It holds more than the bounds allow, or an API key or U+0000 although it is stored.
    """
    require_bounded(body, bounds)
    raw = decode_json(body)
    if bounds.is_stored:
        require_storable(raw, body)
    return raw


def decoded_object(text: str, pointer: str) -> dict[str, Any]:
    """Decode a JSON object in a text field or parameter.

    Args:
        text: The text.
        pointer: Where in the request it is.

    Raises:
        Invalid: It is not a JSON object within bounds.
    """
    try:
        decoded = decode_bounded(text.encode(), SPEC)
    except Malformed as error:
        raise Invalid.of([Fault(pointer, f"expected a JSON object, got {quote(text)}: {error.detail}")]) from error
    if not isinstance(decoded, dict):
        raise Invalid.of([Fault(pointer, f"expected a JSON object, got {quote(text)}")])
    return decoded


async def decoded_body(request: Request, limit: int = MAX_SPEC_BYTES, bounds: JsonBounds = SPEC) -> tuple[Any, bytes]:
    """Read a JSON body; return it decoded and as bytes.

    Args:
        request: The request.
        limit: Largest body, in bytes.
        bounds: Most keys and values.

    Raises:
        Invalid, Malformed, TooLarge, UnsupportedMedia: It is not a JSON body within the limits.
    """
    media = media_type(request)
    if media != JSON:
        raise UnsupportedMedia(f"expected {JSON}, got {media or 'no content type'}")
    body = await read_body(request, limit)
    if len(body) < LONG:
        return decode_bounded(body, bounds), body
    return await decoded_in_thread(lambda: decode_bounded(body, bounds)), body


async def read_part(request: Request, limit: int, part: type[PartT], bounds: JsonBounds = CALL) -> PartT:
    """Read a JSON body of a given form.

    Args:
        request: The request.
        limit: Largest body, in bytes.
        part: The form it must have.
        bounds: Most keys and values.

    Raises:
        Invalid: It has another form; pointers are into the body.
        Malformed, TooLarge, UnsupportedMedia: It is not a JSON body within the limits.
    """
    raw, body = await decoded_body(request, limit, bounds)
    return part_of(raw, part) if len(body) < LONG else await decoded_in_thread(lambda: part_of(raw, part))


def part_of(raw: Any, part: type[PartT]) -> PartT:
    """Validate a decoded body.

    Raises:
        Invalid: It has another form.
    """
    try:
        return part.model_validate(raw)
    except ValidationError as error:
        raise Invalid.of(faults_of(error, raw, part)) from error


def media_type(request: Request) -> str:
    """Return the content type of a request in lower case, without parameters; empty if it has none."""
    return request.headers.get("content-type", "").split(";")[0].strip().lower()


def require_utf8(request: Request) -> None:
    """Refuse a form whose content type names another charset than UTF-8.

    Raises:
        UnsupportedMedia: It does.
    """
    charset = parse_options_header(request.headers.get("content-type", ""))[1].get(b"charset", b"utf-8")
    if charset.lower() not in _CHARSETS:
        raise UnsupportedMedia(f"expected a form in UTF-8, got the charset {quote(charset.decode('latin-1'))}")


def wants_png(request: Request) -> bool:
    """Return whether the caller accepts image/png by name."""
    return PNG in request.headers.get("accept", "").lower()


def file_type(request: Request, media_type: str) -> str:
    """Return the content type of a file that is sent: its own, or that of any bytes where the caller accepts only those."""
    accepted = request.headers.get("accept", "").lower()
    own = (media_type, f"{media_type.partition('/')[0]}/*", "*/*")
    return BYTES if BYTES in accepted and not any(known in accepted for known in own) else media_type


@dataclass(frozen=True)
class Bounds:
    """Limits of a form.

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


async def read_form(request: Request, bounds: Bounds, folder: Path | None = None) -> FormData:
    """Read a form; its files are written to disk while they are received.

    Args:
        request: The request.
        bounds: Its limits.
        folder: Where its files are written, as `SpooledFile`; a place for temporary files when left out.

    Raises:
        UnsupportedMedia, TooLarge, Malformed: It is not a form within the bounds.
    """
    media = media_type(request)
    if media != FORM:
        raise UnsupportedMedia(f"expected {FORM}, got {media or 'no content type'}")
    require_utf8(request)
    content = bounded(request, bounds.body_bytes)
    limits = {"max_files": bounds.files, "max_fields": bounds.fields, "max_part_size": bounds.field_bytes}
    parser = SpoolingParser(request.headers, content, folder, **limits) if folder else MultiPartParser(request.headers, content, **limits)
    try:
        return await parser.parse()
    except MultiPartException as error:
        files = "one file" if bounds.files == 1 else f"at most {bounds.files} files"
        raise Malformed(f"expected multipart/form-data with {files}: {error.message}") from error
