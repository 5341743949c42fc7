"""Shapes of answers about series."""

from pydantic import BaseModel, Field


class ForecastOut(BaseModel):
    """A series rolled forward."""

    model: str = Field(description="The version that answered.")
    forecast: list[float] | list[list[float]] = Field(
        description="The steps after the series, in its own units: numbers, or rows where a step has several features."
    )
