"""Inputs of a prediction in any accepted format: JSON, images, .npy files, CSV."""

import asyncio
from collections.abc import AsyncGenerator
from dataclasses import dataclass
from functools import cached_property
from time import perf_counter
from typing import Any

from fastapi import Request
from starlette.datastructures import FormData, UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser

from models.artifact.samples.bounds import MAX_ITEMS
from models.artifact.samples.read import Items, n_items
from models.artifact.signature import Signature
from models.core.errors import Fault
from models.core.faults import pointer_of, quote
from models.serving.decoding import FORMATS, BodyError, BodyFormat, format_of, recognized
from models.serving.extras import Extras
from models.serving.predictor import Predictor
from service.bodies.content import BYTES, FORM, JSON, LONG, decode_json, media_type, read_body, require_utf8
from service.bodies.decoding_threads import decoded_in_thread
from service.bodies.extra_columns import known_columns
from service.bodies.forms import IMAGES_FORM, Form
from service.bodies.input_objects import ACTIVATION_INPUTS, ENCODE_INPUTS, PREDICT_INPUTS, InputsObject
from service.bodies.large_inputs import LARGE, decode_large
from service.bodies.row_limits import require_few_rows, require_few_windows
from service.deps import Parts
from service.errors import Invalid, Malformed, UnsupportedMedia

#: Bytes of a form that are parsed at a time; other requests run between the pieces.
FORM_PIECE = 64 * 1024


@dataclass(frozen=True)
class Taken:
    """The forms of body that a route takes.

    Args:
        json: The form of JSON that it takes.
        images: The form with images that it takes.
        files: Formats of files, by their names.
    """

    json: InputsObject | None = None
    images: Form | None = None
    files: tuple[str, ...] = ()

    @cached_property
    def formats(self) -> tuple[BodyFormat, ...]:
        """Return the formats of files."""
        return tuple(FORMATS[name] for name in self.files)

    @cached_property
    def recognizable(self) -> tuple[BodyFormat, ...]:
        """Return the formats of files that are recognized by their first bytes."""
        return tuple(known for known in self.formats if known.first_bytes)

    @property
    def media_types(self) -> list[str]:
        """Return the content types, for messages."""
        files = [media for known in self.formats for media in known.documented]
        return [JSON] * bool(self.json) + [FORM] * bool(self.images) + files + [BYTES] * bool(self.recognizable)


#: Every form of body.
EVERY = Taken(PREDICT_INPUTS, IMAGES_FORM, tuple(FORMATS))
#: Every form of body of inputs to encode.
TO_ENCODE = Taken(ENCODE_INPUTS, IMAGES_FORM, tuple(FORMATS))
#: Every form of body of a sample to follow through the layers.
TO_FOLLOW = Taken(ACTIVATION_INPUTS, IMAGES_FORM, tuple(FORMATS))


@dataclass(frozen=True)
class Inputs:
    """The inputs of a request.

    Args:
        items: One entry per sample, or arrays by input name.
        method: The method that a JSON body or a form names, or None.
        n_bytes: Size of the body.
        ignored: Columns of the body that the model does not know and that were passed over.
        decode_s: Seconds that decoding took, after the whole body had arrived.
    """

    items: Items
    method: Any
    n_bytes: int
    ignored: list[str]
    decode_s: float


