"""Augmentation looked at before anyone trains."""

from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.concurrency import run_in_threadpool

from models.checking.check import check_spec
from models.core.errors import SpecError
from models.preparing.augmentation.preview import preview_png
from service.api.bodies import AugmentationPreview, base_of, decoded_body, envelope_of
from service.api.datasets import PngResponse, reported
from service.api.openapi import AUGMENTATION_BODY
from service.deps import Parts, TheParts
from service.errors import Invalid

router = APIRouter(prefix="/v1/augmentation", tags=["specs"])


@router.post("/preview", response_class=PngResponse, openapi_extra=AUGMENTATION_BODY)
async def preview_augmentation(request: Request, parts: TheParts) -> Response:
    """Draw one training picture of a job, and what training would make of it, as a PNG file; nothing runs."""
    raw, _ = await decoded_body(request)
    return PngResponse(await run_in_threadpool(_drawn, raw, parts))


def _drawn(raw: Any, parts: Parts) -> bytes:
    wanted = envelope_of(raw, AugmentationPreview)
    base, prefix, faults = base_of(wanted)
    result = check_spec(base, parts.lookup) if base is not None else None
    faults += [fault.under(prefix) for fault in result.errors] if result else []
    if faults or result is None or result.spec is None:
        raise Invalid.of(faults)
    try:
        with reported():
            return preview_png(result.spec, wanted.index, wanted.count, parts.settings.cache, parts.lookup)
    except SpecError as error:
        raise Invalid.of([fault if fault.pointer == "/index" else fault.under(prefix) for fault in error.faults]) from error
