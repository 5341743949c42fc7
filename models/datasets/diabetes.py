"""Diabetes: how an illness went on in 442 patients."""

from pathlib import Path
from typing import ClassVar

from models.core.tensors import TensorType
from models.datasets.data_set import Data, DataSet, Description

COLUMNS = ("age", "sex", "bmi", "bp", "s1", "s2", "s3", "s4", "s5", "s6")


class Diabetes(DataSet):
    """Ten measures of each of 442 patients; the target is the progression of the illness after a year, 25 to 346.

    The columns are centred, and scaled so that the squares of each sum to 1, as scikit-learn brings them. Source: Efron,
    Hastie, Johnstone and Tibshirani, 2004; comes with scikit-learn.
    """

    source: ClassVar[str] = "diabetes"
    title: ClassVar[str] = "Progression of diabetes"

    def describe(self) -> Description:
        return Description(TensorType((10,), "float64"), TensorType((), "float64"), n_train=442, columns=COLUMNS)

    def load(self, cache: Path | None) -> Data:
        from sklearn.datasets import load_diabetes

        found = load_diabetes()
        return Data(found.data, found.target)