async def read_inputs(request: Request, parts: Parts, predictor: Predictor, taken: Taken = EVERY, *, ignores_extra: bool = False) -> Inputs:
    """Read the inputs of a request.

    Args:
        request: The request.
        parts: The parts of the application, with the limits of a prediction.
        predictor: The model.
        taken: The forms of body that the route takes.
        ignores_extra: Whether columns that the model does not know are passed over.

    Raises:
        Invalid, Malformed, TooLarge, UnsupportedMedia: The body cannot be read as inputs.
    """
    media, extras = media_type(request), Extras(ignores_extra)
    _require_taken(media, predictor.signature, taken)
    body = await read_body(request, parts.settings.max_body_bytes)
    began = perf_counter()
    if media == JSON and taken.json:
        if not body:
            raise Malformed('expected an object with "inputs", one entry per sample, got no body')
        decode = decode_json if len(body) < LARGE else decode_large
        raw = decode(body) if len(body) < LONG else await decoded_in_thread(lambda: decode(body))
        found = taken.json.taken(raw, predictor.signature.input.columns)
        items: Items = known_columns(found["inputs"], predictor.signature.input, extras)
        method = found.get("method")
    else:
        items, method = await _other_items(media, request, body, predictor.signature, taken, extras)
    require_few_rows(n_items(items), parts, "/inputs")
    require_few_windows(items, predictor, parts)
    return Inputs(items, method, len(body), extras.found, perf_counter() - began)


def _require_taken(media: str, signature: Signature, taken: Taken) -> None:
    """Refuse a content type that the route does not take, before its body is read."""
    if media == JSON and taken.json:
        return
    if media == FORM and taken.images:
        _require_one_input(media, signature, holds_several=False)
    elif format_of(media, taken.formats) is None and not (media == BYTES and taken.recognizable):
        raise UnsupportedMedia(f"expected {', '.join(taken.media_types)}, got {media or 'no content type'}")


async def _other_items(media: str, request: Request, body: bytes, signature: Signature, taken: Taken, extras: Extras) -> tuple[Items, str | None]:
    """Return the inputs of a form or file, and the method that a form names."""
    if media == FORM and taken.images:
        return await _form_items(request, body, taken)
    try:
        found = format_of(media, taken.formats) or recognized(body, taken.recognizable)
        _require_one_input(media, signature, found.holds_several_inputs)
        if found.is_quick:
            return found.decode(body, signature, extras), None
        return await decoded_in_thread(lambda: found.decode(body, signature, extras)), None
    except BodyError as error:
        raise Malformed(str(error)) from error


def _require_one_input(media: str, signature: Signature, holds_several: bool) -> None:
    """Refuse a form of body that holds one input for a model of several."""
    if len(signature.inputs) == 1 or holds_several:
        return
    archives = " or ".join(name for known in FORMATS.values() if known.holds_several_inputs for name in known.documented)
    forms = f"{JSON} with an object per sample, or an archive with an array per input as {archives}"
    raise UnsupportedMedia(f"this model has the inputs {', '.join(signature.inputs)}: expected {forms}; got {media}")


async def _form_items(request: Request, body: bytes, taken: Taken) -> tuple[list[bytes], str | None]:
    require_utf8(request)

    async def stream() -> AsyncGenerator[bytes, None]:
        for start in range(0, len(body), FORM_PIECE):
            yield body[start : start + FORM_PIECE]
            await asyncio.sleep(0)

    try:
        form = await MultiPartParser(request.headers, stream(), max_files=MAX_ITEMS, max_part_size=len(body)).parse()
    except (MultiPartException, KeyError) as error:
        raise Malformed(f"expected multipart/form-data: {error}") from error
    try:
        method = _method_of(form, taken)
        images = [await value.read() for _, value in form.multi_items() if isinstance(value, UploadFile)]
    finally:
        await form.close()
    if not images:
        raise Invalid.of([Fault("", "expected at least one file in the form, got none")])
    return images, method


def _method_of(form: FormData, taken: Taken) -> str | None:
    """Return the method that a form names; its other text parts are refused, as nothing would read them.

    Raises:
        Invalid: There are other ones, or several of it.
    """
    texts = [(name, value) for name, value in form.multi_items() if isinstance(value, str)]
    options = (taken.json or PREDICT_INPUTS).optional
    known = f"expected files, and as text only {' and '.join(options)}" if options else "expected files only"
    faults = [
        Fault(pointer_of([name]), f"{known}, got the text {quote(value)}; an image is sent as a file with a name, options in the query")
        for name, value in texts
        if name not in options or [other for other, _ in texts].count(name) > 1
    ]
    if faults:
        raise Invalid.of(faults)
    return dict(texts).get("method")
