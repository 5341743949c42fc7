"""The columns of rows on their way through the steps: their names, what they hold, and the raw column each is made of."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from models.core.arrays import Label
from models.core.faults import did_you_mean, listed, quote

#: What a column holds; dates are text in the form of ISO 8601.
Sort = Literal["number", "boolean", "text", "date"]


@dataclass(frozen=True)
class RowColumn:
    """One column of rows.

    Args:
        name: Its name; None for a column without one.
        source: Index of the raw input column that it is made of; None where its values are never missing because that one's are.
        sort: What it holds.
        categories: Its distinct values in the data set; None for many or unknown ones.
        has_gaps: Whether values are missing in the data set.
        is_empty: Whether all of them are.
        n_samples: Number of rows of the data set; 0 where its values are not known.
    """

    name: str | None
    source: int | None
    sort: Sort = "number"
    categories: tuple[Label, ...] | None = None
    has_gaps: bool = False
    is_empty: bool = False
    n_samples: int = 0

    @property
    def is_text(self) -> bool:
        """Tell whether its values are text, as those of dates are."""
        return self.sort in ("text", "date")


#: The columns of rows in order. Where a step adds columns whose number is not known before it is fitted, these are left out at the end.
Columns = tuple[RowColumn, ...]


def numbered(width: int) -> Columns:
    """Return columns of numbers without names."""
    return tuple(RowColumn(None, index) for index in range(width))


def text_indices(columns: Columns) -> list[int]:
    """Return the indices of the columns of text."""
    return [index for index, column in enumerate(columns) if column.is_text]


def index_of(wanted: str | int, columns: Columns | None) -> int:
    """Return the index of a column that a step names.

    Args:
        wanted: Its name, or its index, which is returned unchanged.
        columns: The columns that the step gets; None where they are not known.

    Raises:
        LookupError: There is no column of that name.
    """
    if isinstance(wanted, int):
        return wanted
    names = [column.name for column in columns or ()]
    if wanted in names:
        return names.index(wanted)
    known = [name for name in names if name is not None]
    if not known:
        raise LookupError(f"expected the index of a column, as the columns have no names here, got {quote(wanted)}")
    hint = did_you_mean(wanted, known, write=quote) or f"; expected one of {listed(map(quote, known))}"
    raise LookupError(f"there is no column {quote(wanted)}{hint}")


def named_columns(indices: Sequence[int], columns: Columns, most: int = 5) -> str:
    """Return the indices and names of columns for a message, at most `most` of them."""
    named = [_named(index, columns) for index in indices[:most]]
    if len(indices) > most:
        return f"columns {', '.join(named)} and {len(indices) - most} more"
    return f"column {named[0]}" if len(named) == 1 else f"columns {', '.join(named[:-1])} and {named[-1]}"


def _named(index: int, columns: Columns) -> str:
    name = columns[index].name if index < len(columns) else None
    return str(index) if name is None else f"{index} ({quote(name)})"
