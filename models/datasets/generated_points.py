"""Generated points: around centres, and along curves in the plane."""

from pathlib import Path
from typing import Annotated, ClassVar, Self

import numpy as np
from pydantic import Field, model_validator

from models.core.arrays import Array, Label
from models.core.part import Part
from models.core.tensors import TensorType
from models.datasets.data_set import MAX_DRAWN, Data, DataSet, Description, Seed

#: Radii of the two circles of `ordered_circles`.
RADII = (1.0, 0.7)
#: Angle that a spiral arm covers on its circle, in radians.
SWEEP = 1.25 * np.pi
#: Most coordinates of all points together.
MAX_VALUES = 10_000_000
#: Standard deviation of `blob3d` before scaling, and the scale factor of each axis.
SIGMA, FACTORS = 0.3, (0.8, 0.3, 0.7)
Deviation = Annotated[float, Field(ge=0)]
Center = Annotated[list[float], Field(min_length=1, max_length=1000)]
Points = Annotated[int, Field(ge=2, le=1_000_000, description="Number of points.")]
Noise = Annotated[float, Field(ge=0, description="Standard deviation of the normal noise added to each coordinate.")]
Scale = Annotated[tuple[float, float], Field(description="Factors by which x and y are multiplied after drawing.")]


class MoonsTest(Part):
    """Separately drawn test points of the moons."""

    n_samples: Points = 100
    noise: Noise = 0.05
    seed: Seed = 42
    scale: Scale = (1.0, 1.0)


class Moons(DataSet):
    """Points of two interleaving half circles, the classes 0 and 1, with normal noise.

    Source: chapter scikit-learn, sections on transformations, grid search and data sets; scikit-learn's make_moons.
    """

    source: ClassVar[str] = "moons"
    title: ClassVar[str] = "Two moons"

    n_samples: Points = 300
    noise: Noise = 0.1
    seed: Seed = 42
    scale: Scale = (1.0, 1.0)
    test: MoonsTest | None = Field(None, description="A separately drawn test part; none when left out.")

    def describe(self) -> Description:
        return labelled_points(self.n_samples, self.test.n_samples if self.test else 0)

    def label_counts(self) -> dict[Label, int] | None:
        return _halves(self.n_samples)

    def load(self, cache: Path | None) -> Data:
        test = _moons(self.test) if self.test else (None, None)
        return Data(*_moons(self), *test)


class Circles(DataSet):
    """Points of an outer circle (class 0) and an inner one (class 1), with normal noise.

    Source: chapter scikit-learn, sections on data sets and utilities; scikit-learn's make_circles.
    """

    source: ClassVar[str] = "circles"
    title: ClassVar[str] = "Two circles"

    n_samples: Points = 200
    noise: Noise = 0.08
    factor: float = Field(0.8, ge=0, lt=1, description="Radius of the inner circle; the outer one has radius 1.")
    seed: Seed = 42

    def describe(self) -> Description:
        return labelled_points(self.n_samples)

    def label_counts(self) -> dict[Label, int] | None:
        return _halves(self.n_samples)

    def load(self, cache: Path | None) -> Data:
        from sklearn.datasets import make_circles

        return Data(*make_circles(n_samples=self.n_samples, noise=self.noise, factor=self.factor, random_state=self.seed))


class OrderedCircles(DataSet):
    """Pairs of a point on the outer circle (class 0) and one on the inner (class 1), clockwise from 3 o'clock.

    The order shows why a split has to shuffle: with the defaults and {"split": {"test": 0.25, "shuffle": false}} the training
    part is the first 150 points, and the test part is the quadrant from 12 to 3 o'clock. Source: chapter scikit-learn,
    section on utilities.
    """

    source: ClassVar[str] = "ordered_circles"
    title: ClassVar[str] = "Two circles, clockwise"

    steps: int = Field(100, ge=2, le=500_000, description="Angles around the circles; each gives two points.")
    noise: float = Field(0.12, ge=0, le=MAX_DRAWN, description="Largest noise of a coordinate, positive or negative.")
    seed: Seed = 42

    def describe(self) -> Description:
        return labelled_points(2 * self.steps)

    def load(self, cache: Path | None) -> Data:
        angles = -2 * np.pi * np.arange(self.steps) / self.steps
        unit = np.column_stack([np.cos(angles), np.sin(angles)])
        noise = np.random.RandomState(self.seed).uniform(-self.noise, self.noise, (self.steps, 2, 2))
        points = unit[:, None, :] * np.array(RADII)[None, :, None] + noise
        return Data(points.reshape(-1, 2), np.tile(np.array([0, 1], np.int64), self.steps))


