"""A small data set that every estimator can learn: three groups of points with non-negative coordinates."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, ClassVar, Literal

import numpy as np

from models.core.arrays import Array
from models.core.tensors import TensorType
from models.datasets import DATA_SETS, Data, DataSet, Description
from models.datasets.cell_reading import CellReading
from models.specs.estimators.offered_estimators import ESTIMATORS

N_SAMPLES = 120
CENTERS = np.array([[6.0, 0.0], [0.0, 6.0], [6.0, 6.0]])
WORDS = np.array(["low", "mid", "high"])

CLASSES: Array = np.arange(N_SAMPLES) % 3
X: Array = np.maximum(CENTERS[CLASSES] + np.random.default_rng(0).normal(scale=0.6, size=(N_SAMPLES, 2)), 0.0)
VALUES: Array = 2 * X[:, 0] + X[:, 1] + 1

#: Fewer trees than by default, for speed.
QUICK: dict[str, dict[str, Any]] = {
    **{name: {"n_estimators": 10} for name in ESTIMATORS if name.startswith(("RandomForest", "GradientBoosting", "AdaBoost"))},
    **{name: {"max_iter": 10} for name in ESTIMATORS if name.startswith("HistGradientBoosting")},
}
#: Clusterers with the number of groups, or the radius of a group.
GROUPS: dict[str, dict[str, Any]] = {
    "KMeans": {"n_clusters": 3},
    "GaussianMixture": {"n_components": 3},
    "AgglomerativeClustering": {"n_clusters": 3},
    "DBSCAN": {"eps": 1.0},
}


class Toy(DataSet):
    """Points with numbers, classes, words or no targets."""

    source: ClassVar[str] = "toy"
    title: ClassVar[str] = "Toy"

    targets: Literal["numbers", "classes", "words", "nothing"] = "nothing"

    def describe(self) -> Description:
        dtype = {"numbers": "float64", "classes": "int64", "words": "str"}.get(self.targets)
        labels = {"classes": (0, 1, 2), "words": ("high", "low", "mid")}.get(self.targets)
        return Description(TensorType((2,), "float64"), TensorType((), dtype) if dtype else None, n_train=N_SAMPLES, labels=labels)

    def load(self, cache: Path | None) -> Data:
        return Data(X, {"numbers": VALUES, "classes": CLASSES, "words": WORDS[CLASSES]}.get(self.targets))


#: The points as rows of a table: the first coordinate, missing in every tenth row; the second as a category; the second.
ROWS: Array = np.array([[None if i % 10 == 9 else x, "up" if y > 3 else "down", y] for i, (x, y) in enumerate(X.tolist())], object)


class ToyTable(DataSet):
    """The same points as rows of numbers, text and missing values, with words as targets."""

    source: ClassVar[str] = "toy_table"
    title: ClassVar[str] = "Toy table"

    def describe(self) -> Description:
        inputs, targets = TensorType((3,), "object"), TensorType((), "str")
        return Description(inputs, targets, N_SAMPLES, labels=("high", "low", "mid"), columns=("x", "side", "y"), text_columns=(1,))

    def load(self, cache: Path | None) -> Data:
        return Data(ROWS, WORDS[CLASSES])


class ReadTable(ToyTable):
    """The same table with how its cells are read, as an upload of it has."""

    source: ClassVar[str] = "read_table"
    title: ClassVar[str] = "Table as read"

    def describe(self) -> Description:
        number = CellReading(type="number")
        return replace(super().describe(), cells=(number, CellReading(type="text", labels="strip"), number))


@contextmanager
def toy_set() -> Iterator[None]:
    """Register the toy data sets while this context is open."""
    toys: dict[str, type[DataSet]] = {cls.source: cls for cls in (Toy, ToyTable, ReadTable)}
    DATA_SETS.update(toys)
    try:
        yield
    finally:
        for source in toys:
            del DATA_SETS[source]
