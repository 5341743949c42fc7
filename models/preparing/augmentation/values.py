"""The range of values that training pictures have."""

from dataclasses import dataclass

from models.core.arrays import Array
from models.specs.augmentation import Augmentation

#: Axes of an array of images: samples, height, width, channels.
IMAGE_AXES = 4
#: Pictures that are looked at, the first of the training part.
LOOKED_AT = 100


@dataclass(frozen=True)
class Values:
    """Least and greatest value of the first training pictures, as the network sees them."""

    low: float
    high: float

    @classmethod
    def of(cls, images: Array) -> "Values":
        """Look at training pictures, array of shape (n, height, width, channels)."""
        looked_at = images[:LOOKED_AT]
        return cls(float(looked_at.min()), float(looked_at.max()))

    @property
    def span(self) -> float:
        """Return how far the two are apart."""
        return self.high - self.low

    def fill(self, augmentation: Augmentation) -> float:
        """Return what comes in from beyond the edges with fill_mode constant."""
        return self.low if augmentation.fill_value is None else augmentation.fill_value
