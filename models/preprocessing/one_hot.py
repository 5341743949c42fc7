"""Class labels to one-hot rows, and rows of probabilities back to labels."""

from typing import ClassVar, Literal

from models.core.arrays import Array
from models.core.tensors import TensorType
from models.preprocessing.arrays import one_hot_rows
from models.preprocessing.labels import Labels


class OneHot(Labels):
    """Turn labels into rows with a 1 in the column of their class. Columns follow the sorted labels."""

    rank: ClassVar[int] = 100
    step: Literal["one_hot"]

    def type_of_ids(self, given: TensorType) -> TensorType:
        return given.with_shape((len(self.classes) if self.classes else None,)).with_dtype("float32")

    def apply(self, x: Array) -> Array:
        return one_hot_rows(self.ids(x), len(self.classes_))
