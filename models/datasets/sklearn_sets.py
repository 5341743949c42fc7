"""Data sets that are installed with scikit-learn."""

from pathlib import Path
from typing import Any, ClassVar

from models.core.arrays import Label
from models.core.tensors import TensorType
from models.datasets.data_set import Data, DataSet, Description

_CELL_MEASURES = (
    "radius", "texture", "perimeter", "area", "smoothness", "compactness", "concavity", "concave points", "symmetry", "fractal dimension",
)  # fmt: skip


class _Installed(DataSet):
    """A data set that scikit-learn loads by a function of its name; rows, with class names as targets if there are any."""

    #: Number of samples of each class, in the order of the labels; empty without classes. Counting them would import scikit-learn.
    class_sizes: ClassVar[tuple[int, ...]] = ()

    def label_counts(self) -> dict[Label, int] | None:
        return dict(zip(self.describe().labels or (), self.class_sizes, strict=True)) or None

    def load(self, cache: Path | None) -> Data:
        found = self._loaded()
        return Data(found.data, found.target_names[found.target] if "target_names" in found else found.target)

    def _loaded(self) -> Any:
        from sklearn import datasets

        return getattr(datasets, f"load_{self.source}")()


class Iris(_Installed):
    """Four measures of each of 150 flowers, ordered by species; targets are species names. Source: Fisher, 1936; included in scikit-learn."""

    source: ClassVar[str] = "iris"
    title: ClassVar[str] = "Iris flowers"
    class_sizes: ClassVar[tuple[int, ...]] = (50, 50, 50)

    def describe(self) -> Description:
        columns = ("sepal length (cm)", "sepal width (cm)", "petal length (cm)", "petal width (cm)")
        return _named_rows(150, columns, ("setosa", "versicolor", "virginica"))


class Wine(_Installed):
    """Thirteen chemical measures of each of 178 wines, ordered by grower; targets are class names. Source: UCI; included in scikit-learn."""

    source: ClassVar[str] = "wine"
    title: ClassVar[str] = "Wines of three growers"
    class_sizes: ClassVar[tuple[int, ...]] = (59, 71, 48)

    def describe(self) -> Description:
        columns = (
            "alcohol", "malic_acid", "ash", "alcalinity_of_ash", "magnesium", "total_phenols", "flavanoids", "nonflavanoid_phenols",
            "proanthocyanins", "color_intensity", "hue", "od280/od315_of_diluted_wines", "proline",
        )  # fmt: skip
        return _named_rows(178, columns, ("class_0", "class_1", "class_2"))


class BreastCancer(_Installed):
    """Thirty measures of the cell nuclei of each of 569 tumours; targets are "benign" and "malignant".

    Source: Wolberg, Street and Mangasarian, Wisconsin, 1993; included in scikit-learn.
    """

    source: ClassVar[str] = "breast_cancer"
    title: ClassVar[str] = "Breast cancer, Wisconsin"
    class_sizes: ClassVar[tuple[int, ...]] = (357, 212)

    def describe(self) -> Description:
        columns = tuple(form.format(measure) for form in ("mean {}", "{} error", "worst {}") for measure in _CELL_MEASURES)
        return _named_rows(569, columns, ("benign", "malignant"))


class Digits(_Installed):
    """Images of 8x8 pixels from 0 (paper) to 16 (ink) as float64, in scikit-learn's own values; targets are the digits.

    Inputs are images, as in MNIST; an estimator that takes rows needs the step {"step": "reshape", "shape": [64]}.
    Source: Alpaydin and Kaynak, UCI, 1998; included in scikit-learn.
    """

    source: ClassVar[str] = "digits"
    title: ClassVar[str] = "Small handwritten digits"
    class_sizes: ClassVar[tuple[int, ...]] = (178, 182, 177, 183, 181, 182, 181, 179, 174, 180)

    def describe(self) -> Description:
        return Description(TensorType((8, 8), "float64"), TensorType((), "int64"), n_train=1797, labels=tuple(range(10)))

    def load(self, cache: Path | None) -> Data:
        found = self._loaded()
        return Data(found.images, found.target)


class Diabetes(_Installed):
    """Ten measures of each of 442 patients; the target is the progression of the disease after a year, 25 to 346.

    As in scikit-learn, the columns are centred and scaled so that the squares of each sum to 1. Source: Efron, Hastie,
    Johnstone and Tibshirani, 2004; included in scikit-learn.
    """

    source: ClassVar[str] = "diabetes"
    title: ClassVar[str] = "Progression of diabetes"

    def describe(self) -> Description:
        columns = ("age", "sex", "bmi", "bp", "s1", "s2", "s3", "s4", "s5", "s6")
        return Description(TensorType((10,), "float64"), TensorType((), "float64"), n_train=442, columns=columns)


def _named_rows(n_train: int, columns: tuple[str, ...], labels: tuple[str, ...]) -> Description:
    return Description(TensorType((len(columns),), "float64"), TensorType((), "str"), n_train=n_train, labels=labels, columns=columns)
