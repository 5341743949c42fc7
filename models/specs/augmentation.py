"""The augmentation part of a spec: how training pictures are changed at random."""

from typing import Literal, Self

from pydantic import Field, model_validator

from models.core.part import Part

#: Most generated pictures that a job keeps.
MAX_SAVED = 100
#: Fields of which one at least changes pictures.
CHANGES = ("rotation", "width_shift", "height_shift", "zoom", "shear", "horizontal_flip", "vertical_flip", "brightness")


class Augmentation(Part):
    """Change every training picture at random, otherwise each time that training sees it; validation and test never are."""

    rotation: float = Field(0, ge=0, le=180, description="Degrees a picture is turned by at most, one way or the other.")
    width_shift: float = Field(0, ge=0, le=1, description="Share of the width that a picture is moved by at most, to the left or right.")
    height_shift: float = Field(0, ge=0, le=1, description="Share of the height that a picture is moved by at most, up or down.")
    zoom: float = Field(0, ge=0, le=0.9, description="Share that a picture is made larger or smaller by at most, 0.2 for a factor from 0.8 to 1.2.")
    shear: float = Field(0, ge=0, le=80, description="Degrees that upright lines are slanted by at most, one way or the other.")
    horizontal_flip: bool = Field(False, description="Swap left and right in half of the cases.")
    vertical_flip: bool = Field(False, description="Swap top and bottom in half of the cases.")
    brightness: float = Field(0, ge=0, le=1, description="Share of the range of values by which all values are raised or lowered at most.")
    fill_mode: Literal["constant", "nearest", "reflect", "wrap"] = Field(
        "nearest", description="What comes in from beyond the edges: fill_value, the pixel at the edge, the mirrored picture, or the picture again."
    )
    fill_value: float | None = Field(
        None, description="What comes in with fill_mode constant, as the network sees values; the least of the training pictures when left out."
    )
    seed: int | None = Field(None, ge=0, lt=2**31, description="Seed of these draws; the job's when left out.")
    save: int = Field(0, ge=0, le=MAX_SAVED, description="How many pictures of the first epoch are kept among the job's files, as PNG.")

    @model_validator(mode="after")
    def _changes_something(self) -> Self:
        if not any(getattr(self, name) for name in CHANGES):
            raise ValueError(f"expected at least one of {', '.join(CHANGES)} above 0 or true, got none")
        if self.fill_value is not None and self.fill_mode != "constant":
            raise ValueError(f"fill_value goes with fill_mode constant, got {self.fill_mode}")
        return self
