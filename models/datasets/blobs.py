"""Clouds of points round given or drawn centres."""

from pathlib import Path
from typing import Annotated, ClassVar, Self

from pydantic import Field, model_validator

from models.core.tensors import TensorType
from models.datasets.data_set import Data, DataSet, Description
from models.datasets.parameters import Points, Seed

#: Most numbers in all points together.
MAX_VALUES = 10_000_000
Deviation = Annotated[float, Field(ge=0)]
Center = Annotated[list[float], Field(min_length=1, max_length=1000)]


class Blobs(DataSet):
    """Normally distributed points round each centre; the class is the centre's place, counted from 0.

    Source: chapter scikit-learn, section on data sets; scikit-learn's make_blobs.
    """

    source: ClassVar[str] = "blobs"
    title: ClassVar[str] = "Blobs"

    n_samples: Points = 800
    centers: Annotated[int, Field(ge=1, le=1000)] | Annotated[list[Center], Field(min_length=1, max_length=1000)] = Field(
        [[-10.0, -10.0], [-2.5, 2.5], [10.0, 10.0]],
        description="Points the blobs lie round; or how many, drawn uniformly between -10 and 10 in each coordinate.",
    )
    cluster_std: Deviation | Annotated[list[Deviation], Field(min_length=1, max_length=1000)] = Field(
        1.0, description="Standard deviation of all blobs, or of each."
    )
    n_features: int | None = Field(None, ge=1, le=1000, description="Coordinates of a point where centers is a number; 2 when left out.")
    seed: Seed = 42

    @model_validator(mode="after")
    def _parts_fit(self) -> Self:
        given = self.centers if isinstance(self.centers, list) else []
        if len({len(center) for center in given}) > 1:
            raise ValueError("expected centers of one length")
        if given and self.n_features not in (None, len(given[0])):
            raise ValueError(f"n_features is for drawn centers; the given ones have {len(given[0])} coordinates, got {self.n_features}")
        if isinstance(self.cluster_std, list) and len(self.cluster_std) != self.n_centers:
            raise ValueError(f"expected one cluster_std, or one for each of the {self.n_centers} centers, got {len(self.cluster_std)}")
        if self.n_samples < self.n_centers:
            raise ValueError(f"expected at least one point a center, got {self.n_samples} points for {self.n_centers} centers")
        if self.n_samples * self.width > MAX_VALUES:
            raise ValueError(f"expected at most {MAX_VALUES:,} numbers in all points, got {self.n_samples:,} points of {self.width} coordinates")
        return self

    @property
    def n_centers(self) -> int:
        """Return the number of blobs."""
        return len(self.centers) if isinstance(self.centers, list) else self.centers

    @property
    def width(self) -> int:
        """Return the number of coordinates of a point."""
        return len(self.centers[0]) if isinstance(self.centers, list) else self.n_features or 2

    def describe(self) -> Description:
        inputs, targets = TensorType((self.width,), "float64"), TensorType((), "int64")
        columns = ("x", "y") if self.width == 2 else None
        return Description(inputs, targets, n_train=self.n_samples, labels=tuple(range(self.n_centers)), columns=columns)

    def load(self, cache: Path | None) -> Data:
        from sklearn.datasets import make_blobs

        return Data(*make_blobs(self.n_samples, n_features=self.width, centers=self.centers, cluster_std=self.cluster_std, random_state=self.seed))
