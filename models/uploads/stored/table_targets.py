"""What the targets of a table must be, and the groups of its rows."""

from models.core.errors import Fault
from models.core.faults import listed, quote
from models.uploads.column_selection import Choice
from models.uploads.stored.label_lists import MAX_LISTED, Listing
from models.uploads.stored.upload_record import BOOLEAN, DATE, MAX_CLASSES, MAX_LABEL, TEXT, ColumnRecord, Record


def is_binary(column: ColumnRecord) -> bool:
    """Tell whether a column has truth values, or zeros and ones only."""
    return column.type == BOOLEAN or (column.counts is not None and {count.value for count in column.counts} == {0, 1})


def class_faults(target: ColumnRecord | None, known: bool) -> list[Fault]:
    """Refuse a text target whose values are not known, as they are too many or too long for labels.

    Args:
        target: The target column; None without one.
        known: Whether its labels are known, or those that it lists.
    """
    if target is None or target.type != TEXT or known:
        return []
    came = f"more or longer ones in column {quote(target.name)}"
    return [Fault("/data/target", f"expected at most {MAX_CLASSES:,} labels of at most {MAX_LABEL} characters, got {came}")]


def gap_faults(record: Record, choice: Choice, *, targets_too: bool) -> list[Fault]:
    """Return faults of groups with missing values, and of targets where these must have some."""
    faults = []
    several = [(f"target_columns/{position}", index) for position, index in enumerate(choice.targets or ())]
    for field, index in (("target", choice.target if targets_too else None), ("groups", choice.groups), *(several if targets_too else ())):
        column = None if index is None else record.columns[index]
        if column is not None and column.n_missing:
            came = (
                f"{column.n_missing:,} of {column.n_samples:,} are missing in column {quote(column.name)}, the first on line {column.first_missing}"
            )
            fix = "" if field == "groups" else "; data.drop_missing_target: true leaves these rows out"
            faults.append(Fault(f"/data/{field}", f"expected a value in each row, but {came}{fix}"))
    return faults


def number_faults(record: Record, choice: Choice) -> list[Fault]:
    """Return faults of several targets of which one is not a column of numbers."""
    return [
        Fault(f"/data/target_columns/{position}", f"expected columns of numbers or truth values, got {quote(column.name)} of type {column.type}")
        for position, column in enumerate(record.columns[index] for index in choice.targets or ())
        if column.type in (TEXT, DATE)
    ]


def listing_faults(target: ColumnRecord | None, separator: str | None, listing: Listing | None) -> list[Fault]:
    """Refuse a separator for other targets than text, and one that no cell has; and too few or many labels.

    Args:
        target: The target column; None without one.
        separator: The separator that the spec says, if any.
        listing: The labels that the target lists; None where it does not.
    """
    if listing is None:
        came = "none" if target is None else f"column {quote(target.name)} of type {target.type}"
        unfit = Fault("/data/target_separator", f"expected a text column that lists labels as target, got {came}")
        return [] if separator is None else [unfit]
    if separator is not None and not any(separator in cell for cell in listing.cells):
        return [Fault("/data/target_separator", f"expected text between labels, got {quote(separator)}, which is in no cell of the target")]
    if 2 <= len(listing.labels) <= MAX_LISTED:
        return []
    wanted = f"expected from 2 to {MAX_LISTED:,} labels in all, got {len(listing.labels):,}"
    return [Fault("/data/target" if separator is None else "/data/target_separator", f"{wanted}: {listed(map(quote, listing.labels))}")]
