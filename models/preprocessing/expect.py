"""What steps expect of the samples that reach them."""

from models.core.tensors import TensorType, shape_text
from models.preprocessing.step import Step, StepTypeError


def expect_numbers(step: Step, given: TensorType) -> None:
    """Refuse text and mixed rows.

    Raises:
        StepTypeError: Something else than numbers reaches the step.
    """
    if not given.is_numeric:
        raise StepTypeError(f"{step.step} takes numbers, but {_counted(given)} of type {given.dtype} reach it")


def expect_rows(step: Step, given: TensorType) -> None:
    """Refuse samples that are no rows.

    Raises:
        StepTypeError: Samples of another shape reach the step.
    """
    if len(given.shape) != 1:
        raise StepTypeError(f"{step.step} takes rows of shape (features,), but {_counted(given)} of shape {shape_text(given.shape)} reach it")


def expect_columns(step: Step, columns: list[int], given: TensorType) -> None:
    """Refuse column numbers that the rows do not have.

    Raises:
        StepTypeError: Samples that are no rows, or too short ones, reach the step.
    """
    expect_rows(step, given)
    (width,) = given.shape
    if width is not None and max(columns, default=0) >= width:
        raise StepTypeError(f"{step.step} takes column {max(columns)}, counted from 0, but rows of {width} columns reach it")


def _counted(given: TensorType) -> str:
    return "steps" if given.axis == "time" else "samples"
