"""Which columns of an upload a spec asks for."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from pydantic import Field

from models.core.errors import Fault, SpecError
from models.core.faults import did_you_mean, quote
from models.core.part import Part

#: Name of a column or array of an upload; the place of a column without a name, counted from 0.
Column = Annotated[str, Field(min_length=1, max_length=200)] | Annotated[int, Field(ge=0, lt=1_000_000)]

#: Most names that a message lists.
LISTED = 20


class ColumnSelection(Part):
    """Columns of an upload that a spec asks for."""

    target: Column | None = Field(None, description="Column (or array) of an upload that is learned; its inputs alone when left out.")
    features: list[Column] | None = Field(
        None, min_length=1, max_length=10_000, description="Columns (or the one array) of an upload that are the inputs; all others when left out."
    )
    series: bool = Field(False, description="Whether an upload is one or several series: its rows are steps in time order.")
    target_columns: list[Column] | None = Field(
        None, min_length=1, max_length=1_000, description="Columns of a series that are predicted; the features themselves when left out."
    )
    groups: Column | None = Field(
        None,
        description="Column of an upload that names the group of each sample, for folds that keep groups whole; of series, the series of each row.",
    )


@dataclass(frozen=True)
class Choice:
    """Places of columns, counted from 0.

    Args:
        features: The inputs.
        target: What is learned; None for nothing.
        groups: What names the group of each sample; None for nothing.
    """

    features: tuple[int, ...]
    target: int | None
    groups: int | None


def choose(data: ColumnSelection, names: Sequence[str]) -> Choice:
    """Look the columns up that a spec names; without features, all are inputs but the target and the groups.

    Args:
        data: The data part of the spec.
        names: Names of all columns; those of a matrix without names are their numbers.

    Raises:
        SpecError: There are no such columns, or one is named twice; pointers begin with /data.
    """
    lookup = Lookup(names)
    target, groups = (lookup.index(getattr(data, field), f"/data/{field}") for field in ("target", "groups"))
    if data.features is None:
        features = [index for index in range(len(names)) if index not in (target, groups)]
    else:
        features = lookup.indices(data.features, target)
    lookup.require_sound()
    if not features:
        raise SpecError([Fault("/data/target", "expected at least one more column for the inputs, got none")])
    return Choice(tuple(features), target, groups)


class Lookup:
    """Finds columns by name or place, and collects what is wrong.

    Args:
        names: Names of all columns.
        what: What they are called in messages.
    """

    def __init__(self, names: Sequence[str], what: str = "column") -> None:
        self._names, self._what = names, what
        self._faults: list[Fault] = []

    def index(self, wanted: str | int | None, pointer: str) -> int | None:
        """Return the place of a column; None, and a fault, where there is none of that name."""
        if wanted is None:
            return None
        if isinstance(wanted, int) and wanted < len(self._names):
            return wanted
        if isinstance(wanted, str) and wanted in self._names:
            return self._names.index(wanted)
        self._faults.append(Fault(pointer, self._stranger(wanted)))
        return None

    def indices(self, wanted: Sequence[str | int], target: int | None = None, field: str = "features") -> list[int]:
        """Return the places of several columns, in the order of a field; each may come once, and the target not at all."""
        found: list[int] = []
        for index, column in enumerate(wanted):
            pointer = f"/data/{field}/{index}"
            position = self.index(column, pointer)
            if position is None:
                continue
            if position == target:
                self._faults.append(Fault(pointer, f"{quote(column)} is the target; expected another {self._what}"))
            elif position in found:
                self._faults.append(Fault(pointer, f"expected {self._what}s that differ, got {quote(column)} again"))
            found.append(position)
        return found

    def require_sound(self) -> None:
        """Raise what has been found wrong.

        Raises:
            SpecError: Something has.
        """
        if self._faults:
            raise SpecError(self._faults)

    def _stranger(self, wanted: str | int) -> str:
        if isinstance(wanted, int):
            return f"expected a {self._what} from 0 to {len(self._names) - 1}, got {wanted}"
        if hint := did_you_mean(wanted, self._names, write=quote):
            return f"there is no {self._what} {quote(wanted)}{hint}"
        more = ", …" if len(self._names) > LISTED else ""
        return f"there is no {self._what} {quote(wanted)}; expected one of {', '.join(map(quote, self._names[:LISTED]))}{more}"


def chosen_fields(data: ColumnSelection) -> list[str]:
    """Return the fields of a spec that choose columns."""
    return [field for field in ("target", "target_columns", "features", "groups") if getattr(data, field) is not None]


def refuse_choice(data: ColumnSelection, what: str) -> None:
    """Refuse to choose columns of what has none.

    Args:
        data: The data part of a spec.
        what: What the upload is, and why there is nothing to choose.

    Raises:
        SpecError: Something is chosen.
    """
    faults = [Fault(f"/data/{field}", f"{what}; expected no {field}") for field in chosen_fields(data)]
    if faults:
        raise SpecError(faults)
