"""Wine: 178 wines of three growers."""

from pathlib import Path
from typing import ClassVar

from models.core.tensors import TensorType
from models.datasets.data_set import Data, DataSet, Description

LABELS = ("class_0", "class_1", "class_2")
COLUMNS = (
    "alcohol", "malic_acid", "ash", "alcalinity_of_ash", "magnesium", "total_phenols", "flavanoids", "nonflavanoid_phenols",
    "proanthocyanins", "color_intensity", "hue", "od280/od315_of_diluted_wines", "proline",
)  # fmt: skip


class Wine(DataSet):
    """Thirteen chemical measures of each of 178 wines, ordered by grower; targets are class names. Source: UCI; comes with scikit-learn."""

    source: ClassVar[str] = "wine"
    title: ClassVar[str] = "Wines of three growers"

    def describe(self) -> Description:
        return Description(TensorType((13,), "float64"), TensorType((), "str"), n_train=178, labels=LABELS, columns=COLUMNS)

    def load(self, cache: Path | None) -> Data:
        from sklearn.datasets import load_wine

        found = load_wine()
        return Data(found.data, found.target_names[found.target])
