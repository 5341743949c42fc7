"""Inputs that only some steps take: encoded images, columns with text, and columns with missing values."""

from collections.abc import Collection, Iterator, Sequence

from models.core.arrays import Label
from models.core.faults import quote
from models.core.tensors import IMAGE, TensorType
from models.datasets import Description
from models.preprocessing.encode_categories import EncodeCategories
from models.preprocessing.impute import Impute
from models.preprocessing.step import Step

#: Most columns that a message names.
NAMED = 5


def gaps_left(steps: Sequence[Step], data: Description) -> str:
    """Return the message about input columns whose missing values no step fills; empty where there are none."""
    filled = {column for step in steps for column in step.filled(data.gaps)}
    left = [column for column in data.gaps if column not in filled]
    return f"values are missing in {columns_text(left, data)}" if left else ""


def unfillable(steps: Sequence[Step], data: Description) -> Iterator[tuple[int, str]]:
    """Yield the indices of the first steps that fill columns with no value, or with a text among numbers, with the message."""
    left = set(data.gaps)
    for index, step in enumerate(steps):
        if not isinstance(step, Impute):
            return  # Further steps may get other columns.
        filled = sorted(left.intersection(step.filled(data.gaps)))
        detail = _unfillable(step, filled, data)
        if detail:
            yield index, detail
        left -= set(filled)


def _unfillable(step: Impute, filled: Sequence[int], data: Description) -> str:
    empty = [column for column in filled if column in data.empty]
    numbers = [column for column in filled if column not in data.text_columns]
    if step.strategy != "constant" and empty:
        have = "has" if len(empty) == 1 else "have"
        fix = "select other columns in data.features, or use the strategy constant"
        return f"impute by {step.strategy} needs values, but {columns_text(empty, data)} {have} none: {fix}"
    if isinstance(step.fill, str) and data.text_columns and numbers:
        return f"impute fills {columns_text(numbers, data)}, of numbers, with {quote(step.fill)}: name columns of text only, or a number as fill"
    return ""


def columns_text(columns: Sequence[int], data: Description) -> str:
    """Return the indices and names of input columns for a message, at most NAMED of them."""
    named = [f"{column} ({quote(data.columns[column])})" if data.columns else str(column) for column in columns[:NAMED]]
    if len(columns) > NAMED:
        return f"columns {', '.join(named)} and {len(columns) - NAMED} more"
    return f"column {named[0]}" if len(named) == 1 else f"columns {', '.join(named[:-1])} and {named[-1]}"


#: Types of values that only some steps take.
RAW_TYPES = (IMAGE, "object")


def step_fault(step: Step, given: TensorType, data: Description) -> str:
    """Return why a step over the inputs does not take images or text, and the fix; empty where it does.

    Args:
        step: The step.
        given: Type of its input samples.
        data: Description of the data set.
    """
    if given.dtype == IMAGE and not step.decodes:
        return f"{step.step} does not take encoded images: expected an image step before it, got none"
    if given.dtype != "object" or not data.text_columns:
        return ""
    if not step.takes_text:
        return f"{step.step} takes numbers, but {_text_fix(data)} before it"
    if isinstance(step, EncodeCategories):
        left = [column for column in data.text_columns if column not in step.columns]
        return f"{_contain_text(left, data)} too: add {'it' if len(left) == 1 else 'them'} to columns" if left else ""
    return _impute_fault(step, data) if isinstance(step, Impute) else ""


def with_known_categories(step: Step, before: Sequence[Step], data: Description) -> Step:
    """Give a step the categories of the data set, where they are known, as they determine the width of its rows.

    Args:
        step: The step.
        before: The steps before it, which may fill missing values with a further category.
        data: Description of the data set.
    """
    if not isinstance(step, EncodeCategories) or step.categories is not None:
        return step
    known = [_categories(column, before, data) for column in step.columns]
    return step if None in known else step.model_copy(update={"categories": known})


def model_fault(inputs: TensorType, data: Description) -> str:
    """Return why no model takes samples that are not numbers, and the fix."""
    if inputs.dtype == IMAGE:
        return "the model takes numbers, but gets encoded images: expected an image step, got none"
    if inputs.dtype == "object" and data.text_columns:
        return f"the model takes numbers, but gets mixed values: {_text_fix(data)}"
    return f"the model takes numbers, but gets values of type {inputs.dtype}: expected steps that convert them, got none"


def _impute_fault(step: Impute, data: Description) -> str:
    filled: Collection[int] = data.text_columns if step.columns is None else step.columns
    text = [column for column in data.text_columns if column in filled]
    if step.strategy not in ("mean", "median") or not text:
        return ""
    return f"impute by {step.strategy} takes columns of numbers, but {_contain_text(text, data)}: name the other columns, or use most_frequent"


def _text_fix(data: Description) -> str:
    return f"{_contain_text(data.text_columns, data)}: add an encode_categories step with columns {list(data.text_columns)}"


def _categories(column: int, before: Sequence[Step], data: Description) -> list[Label] | None:
    values = data.categories[column] if column < len(data.categories) else None
    if values is None:
        return None
    fills = [step.fill for step in before if isinstance(step, Impute) and column in step.filled(data.gaps)]
    return list({*values, *(fill for fill in fills if isinstance(fill, int | str) and column in data.gaps)})


def _contain_text(columns: Sequence[int], data: Description) -> str:
    return f"{columns_text(columns, data)} {'contains' if len(columns) == 1 else 'contain'} text"
