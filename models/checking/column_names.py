"""Input columns as messages name them: those with missing values, those with text."""

from collections.abc import Sequence

from models.core.faults import quote
from models.datasets import Description
from models.preprocessing.step import Step

#: Most columns that a message names.
NAMED = 5


def gaps_left(steps: Sequence[Step], data: Description) -> str:
    """Return which input columns have missing values that no step fills; empty where there are none."""
    filled = {column for step in steps for column in step.filled(data.gaps)}
    left = [column for column in data.gaps if column not in filled]
    return f"values are missing in {columns_text(left, data)}" if left else ""


def columns_text(columns: Sequence[int], data: Description) -> str:
    """Return the names of some input columns, at most five of them, as a message has them."""
    named = [f"{column} ({quote(data.columns[column])})" if data.columns else str(column) for column in columns[:NAMED]]
    if len(columns) > NAMED:
        return f"columns {', '.join(named)} and {len(columns) - NAMED} more"
    return f"column {named[0]}" if len(named) == 1 else f"columns {', '.join(named[:-1])} and {named[-1]}"
