"""Raw values that only some steps take: encoded pictures, and rows with text in them."""

from collections.abc import Collection, Sequence

from models.checking.column_names import columns_text
from models.core.arrays import Label
from models.core.tensors import IMAGE, TensorType
from models.datasets import Description
from models.preprocessing.encode_categories import EncodeCategories
from models.preprocessing.impute import Impute
from models.preprocessing.step import Step

#: Types of values that only some steps take.
RAW_TYPES = (IMAGE, "object")


def step_fault(step: Step, given: TensorType, data: Description) -> str:
    """Return why a step over the inputs cannot take the pictures or the text that reach it, and the mend; empty where it can.

    Args:
        step: The step.
        given: Type of the samples that reach it.
        data: What is known of the data set.
    """
    if given.dtype == IMAGE and not step.decodes:
        return f"{step.step} takes no encoded pictures: expected an image step that decodes them before it, got none"
    if given.dtype != "object" or not data.text_columns:
        return ""
    if not step.takes_text:
        return f"{step.step} takes numbers, but {_mend(data)} before it"
    if isinstance(step, EncodeCategories):
        left = [column for column in data.text_columns if column not in step.columns]
        return f"{_hold_text(left, data)} too: add {'it' if len(left) == 1 else 'them'} to columns" if left else ""
    return _impute_fault(step, data) if isinstance(step, Impute) else ""


def with_known_categories(step: Step, before: Sequence[Step], data: Description) -> Step:
    """Give a step the categories it will learn, where the data set names them: they decide how wide its rows are.

    Args:
        step: The step.
        before: The steps before it, which may fill gaps with a category of their own.
        data: What is known of the data set.
    """
    if not isinstance(step, EncodeCategories) or step.categories is not None:
        return step
    known = [_categories(column, before, data) for column in step.columns]
    return step if None in known else step.model_copy(update={"categories": known})


def model_fault(inputs: TensorType, data: Description) -> str:
    """Return why no model takes samples of a type that holds no numbers, and the mend."""
    if inputs.dtype == IMAGE:
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


def _categories(column: int, before: Sequence[Step], data: Description) -> list[Label] | None:
    values = data.categories[column] if column < len(data.categories) else None
    if values is None:
        return None
    fills = [step.fill for step in before if isinstance(step, Impute) and column in step.filled(data.gaps)]
    return list({*values, *(fill for fill in fills if isinstance(fill, int | str) and column in data.gaps)})


def _hold_text(columns: Sequence[int], data: Description) -> str:
    return f"{columns_text(columns, data)} {'holds' if len(columns) == 1 else 'hold'} text"
