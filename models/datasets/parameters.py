"""Parameters that several generators share."""

from typing import Annotated

from pydantic import Field

Points = Annotated[int, Field(ge=2, le=1_000_000, description="Number of points.")]
Noise = Annotated[float, Field(ge=0, description="Standard deviation of the normal noise added to each coordinate.")]
Seed = Annotated[int, Field(ge=0, lt=2**31, description="Seed of the draws.")]
Scale = Annotated[tuple[float, float], Field(description="Factors that x and y are multiplied by afterwards.")]
