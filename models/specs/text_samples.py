"""Text that a network writes while it learns to."""

from typing import Annotated

from pydantic import Field

from models.core.part import Part

#: Most symbols that are drawn in one go, in training or by a request.
MAX_LENGTH = 20_000
#: What divides the logarithms of probabilities: below 1 likely symbols become likelier, above 1 unlikely ones do.
Temperature = Annotated[float, Field(gt=0, le=100)]


class Samples(Part):
    """Samples of a text model: after an epoch, a text for each temperature, an event of the job and a line of its output file."""

    seed_text: str | None = Field(
        None,
        min_length=1,
        max_length=10_000,
        description="What the texts go on from; when left out, a piece of the training text, another in each epoch.",
    )
    length: int = Field(1000, ge=1, le=MAX_LENGTH, description="Symbols of each text.")
    temperatures: list[Temperature] = Field([0.5, 1.0, 1.5], min_length=1, max_length=10, description="Temperature of each text, above 0.")
    every: int = Field(1, ge=1, le=100_000, description="Epochs from one time to the next.")
