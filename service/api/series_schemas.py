"""Shapes of answers about series."""

from datetime import datetime
from typing import Any

from pydantic import BaseModel, Field


class ForecastOut(BaseModel):
    """A series rolled forward."""

    model: str = Field(description="The version that answered.")
    forecast: list[float] | list[list[float]] = Field(
        description="The steps after the series, in its own units: numbers, or rows where a step has several features."
    )


class SessionOut(BaseModel):
    """A stream that is being fed to a stateful model."""

    id: str
    model: str = Field(description="The version it was opened for.")
    n_steps: int = Field(description="Steps fed so far.")
    expires_at: datetime = Field(description="When it is forgotten unless it is fed again.")


class FedOut(BaseModel):
    """What a stateful model answers to the steps it was fed."""

    model: str = Field(description="The version that answered.")
    predictions: list[dict[str, Any]] = Field(description='{"value"} behind each step, in the units of the targets.')
    n_steps: int = Field(description="Steps fed so far, these included.")
    expires_at: datetime = Field(description="When the session is forgotten unless it is fed again.")
