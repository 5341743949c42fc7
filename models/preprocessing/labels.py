"""Steps that encode class labels: as ids, or as one-hot rows."""

from typing import Annotated, Any, ClassVar, Literal, Self

import numpy as np
from pydantic import Field, model_validator

from models.core.arrays import Array
from models.core.errors import DataError
from models.core.schema_name import SchemaName
from models.core.tensors import TensorType, shape_text
from models.preprocessing.arrays import ids_of, is_missing, one_hot_rows
from models.preprocessing.step import State, Step, StepTypeError

#: Largest whole number of which every smaller one is a float, too.
MAX_EXACT = 2**53

Classes = Annotated[
    list[int] | list[str], Field(min_length=2, max_length=10_000), SchemaName("ClassLabels", "Labels of classes in the order of their ids.")
]


class Labels(Step):
    """A step that encodes class labels as ids, numbered in the order of the labels."""

    #: Marks the step whose classes are the labels of the model.
    labels: ClassVar[bool] = True

    classes: Classes | None = Field(None, description="The labels in the order of their ids; learned from the training part when left out.")

    @model_validator(mode="after")
    def _classes_differ(self) -> Self:
        if self.classes and len(set(self.classes)) < len(self.classes):
            raise ValueError(f"expected labels that differ, got one of {self.classes[:20]} twice")
        return self

    def output_type(self, given: TensorType) -> TensorType:
        if given.shape != ():
            raise StepTypeError(f"{self.step}: expected one label for each sample, got targets of shape {shape_text(given.shape)}")
        return self.type_of_ids(given)

    def type_of_ids(self, given: TensorType) -> TensorType:
        """Return the output type for labels of the type `given`."""
        raise NotImplementedError

    def learn(self, x: Array) -> State:
        n_missing = int(np.count_nonzero(is_missing(x)))
        if n_missing:
            raise DataError(f"{self.step}: expected one label for each sample, got {n_missing:,} of {len(x):,} missing")
        try:
            return {"classes_": self.classes or [self._label(value) for value in sorted(set(x.tolist()))]}
        except TypeError as error:
            raise DataError(f"{self.step}: expected labels that are all numbers or all text, got both") from error

    def _label(self, value: Any) -> Any:
        """Return a label, whole numbers as int: a caller gets integers and text only."""
        if not isinstance(value, float):
            return value
        if not value.is_integer() or abs(value) > MAX_EXACT:
            raise DataError(f"{self.step}: expected whole numbers or text as labels, got {value}")
        return int(value)

    @property
    def classes_(self) -> list[Any]:
        """Return the labels in the order of their ids; fitted steps only."""
        return list(self._state["classes_"])

    def ids(self, x: Array) -> Array:
        """Return the id of each label, int32 array of shape (n_samples,).

        Raises:
            DataError: A label is not one of the classes.
        """
        indices = {label: index for index, label in enumerate(self.classes_)}
        labels = x.tolist()
        unknown = [label for label in dict.fromkeys(labels) if label not in indices]
        if unknown:
            raise DataError(f"{self.step}: expected labels of {self.classes_[:20]}, got {unknown[:5]}")
        return np.array([indices[label] for label in labels], np.int32)

    def invert(self, y: Array) -> Array:
        labels: Array = np.asarray(self.classes_)[ids_of(y)]
        return labels


class OneHot(Labels):
    """Turn labels into rows with a 1 in the column of their class, columns in the order of the sorted labels."""

    rank: ClassVar[int] = 100
    step: Literal["one_hot"]

    def type_of_ids(self, given: TensorType) -> TensorType:
        return given.with_shape((len(self.classes) if self.classes else None,)).with_dtype("float32")

    def apply(self, x: Array) -> Array:
        return one_hot_rows(self.ids(x), len(self.classes_))


class LabelEncode(Labels):
    """Number the labels from 0, in sorted order."""

    rank: ClassVar[int] = 110
    step: Literal["label_encode"]

    def type_of_ids(self, given: TensorType) -> TensorType:
        return given.with_dtype("int32")

    def apply(self, x: Array) -> Array:
        return self.ids(x)
