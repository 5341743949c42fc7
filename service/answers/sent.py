"""Answers of the verbs of a model other than `predict`."""

from collections.abc import Callable
from time import perf_counter
from typing import Any

from fastapi import Response

from service.answers.json_forms import numbers_json
from service.answers.precision import rounded
from service.batching.phases import Phases
from service.bodies.content import JSON, PNG
from service.compiled_models import Loaded
from service.predicting import called


async def numbers_response(name: str, loaded: Loaded, compute: Callable[[], dict[str, Any]], digits: int | None = None) -> Response:
    """Return the response with what a function computes in a thread of the model, with the version and the times in its headers.

    Args:
        name: The model version.
        loaded: The model.
        compute: Returns the fields of the answer besides `model`.
        digits: Significant digits of its floats; all if None.
    """
    phases = Phases()
    body, encode_s = await called(loaded, lambda: _computed(name, compute, digits), phases)
    phases.model_s -= encode_s
    phases.encode_s += encode_s
    loaded.latencies.observe(phases)
    return Response(body, media_type=JSON, headers=model_headers(name, phases))


async def image_response(name: str, loaded: Loaded, draw: Callable[[], bytes], phases: Phases | None = None) -> Response:
    """Return the response with the PNG file that a function draws in a thread of the model, with the version and the times in its headers.

    Args:
        name: The model version.
        loaded: The model.
        draw: Returns the file.
        phases: Times of what came before; none when left out.
    """
    phases = phases or Phases()
    drawn = await called(loaded, draw, phases)
    loaded.latencies.observe(phases)
    return Response(drawn, media_type=PNG, headers=model_headers(name, phases))


def model_headers(name: str, phases: Phases | None = None) -> dict[str, str]:
    """Return the headers of an answer of a model: its version, and the times."""
    return {"X-Model-Version": name, **({} if phases is None else {"Server-Timing": phases.header.decode()})}


def _computed(name: str, compute: Callable[[], dict[str, Any]], digits: int | None) -> tuple[bytes, float]:
    """Return the body, and the seconds that making it took after its fields were computed."""
    fields = compute()
    computed = perf_counter()
    body = numbers_json({"model": name, **rounded(fields, digits)})
    return body, perf_counter() - computed
