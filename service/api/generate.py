"""Texts written by a model: whole, or symbol by symbol as a stream of events."""

from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing
from itertools import islice
from time import monotonic
from typing import Any

import orjson
from fastapi import APIRouter, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import StreamingResponse
from fastapi.sse import format_sse_event

from models.core.errors import ArtifactError, Fault
from models.serving.verbs.generate import Generation, GenerationSpec, TextGenerator
from service.api.answering import answering, loaded_model
from service.api.bodies import read_part
from service.api.generate_schemas import GENERATE_BODY, GENERATE_STREAM, TextOut
from service.compiled_models import Loaded
from service.deps import Parts, TheParts
from service.errors import Invalid, Unavailable

router = APIRouter(prefix="/v1/models", tags=["predictions"])

#: Seconds of writing in one go, off the event loop; between two the caller may have gone, or the process may be asked to stop.
_BLOCK_S = 0.05


@router.post("/{ref}/generate", response_model=TextOut, openapi_extra=GENERATE_BODY, responses=GENERATE_STREAM)
async def generate_text(ref: str, request: Request, parts: TheParts) -> Response:
    """Write on from a text: whole as JSON, or with `Accept: text/event-stream` an event for each letter or word as it is drawn."""
    spec = await read_part(request, parts.settings.max_body_bytes, GenerationSpec)
    name, loaded = await loaded_model(ref, parts)
    generator = _generator(name, loaded)
    parts.streams.require_room()
    generation = await run_in_threadpool(generator.start, spec)
    told = {"model": name, "seed": generation.seed, "seed_number": generation.seed_number, "temperature": spec.temperature, "by": generator.by}
    blocks = _blocks(generation, request, parts)
    if "text/event-stream" in request.headers.get("accept", ""):
        events = _events(blocks, told, spec.length)
        return StreamingResponse(events, media_type="text/event-stream", headers={"Cache-Control": "no-cache"})
    async with answering(name, loaded, parts), aclosing(blocks):
        pieces = [piece async for block in blocks for piece in block]
    if len(pieces) < spec.length:
        raise Unavailable("the service is stopping, or the caller has gone: the text was not written to its end")
    body = orjson.dumps({**told, "text": "".join(pieces), "symbols": len(pieces)})
    return Response(body, media_type="application/json")


def _generator(name: str, loaded: Loaded) -> TextGenerator:
    if loaded.generator is None:
        kind = loaded.predictor.signature.output.kind
        detail = f"model {name} is one of {kind}: expected a model that has learned a text by a letters or words step"
        raise Invalid.of([Fault("", detail)])
    return loaded.generator


async def _blocks(generation: Generation, request: Request, parts: Parts) -> AsyncGenerator[list[str]]:
    """Write in blocks, each on a thread, until the text is whole, the caller has gone or the process is to stop."""
    with parts.streams.opened():
        while not parts.streams.stopping and not await request.is_disconnected():
            block = await run_in_threadpool(_block, generation)
            if not block:
                return
            yield block


def _block(generation: Generation) -> list[str]:
    """Return the next pieces: as many as a moment gives, at least one; none when the text is whole."""
    deadline, pieces = monotonic() + _BLOCK_S, []
    for piece in islice(generation.pieces, 1_000):
        pieces.append(piece)
        if monotonic() > deadline:
            break
    return pieces


async def _events(blocks: AsyncGenerator[list[str]], told: dict[str, Any], length: int) -> AsyncIterator[bytes]:
    """Yield an event `start`, one named `symbol` for each piece, and `end` if there were as many as asked for; or `error`."""
    n_symbols = 0
    yield _event("start", told)
    try:
        async with aclosing(blocks):
            async for block in blocks:
                n_symbols += len(block)
                yield b"".join(_event("symbol", {"text": piece}) for piece in block)
    except ArtifactError as error:
        yield _event("error", {"detail": f"the model stopped answering: {error}"})
        return
    if n_symbols == length:
        yield _event("end", {"symbols": n_symbols})


def _event(kind: str, data: dict[str, Any]) -> bytes:
    return format_sse_event(event=kind, data_str=orjson.dumps(data).decode())
