"""Class labels to ids, and ids or rows of probabilities back to labels."""

from typing import Literal

from models.core.arrays import Array
from models.core.tensors import TensorType
from models.preprocessing.labels import Labels


class LabelEncode(Labels):
    """Number the labels from 0. Ids follow the sorted labels."""

    step: Literal["label_encode"]

    def type_of_ids(self, given: TensorType) -> TensorType:
        return given.with_dtype("int32")

    def apply(self, x: Array) -> Array:
        return self.ids(x)
