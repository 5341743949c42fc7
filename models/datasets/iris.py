"""Iris: 150 flowers of three kinds."""

from pathlib import Path
from typing import ClassVar

from models.core.tensors import TensorType
from models.datasets.data_set import Data, DataSet, Description

LABELS = ("setosa", "versicolor", "virginica")
COLUMNS = ("sepal length (cm)", "sepal width (cm)", "petal length (cm)", "petal width (cm)")


class Iris(DataSet):
    """Four measures of each of 150 flowers, ordered by kind; targets are the kinds' names. Source: Fisher, 1936; comes with scikit-learn."""

    source: ClassVar[str] = "iris"
    title: ClassVar[str] = "Iris flowers"

    def describe(self) -> Description:
        return Description(TensorType((4,), "float64"), TensorType((), "str"), n_train=150, labels=LABELS, columns=COLUMNS)

    def load(self, cache: Path | None) -> Data:
        from sklearn.datasets import load_iris

        found = load_iris()
        return Data(found.data, found.target_names[found.target])
