"""Inputs that only some steps take: encoded images, columns with text, and columns with missing values."""

import re
from collections.abc import Iterator, Sequence

from models.core.arrays import Label
from models.core.faults import quote
from models.core.tensors import IMAGE, TensorType
from models.datasets import Description
from models.preprocessing.encode_categories import EncodeCategories
from models.preprocessing.impute import Impute
from models.preprocessing.row_columns import Columns, RowColumn, named_columns, text_indices
from models.preprocessing.step import Step, StepTypeError
from models.preprocessing.treatments import CATEGORIES_SHARE, FEW_CATEGORIES, choices


def placed_steps(steps: Sequence[Step], data: Description) -> Iterator[tuple[Step, Columns | None]]:
    """Yield the steps over an input with indices of columns, up to a faulty one, and the columns that each gets.

    Args:
        steps: The steps of a spec.
        data: Description of the data.
    """
    columns, before = data.row_columns, list[Step]()
    for step in steps:
        try:
            step = with_known_categories(step.placed(columns), before, columns)
        except StepTypeError:
            return
        yield step, columns
        columns = None if columns is None else step.columns_after(columns)
        before.append(step)


def gaps_left(steps: Sequence[Step], data: Description) -> str:
    """Return the message about input columns whose missing values no step fills; empty where there are none."""
    left = columns_left(steps, data)
    return f"values are missing in {named_columns(left, data.row_columns or ())}" if left else ""


def columns_left(steps: Sequence[Step], data: Description) -> list[int]:
    """Return the input columns whose missing values no step fills."""
    filled = {columns[index].source for step, columns in placed_steps(steps, data) if columns for index in filled_indices(step, columns)}
    return [column for column in data.gaps if column not in filled]


def unfillable(steps: Sequence[Step], data: Description) -> Iterator[tuple[int, str]]:
    """Yield the indices of the first steps that fill columns with no value, or with a text among numbers, with the message."""
    left: set[int | None] = {*data.gaps}
    for index, (step, columns) in enumerate(placed_steps(steps, data)):
        if columns is None:
            return
        filled = [position for position in filled_indices(step, columns) if columns[position].source in left]
        detail = _unfillable(step, filled, columns, data) if isinstance(step, Impute) else ""
        if detail:
            yield index, detail
        left -= {columns[position].source for position in filled}


def filled_indices(step: Step, columns: Columns) -> list[int]:
    """Return the indices of the columns whose missing values a step fills, once placed."""
    return [index for index in step.filled(range(len(columns))) if index < len(columns)]


def _unfillable(step: Impute, filled: Sequence[int], columns: Columns, data: Description) -> str:
    empty = [index for index in filled if columns[index].source in data.empty]
    numbers = [index for index in filled if not columns[index].is_text]
    if step.strategy != "constant" and empty:
        have = "has" if len(empty) == 1 else "have"
        fix = "select other columns in data.features, or use the strategy constant"
        return f"impute by {step.strategy} needs values, but {named_columns(empty, columns)} {have} none: {fix}"
    if isinstance(step.fill, str) and text_indices(columns) and numbers:
        return f"impute fills {named_columns(numbers, columns)}, of numbers, with {quote(step.fill)}: name columns of text only, or a number as fill"
    return ""


#: Types of values that only some steps take.
RAW_TYPES = (IMAGE, "object")


def step_fault(step: Step, given: TensorType, columns: Columns | None) -> str:
    """Return why a step over the inputs does not take images or text, and the fix; empty where it does.

    Args:
        step: The step, placed.
        given: Type of its input samples.
        columns: The columns of its input rows; None where they are not known.
    """
    if given.dtype == IMAGE and not step.decodes:
        return f"{step.step} does not take encoded images: expected an image step before it, got none"
    if given.dtype != "object" or columns is None:
        return ""
    refused = step.refused_text(columns)
    if not refused:
        return ""
    if isinstance(step, Impute):
        return (
            f"impute by {step.strategy} takes columns of numbers, but {_contain_text(refused, columns)}: name the other columns, or use most_frequent"
        )
    return f"{step.step} takes numbers, but {_text_fix(refused, columns)} before it"


