"""How each column of a mixed table is made numbers of: chosen by what is known of it, or said by the caller."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Literal

from models.core.arrays import Array, Label
from models.core.schema_name import SchemaName
from models.preprocessing.arrays import in_order, is_missing
from models.preprocessing.date_parts import is_date
from models.preprocessing.row_columns import Columns, RowColumn, Sort

Treatment = Annotated[Literal["number", "category", "date", "text", "leave_out"], SchemaName("Treatment", "What a tabular step makes of a column.")]
#: Reason of a treatment that the caller says.
SAID = "as the step says"
#: Most categories of a column of text, whatever the number of rows; above, this share of the rows.
FEW_CATEGORIES, CATEGORIES_SHARE = 20, 0.1
#: Most categories of short texts, if they are at most half as many as the rows.
_SHORT_CATEGORIES = 100
#: Most distinct values that are looked at as categories.
MAX_DISTINCT = 10_000
#: Share of the rows above which distinct short texts are identifiers.
_IDENTIFIERS_SHARE = 0.5
#: Words, on average, from which texts are free text and not names or codes.
_FREE_TEXT = 3.0
#: Names of columns of identifiers.
_IDENTIFIERS = ("id", "uuid", "guid", "row_id", "rowid")


@dataclass(frozen=True)
class Choice:
    """What is made of a column.

    Args:
        treatment: The treatment.
        reason: Why, for people.
    """

    treatment: Treatment
    reason: str


def choices(columns: Columns, given: Mapping[int, Treatment]) -> list[Choice]:
    """Choose how each column is treated.

    Args:
        columns: The columns.
        given: Treatments that the caller says, by index.
    """
    return [Choice(given[index], SAID) if index in given else _choice(column) for index, column in enumerate(columns)]


def _choice(column: RowColumn) -> Choice:
    if column.is_empty:
        return Choice("leave_out", "it has no values")
    if column.categories is not None and len(column.categories) < 2 and not column.has_gaps:
        return Choice("leave_out", "it has the same value in every row")
    if column.sort in ("number", "boolean"):
        is_id = column.categories is None and (column.name or "").strip().casefold() in _IDENTIFIERS
        return Choice("leave_out", "its name says that it is an identifier") if is_id else Choice("number", f"a column of {column.sort}s")
    return Choice("date", "a column of dates") if column.sort == "date" else _of_text(column)


def _of_text(column: RowColumn) -> Choice:
    values = [str(value) for value in column.categories or ()]
    if not values:
        return Choice("text", "more, or longer, texts than categories have")
    n_words = sum(len(value.split()) for value in values) / len(values)
    repeated = len(values) <= _IDENTIFIERS_SHARE * column.n_samples
    if n_words >= _FREE_TEXT and not (repeated and len(values) <= FEW_CATEGORIES):
        return Choice("text", f"{len(values):,} texts of {n_words:.0f} words on average")
    few = max(FEW_CATEGORIES, CATEGORIES_SHARE * column.n_samples, _SHORT_CATEGORIES if repeated else 0)
    if len(values) <= few and (repeated or len(values) < column.n_samples):
        return Choice("category", f"{len(values):,} categories")
    if not repeated:
        return Choice("leave_out", f"its {len(values):,} values in {column.n_samples:,} rows look like identifiers")
    return Choice("text", f"{len(values):,} categories, too many for a column each")


def columns_of(x: Array, columns: Columns | None) -> Columns:
    """Return what the rows themselves say of their columns.

    Args:
        x: Rows, array of shape (n_samples, n_columns).
        columns: The columns as far as they are known; None where they are not.
    """
    names = [column.name for column in columns] if columns is not None else [None] * x.shape[1]
    return tuple(_seen(x[:, index], index, name) for index, name in enumerate(names))


def _seen(values: Array, index: int, name: str | None) -> RowColumn:
    missing = is_missing(values)
    present = values[~missing].tolist()
    distinct: set[Label] = set(present) if values.dtype == object else set()
    few = tuple(in_order(distinct)) if 0 < len(distinct) <= MAX_DISTINCT and _sort_of(present) == "text" else None
    return RowColumn(name, index, _sort_of(present), few, bool(missing.any()), not present, len(values))


def _sort_of(present: Sequence[Label]) -> Sort:
    """Return what values are: text, dates or numbers; a column without values has numbers."""
    if not any(isinstance(value, str) for value in present):
        return "number"
    return "date" if all(map(is_date, present)) else "text"
