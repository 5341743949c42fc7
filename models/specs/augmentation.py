"""The augmentation part of a spec: random changes of training images."""

from typing import Literal, Self

from pydantic import Field, model_validator

from models.core.part import Part

#: Most changed images that a job keeps.
MAX_SAVED = 100
#: Fields that change images; at least one is given.
CHANGES = ("rotation", "width_shift", "height_shift", "zoom", "shear", "horizontal_flip", "vertical_flip", "brightness")


class Augmentation(Part):
    """Change training images at random, differently each time; validation and test images stay unchanged."""

    rotation: float = Field(0, ge=0, le=180, description="Largest rotation in either direction, in degrees.")
    width_shift: float = Field(0, ge=0, le=1, description="Largest shift to the left or right, as a share of the width.")
    height_shift: float = Field(0, ge=0, le=1, description="Largest shift up or down, as a share of the height.")
    zoom: float = Field(0, ge=0, le=0.9, description="Largest change of scale: 0.2 for a factor from 0.8 to 1.2.")
    shear: float = Field(0, ge=0, le=80, description="Largest slant of vertical lines in either direction, in degrees.")
    horizontal_flip: bool = Field(False, description="Swap left and right with probability 0.5.")
    vertical_flip: bool = Field(False, description="Swap top and bottom with probability 0.5.")
    brightness: float = Field(0, ge=0, le=1, description="Largest amount added to or taken from all values, as a share of their range.")
    fill_mode: Literal["constant", "nearest", "reflect", "wrap"] = Field(
        "nearest",
        description="Values from outside of the image: fill_value, the nearest pixel, the mirrored image or the repeated image.",
    )
    fill_value: float | None = Field(
        None, description="Value of fill_mode constant, after preprocessing; the smallest value of the training images when left out."
    )
    seed: int | None = Field(None, ge=0, lt=2**31, description="Seed of the random changes; the job's when left out.")
    save: int = Field(0, ge=0, le=MAX_SAVED, description="Number of changed images of the first epoch that are kept among the job's files, as PNG.")

    @model_validator(mode="after")
    def _changes_something(self) -> Self:
        if not any(getattr(self, name) for name in CHANGES):
            raise ValueError(f"expected at least one of {', '.join(CHANGES)} above 0 or true, got none")
        if self.fill_value is not None and self.fill_mode != "constant":
            raise ValueError(f"fill_value: expected fill_mode constant with it, got {self.fill_mode}")
        return self
