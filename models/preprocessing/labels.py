"""The base of the steps that turn class labels into numbers."""

from typing import Any, ClassVar, Self

import numpy as np
from pydantic import Field, model_validator

from models.core.arrays import Array
from models.core.errors import DataError
from models.core.tensors import TensorType, shape_text
from models.preprocessing.arrays import ids_of, is_missing
from models.preprocessing.step import State, Step, StepTypeError


class Labels(Step):
    """A step that knows the class labels; their ids follow their order."""

    #: Read where the form of targets and answers is decided: the step's classes are the labels of the model.
    labels: ClassVar[bool] = True

    classes: list[int] | list[str] | None = Field(
        None, min_length=2, max_length=10_000, description="The labels, in the order of their ids; learned from the training part when left out."
    )

    @model_validator(mode="after")
    def _classes_differ(self) -> Self:
        if self.classes and len(set(self.classes)) < len(self.classes):
            raise ValueError(f"expected labels that differ, got one of {self.classes[:20]} twice")
        return self

    def output_type(self, given: TensorType) -> TensorType:
        if given.shape != ():
            raise StepTypeError(f"{self.step} takes one label a sample, but targets of shape {shape_text(given.shape)} reach it")
        return self.type_of_ids(given)

    def type_of_ids(self, given: TensorType) -> TensorType:
        """Return the type of the numbers given, for labels of the type `given`."""
        raise NotImplementedError

    def learn(self, x: Array) -> State:
        n_missing = int(np.count_nonzero(is_missing(x)))
        if n_missing:
            raise DataError(f"{self.step} takes one label a sample, but {n_missing:,} of {len(x):,} are missing")
        try:
            return {"classes_": self.classes or sorted(set(x.tolist()))}
        except TypeError as error:
            raise DataError(f"{self.step} takes labels that are all numbers or all text; the data mixes them") from error

    @property
    def classes_(self) -> list[Any]:
        """Return the labels in the order of their ids; fitted steps only."""
        return list(self._state["classes_"])

    def ids(self, x: Array) -> Array:
        """Return the id of each label.

        Raises:
            DataError: A label that is none of the classes.
        """
        indices = {label: index for index, label in enumerate(self.classes_)}
        labels = x.tolist()
        unknown = [label for label in dict.fromkeys(labels) if label not in indices]
        if unknown:
            raise DataError(f"{self.step} knows the labels {self.classes_[:20]}, but {unknown[:5]} came")
        return np.array([indices[label] for label in labels], np.int32)

    def invert(self, y: Array) -> Array:
        labels: Array = np.asarray(self.classes_)[ids_of(y)]
        return labels
