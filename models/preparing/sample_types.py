"""The types and sizes of samples on their way through the steps of a spec, before anything is loaded."""

from collections.abc import Sequence
from itertools import accumulate
from math import prod

from models.core.tensors import Shape, TensorType
from models.datasets import Description
from models.preprocessing.step import Step, StepTypeError

#: Assumed width of an axis whose size is known only after fitting, such as that of one-hot symbols.
_UNKNOWN_WIDTH = 256


def types_of(steps: Sequence[Step], data: Description) -> list[TensorType]:
    """Return the type of the raw samples, and of those after each step."""
    return list(accumulate(steps, _after, initial=data.inputs))


def n_values(shape: Shape, data: Description) -> int:
    """Return about how many values a sample of a shape has; an axis of unknown size is as wide as all categories of the data."""
    width = sum(len(values or ()) for values in data.categories) + _UNKNOWN_WIDTH
    return prod(width if size is None else size for size in shape)


def _after(given: TensorType, step: Step) -> TensorType:
    try:
        return step.output_type(given)
    except StepTypeError:  # A width that is known only after fitting, that of categories, is reshaped: the number of values stays.
        return given
