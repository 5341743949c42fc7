"""Raw values that only some steps take: encoded pictures, and rows with text in them."""

from collections.abc import Collection, Sequence

from models.datasets import Description
from models.preprocessing.encode_categories import EncodeCategories
from models.preprocessing.image import Image
from models.preprocessing.impute import Impute
from models.preprocessing.step import Step
from models.spec.faults import quote
from models.spec.tensors import PICTURE, TensorType

#: Most columns that a message names.
NAMED = 5


def step_fault(step: Step, given: TensorType, data: Description) -> str:
    """Return why a step over the inputs cannot take the pictures or the text that reach it, and the mend; empty where it can.

    Args:
        step: The step.
        given: Type of the samples that reach it.
        data: What is known of the data set.
    """
    if given.dtype == PICTURE and not isinstance(step, Image):
        return f"{step.step} takes no encoded pictures: expected an image step that decodes them before it, got none"
    if given.dtype != "object" or not data.text_columns:
        return ""
    if isinstance(step, EncodeCategories):
        left = [column for column in data.text_columns if column not in step.columns]
        return f"{_hold_text(left, data)} too: add {'it' if len(left) == 1 else 'them'} to columns" if left else ""
    if isinstance(step, Impute):
        return _impute_fault(step, data)
    return f"{step.step} takes numbers, but {_mend(data)} before it"


def model_fault(inputs: TensorType, data: Description) -> str:
    """Return why no model takes samples of a type that holds no numbers, and the mend."""
    if inputs.dtype == PICTURE:
        return "values of type picture reach the model: expected an image step that decodes them, got none"
    if inputs.dtype == "object" and data.text_columns:
        return f"values of type object reach the model: {_mend(data)}"
    return f"values of type {inputs.dtype} reach the model: expected steps that make numbers of them, got none"


def _impute_fault(step: Impute, data: Description) -> str:
    filled: Collection[int] = data.text_columns if step.columns is None else step.columns
    text = [column for column in data.text_columns if column in filled]
    if step.strategy not in ("mean", "median") or not text:
        return ""
    return f"impute by {step.strategy} takes columns of numbers, but {_hold_text(text, data)}: name the other columns, or take most_frequent"


def _mend(data: Description) -> str:
    return f"{_hold_text(data.text_columns, data)}: add an encode_categories step with columns {list(data.text_columns)}"


def _hold_text(columns: Sequence[int], data: Description) -> str:
    named = [f"{column} ({quote(data.columns[column])})" if data.columns else str(column) for column in columns[:NAMED]]
    if len(columns) > NAMED:
        return f"columns {', '.join(named)} and {len(columns) - NAMED} more hold text"
    return f"column {named[0]} holds text" if len(named) == 1 else f"columns {', '.join(named[:-1])} and {named[-1]} hold text"
