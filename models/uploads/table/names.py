"""The names of the columns of a table."""

import unicodedata
from collections.abc import Sequence

from models.core.errors import DataError
from models.core.names import unseen_in
from models.uploads.joined_faults import joined_faults
from models.uploads.table.limits import MAX_COLUMNS, MAX_NAME


def sound_names(where: str, names: Sequence[str]) -> list[str]:
    """Return names in Unicode's composed form (NFC).

    Args:
        where: Where they are, for messages, such as "line 1: "; empty where that needs no words.
        names: The names; empty ones are left.

    Raises:
        DataError: There are too many, or some are not valid or occur twice.
    """
    if len(names) > MAX_COLUMNS:
        raise DataError(f"{where}expected at most {MAX_COLUMNS:,} columns, got {len(names):,}")
    sound = [unicodedata.normalize("NFC", name) for name in names]
    faults: list[str] = []
    indices: dict[str, int] = {}
    for index, name in enumerate(sound):
        faults += _faults(index, name, indices)
        indices.setdefault(name, index)
    if faults:
        raise DataError(where + joined_faults(faults))
    return sound


def _faults(index: int, name: str, indices: dict[str, int]) -> list[str]:
    if not name:
        return []
    if unseen := unseen_in(name):
        return [f"expected names without control characters, got {unseen} in that of column {index} (counted from 0)"]
    if len(name) > MAX_NAME:
        return [f"expected column names of at most {MAX_NAME} characters, got one of {len(name):,}"]
    if name in indices:
        return [f"expected distinct names, got {name!r} for columns {indices[name]} and {index} (counted from 0)"]
    return []
