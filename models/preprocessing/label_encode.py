"""Class labels to ids, and ids or rows of probabilities back to labels."""

from typing import ClassVar, Literal

from models.core.arrays import Array
from models.core.tensors import TensorType
from models.preprocessing.labels import Labels


class LabelEncode(Labels):
    """Number the labels from 0. Ids follow the sorted labels."""

    rank: ClassVar[int] = 110
    step: Literal["label_encode"]

    def type_of_ids(self, given: TensorType) -> TensorType:
        return given.with_dtype("int32")

    def apply(self, x: Array) -> Array:
        return self.ids(x)