class Spirals(DataSet):
    """Spiral arms of points without noise; the class of a point is the index of its arm.

    Each arm is an arc of a circle; the circles are arranged around the origin. With 300 points in each arm the points are
    those of the chapter's notebook, with 200 those of its text. Source: chapter scikit-learn, section on ensembles, listings
    20 to 23.
    """

    source: ClassVar[str] = "spirals"
    title: ClassVar[str] = "Spiral arms"

    arms: int = Field(5, ge=2, le=1000, description="Number of arms.")
    points: int = Field(300, ge=1, le=100_000, description="Points in each arm.")
    inner: float = Field(0.4, ge=0, description="With outer, sets the size: each arm is an arc of radius (inner + outer) / 2.")
    outer: float = Field(1.0, gt=0, description="Twice the distance from the origin to the centre of each arm's circle.")

    @model_validator(mode="after")
    def _sizes_fit(self) -> Self:
        if self.inner >= self.outer:
            raise ValueError(f"expected inner below outer, got {self.inner} and {self.outer}")
        if self.arms * self.points > 1_000_000:
            raise ValueError(f"expected at most 1,000,000 points in all arms, got {self.arms * self.points:,}")
        return self

    def describe(self) -> Description:
        return labelled_points(self.arms * self.points, n_classes=self.arms)

    def load(self, cache: Path | None) -> Data:
        radius = (self.inner + self.outer) / 2
        from_origin = (2 * radius - self.inner) / 2
        turn = 2 * np.pi * np.arange(self.arms)[:, None] / self.arms
        angle = turn + SWEEP * np.arange(self.points) / self.points
        x = from_origin * np.cos(turn + np.pi) + radius * np.cos(angle)
        y = from_origin * np.sin(turn + np.pi) + radius * np.sin(angle)
        return Data(np.stack([x, y], axis=-1).reshape(-1, 2), np.repeat(np.arange(self.arms, dtype=np.int64), self.points))


class Blobs(DataSet):
    """Normally distributed points around each centre; the class is the index of the centre, from 0.

    Source: chapter scikit-learn, section on data sets; scikit-learn's make_blobs.
    """

    source: ClassVar[str] = "blobs"
    title: ClassVar[str] = "Blobs"

    n_samples: Points = 800
    centers: Annotated[int, Field(ge=1, le=1000)] | Annotated[list[Center], Field(min_length=1, max_length=1000)] = Field(
        [[-10.0, -10.0], [-2.5, 2.5], [10.0, 10.0]],
        description="Centres of the blobs; or how many, drawn uniformly between -10 and 10 in each coordinate.",
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

    def label_counts(self) -> dict[Label, int] | None:
        each, more = divmod(self.n_samples, self.n_centers)
        return {label: each + (label < more) for label in range(self.n_centers)}

    def load(self, cache: Path | None) -> Data:
        from sklearn.datasets import make_blobs

        return Data(*make_blobs(self.n_samples, n_features=self.width, centers=self.centers, cluster_std=self.cluster_std, random_state=self.seed))


class Blobs7(DataSet):
    """Blobs in the plane, each drawn by its own call of scikit-learn's make_blobs; all calls share one random stream.

    For each blob a centre is drawn uniformly between -10 and 10, then its points. Points are ordered by blob; the target
    is the index of the blob. Source: chapter scikit-learn, section on clustering, listings 10 to 13.
    """

    source: ClassVar[str] = "blobs7"
    title: ClassVar[str] = "Seven blobs from one random stream"

    n_samples: int = Field(200, ge=1, le=100_000, description="Points in each blob.")
    blobs: int = Field(7, ge=1, le=1000, description="Number of blobs.")
    std: float = Field(2.0, ge=0, description="Standard deviation of every blob.")
    seed: Seed = 42

    @model_validator(mode="after")
    def _size_is_bounded(self) -> Self:
        if not 2 <= self.n_samples * self.blobs <= 1_000_000:
            raise ValueError(f"expected 2 to 1,000,000 points in all blobs, got {self.n_samples * self.blobs:,}")
        return self

    def describe(self) -> Description:
        return labelled_points(self.n_samples * self.blobs, n_classes=self.blobs)

    def label_counts(self) -> dict[Label, int] | None:
        return dict.fromkeys(range(self.blobs), self.n_samples)

    def load(self, cache: Path | None) -> Data:
        from sklearn.datasets import make_blobs

        stream = np.random.RandomState(self.seed)
        drawn = [make_blobs(self.n_samples, centers=1, n_features=2, cluster_std=self.std, random_state=stream)[0] for _ in range(self.blobs)]
        return Data(np.concatenate(drawn), np.repeat(np.arange(self.blobs, dtype=np.int64), self.n_samples))


class Blob3D(DataSet):
    """Normally distributed points in three dimensions, of standard deviations 0.24, 0.09 and 0.21; without targets.

    Source: chapter scikit-learn, section on data refinement, listing 19.
    """

    source: ClassVar[str] = "blob3d"
    title: ClassVar[str] = "Ellipsoid in three dimensions"

    n_samples: Points = 3000
    seed: Seed = 42

    def describe(self) -> Description:
        return Description(TensorType((3,), "float64"), None, n_train=self.n_samples, columns=("x", "y", "z"))

    def load(self, cache: Path | None) -> Data:
        draws = np.random.RandomState(self.seed).normal(0, SIGMA, (self.n_samples, 3))
        return Data(draws * np.array(FACTORS))


def labelled_points(n_train: int, n_test: int = 0, n_classes: int = 2) -> Description:
    """Describe points in the plane, float64 rows (x, y), with the classes 0 to `n_classes` - 1."""
    inputs, targets = TensorType((2,), "float64"), TensorType((), "int64")
    return Description(inputs, targets, n_train=n_train, n_test=n_test, labels=tuple(range(n_classes)), columns=("x", "y"))


def _halves(n_samples: int) -> dict[Label, int]:
    """Return how many points of two classes scikit-learn draws; counting them would import it."""
    return {0: n_samples // 2, 1: n_samples - n_samples // 2}


def _moons(drawn: Moons | MoonsTest) -> tuple[Array, Array]:
    from sklearn.datasets import make_moons

    points, labels = make_moons(n_samples=drawn.n_samples, noise=drawn.noise, random_state=drawn.seed)
    return points * np.array(drawn.scale), labels
