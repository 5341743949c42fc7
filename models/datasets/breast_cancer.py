"""Breast cancer: 569 tumours, benign or malignant."""

from pathlib import Path
from typing import ClassVar

from models.core.tensors import TensorType
from models.datasets.data_set import Data, DataSet, Description

LABELS = ("benign", "malignant")
_MEASURES = (
    "radius", "texture", "perimeter", "area", "smoothness", "compactness", "concavity", "concave points", "symmetry", "fractal dimension",
)  # fmt: skip
COLUMNS = (
    *(f"mean {measure}" for measure in _MEASURES),
    *(f"{measure} error" for measure in _MEASURES),
    *(f"worst {measure}" for measure in _MEASURES),
)


class BreastCancer(DataSet):
    """Thirty measures of the cell nuclei of each of 569 tumours; targets are "benign" and "malignant".

    Source: Wolberg, Street and Mangasarian, Wisconsin, 1993; comes with scikit-learn.
    """

    source: ClassVar[str] = "breast_cancer"
    title: ClassVar[str] = "Breast cancer, Wisconsin"

    def describe(self) -> Description:
        return Description(TensorType((30,), "float64"), TensorType((), "str"), n_train=569, labels=LABELS, columns=COLUMNS)

    def load(self, cache: Path | None) -> Data:
        from sklearn.datasets import load_breast_cancer

        found = load_breast_cancer()
        return Data(found.data, found.target_names[found.target])
