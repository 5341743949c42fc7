"""Refusal of files that their owner may not store, before they are read."""

from fastapi import Request
from fastapi.concurrency import run_in_threadpool

from service.bodies.content import MAX_SPEC_BYTES
from service.deps import Parts

#: Most bytes of a form that are not its file: an architecture and other text fields, names and boundaries.
FORM_BYTES = 2 * MAX_SPEC_BYTES


async def require_room_for(request: Request, parts: Parts) -> None:
    """Require that an owner may store the file of a form. What is stored is measured again once it is read.

    Raises:
        TooMany: It stores as many bytes as it may, or would by the size of the body.
    """
    if parts.quota.limits.stored_bytes:
        length = int(request.headers.get("content-length", 0))
        await run_in_threadpool(parts.quota.require_room, max(0, length - FORM_BYTES))
