"""Class labels to one-hot rows, and rows of probabilities back to labels."""

from typing import Any, ClassVar, Literal

import numpy as np
from pydantic import Field

from models.errors import DataError
from models.preprocessing.step import Array, State, Step, StepTypeError
from models.spec.tensors import TensorType, shape_text


class OneHot(Step):
    """Turn labels into rows with a 1 in the column of their class. Columns follow the sorted labels."""

    #: Read by the answer's form: the step's classes are the labels of the model.
    labels: ClassVar[bool] = True

    step: Literal["one_hot"]
    classes: list[int] | list[str] | None = Field(
        None, min_length=2, max_length=10_000, description="The labels, in column order; learned from the training part when left out."
    )

    def output_type(self, given: TensorType) -> TensorType:
        if given.shape != ():
            raise StepTypeError(f"one_hot takes one label a sample, but targets of shape {shape_text(given.shape)} reach it")
        return given.with_shape((len(self.classes) if self.classes else None,)).with_dtype("float32")

    def learn(self, x: Array) -> State:
        return {"classes_": self.classes or np.unique(x).tolist()}

    @property
    def classes_(self) -> list[Any]:
        """Return the labels in column order; fitted steps only."""
        return list(self._state["classes_"])

    def apply(self, x: Array) -> Array:
        classes = np.asarray(self.classes_)
        order = np.argsort(classes)
        places = np.searchsorted(classes, x, sorter=order).clip(max=len(classes) - 1)
        columns = order[places]
        unknown = np.unique(np.asarray(x)[classes[columns] != x])
        if len(unknown):
            raise DataError(f"one_hot knows the labels {self.classes_[:20]}, but {unknown[:5].tolist()} came")
        rows: Array = np.eye(len(classes), dtype=np.float32)[columns]
        return rows

    def invert(self, y: Array) -> Array:
        labels: Array = np.asarray(self.classes_)[np.argmax(y, axis=-1)]
        return labels
