"""Labels that look alike: they differ by case or by blanks round them."""

import unicodedata
from collections import Counter
from collections.abc import Mapping
from typing import Any

import polars as pl

from models.core.faults import quote
from models.uploads.reading.blanks import BLANK_CHARACTERS
from models.uploads.reading.doubt import Doubt
from models.uploads.stored.upload_record import MAX_CLASSES

#: Groups that a doubt names.
_MAX_NAMED = 5


class Labels:
    """The distinct texts of a column as the file has them, counted piece by piece until they are too many for labels."""

    def __init__(self) -> None:
        self._counts: Counter[str] | None = Counter()

    def add(self, cells: pl.Series) -> None:
        """Count more cells, null where missing."""
        if self._counts is not None:
            self.add_counts(dict(cells.drop_nulls().value_counts().iter_rows()))

    def add_counts(self, counts: Mapping[str, int]) -> None:
        """Add the number of cells with each text."""
        if self._counts is None:
            return
        self._counts.update(counts)
        if len(self._counts) > MAX_CLASSES:
            self._counts = None

    def groups(self) -> list[dict[str, int]]:
        """Return the groups of labels that look alike, each with its counts."""
        if self._counts is None:
            return []
        found: dict[str, Counter[str]] = {}
        for label, count in self._counts.items():
            found.setdefault(_stripped(label).casefold(), Counter())[_composed(label)] += count
        alike = [sorted(group.items(), key=lambda item: (-item[1], item[0])) for _, group in sorted(found.items()) if len(group) > 1]
        return [dict(group) for group in alike]

    def merges_by_blanks(self) -> bool:
        """Return whether labels become equal when the blanks round them are left out."""
        return any(len({_stripped(label) for label in group}) < len(group) for group in self.groups())

    def n_composed(self) -> int:
        """Return the number of labels that are not in Unicode's composed form (NFC)."""
        return sum(_composed(label) != label for label in self._counts or ())

    def doubt(self, column: str) -> Doubt | None:
        """Return a doubt about the labels that look alike; None without such labels."""
        groups = self.groups()
        if not groups:
            return None
        named = "; ".join(", ".join(f"{label!r} ({count:,})" for label, count in list(group.items())[:_MAX_NAMED]) for group in groups[:_MAX_NAMED])
        more = f"; and {len(groups) - _MAX_NAMED:,} more" if len(groups) > _MAX_NAMED else ""
        detail = f"labels of {quote(column)} differ by case or blanks only: {named}{more}"
        return Doubt(column=column, cell=next(iter(groups[0])), detail=detail, refuses="target", settle=_settles(groups))


def _settles(groups: list[dict[str, int]]) -> list[dict[str, Any]]:
    by_blanks = all(len({_stripped(label) for label in group}) == 1 for group in groups)
    return [{"labels": join} for join in (["strip"] if by_blanks else []) + ["strip_casefold", "as_is"]]


def _composed(label: str) -> str:
    return unicodedata.normalize("NFC", label)


def _stripped(label: str) -> str:
    return _composed(label).strip(BLANK_CHARACTERS)