def with_known_categories(step: Step, before: Sequence[Step], columns: Columns | None) -> Step:
    """Give a step the categories of the data set, where they are known, as they determine the width of its rows.

    Args:
        step: The step, placed.
        before: The steps before it, which may fill missing values with a further category.
        columns: The columns of its input rows; None where they are not known.
    """
    if not isinstance(step, EncodeCategories) or step.categories is not None or columns is None or max(step.indices) >= len(columns):
        return step
    known = [_categories(columns[index], before) for index in step.indices]
    return step if None in known else step.model_copy(update={"categories": known})


def _categories(column: RowColumn, before: Sequence[Step]) -> list[Label] | None:
    """Return the categories of a column, with those by which its missing values were filled; None where they are many."""
    if column.categories is None:
        return None
    fills = [step.fill for step in before if isinstance(step, Impute)] if column.has_gaps else []
    return list({*column.categories, *(fill for fill in fills if isinstance(fill, int | str))})


def model_fault(inputs: TensorType, columns: Columns | None) -> str:
    """Return why no model takes samples that are not numbers, and the fix."""
    if inputs.dtype == IMAGE:
        return "the model takes numbers, but gets encoded images: expected an image step, got none"
    text = text_indices(columns or ())
    if inputs.dtype == "object" and columns and text:
        return f"the model takes numbers, but gets mixed values: {_text_fix(text, columns)}"
    return f"the model takes numbers, but gets values of type {inputs.dtype}: expected steps that convert them, got none"


def _text_fix(text: Sequence[int], columns: Columns) -> str:
    """Return which columns hold text, and what fits each: one-hot columns of what is free text, or differs in every row, help no model."""
    found: dict[str, list[int]] = {}
    for index in text:
        found.setdefault(_treatment(columns[index]), []).append(index)
    fixes = [_FIXES[treatment].format(columns=indices, named=named_columns(indices, columns)) for treatment, indices in found.items()]
    return f"{_contain_text(text, columns)}: {', and '.join(fixes)}"


def _treatment(column: RowColumn) -> str:
    """Return what fits a column of text, by its values; that of categories where these are not known."""
    if not column.n_samples:
        return "category"
    ((choice,), values) = choices((column,), {}), column.categories or ()
    if choice.treatment != "date" and _are_mostly_numbers(list(map(str, values))):
        return "number"
    few = max(FEW_CATEGORIES, CATEGORIES_SHARE * column.n_samples)
    return "category" if choice.treatment != "date" and 0 < len(values) <= few else choice.treatment


def _are_mostly_numbers(values: Sequence[str]) -> bool:
    """Return whether most values are numbers, but not all, and none is a code such as 007: those are text on purpose."""
    n_numbers = sum(map(_is_number, values))
    return _MOSTLY * len(values) <= n_numbers < len(values) and not any(map(_CODE.match, values))


def _is_number(value: str) -> bool:
    try:
        float(value.replace(",", "."))
    except ValueError:
        return False
    return True


#: Share of the values of a column of text that are numbers, from which the others are probably marks of missing ones.
_MOSTLY = 0.8
#: A code with leading zeros.
_CODE = re.compile(r"0[0-9]")
#: What fits columns of text, by what is in them.
_FIXES = {
    "category": "add an encode_categories step with columns {columns}",
    "date": "add a date_parts step for the dates in {named}",
    "text": "add a bag_of_words step for the free text in {named}, or leave it out of data.features",
    "leave_out": "leave {named} out of data.features, as its values say nothing about other rows",
    "number": "{named} looks like numbers: upload it again, or reread it, with what stands for a missing value in reading.missing",
}


def _contain_text(text: Sequence[int], columns: Columns) -> str:
    return f"{named_columns(text, columns)} {'contains' if len(text) == 1 else 'contain'} text"
