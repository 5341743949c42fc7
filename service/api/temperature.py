"""Temperatures applied to a distribution, by the function that texts are drawn with."""

from fastapi import APIRouter, Request
from fastapi.concurrency import run_in_threadpool
from pydantic import BaseModel, Field

from models.serving.tempering import TemperatureSpec, distributions
from service.access.guarded_route import GuardedRoute
from service.api.openapi import json_body
from service.bodies.content import read_part
from service.deps import TheParts

router = APIRouter(prefix="/v1", tags=["predictions"], route_class=GuardedRoute)


class DistributionOut(BaseModel):
    """A distribution at one temperature."""

    temperature: float = Field(description="The temperature.")
    probabilities: list[float] | dict[str, float] = Field(description="Probabilities that sum to 1, in the form of the given ones.")


class TemperaturesOut(BaseModel):
    """A distribution at each of the temperatures, in their order."""

    distributions: list[DistributionOut] = Field(description="The distributions, in the order of the temperatures.")


_EXAMPLE = {"probabilities": {"a": 0.5, "b": 0.3, "c": 0.2}, "temperatures": [0, 0.5, 1, 2]}


@router.post("/temperature", openapi_extra=json_body(TemperatureSpec, _EXAMPLE))
async def apply_temperature(request: Request, parts: TheParts) -> TemperaturesOut:
    """Apply temperatures to a distribution.

    Each probability to the power of 1 / T, divided by their sum, as texts are drawn. No model is needed.
    """
    spec = await read_part(request, parts.settings.max_body_bytes, TemperatureSpec)
    found = await run_in_threadpool(distributions, spec)
    rows = zip(spec.temperatures, found, strict=True)
    return TemperaturesOut(distributions=[DistributionOut(temperature=temperature, probabilities=row) for temperature, row in rows])
