"""The columns of an upload that a spec selects."""

import operator
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field

from models.core.column import Column
from models.core.errors import Fault, SpecError
from models.core.faults import SUGGESTED, did_you_mean, listed, quote
from models.core.part import Part

#: Fields that name columns.
COLUMN_FIELDS = ("target", "target_columns", "features", "groups", "time")
#: Fields that say how the stamps of `time` are used.
TIME_FIELDS = ("time_zone", "on_gap", "on_double")
#: Fields that say how targets are taken.
TARGET_FIELDS = ("drop_missing_target", "labels", "target_as_classes")


def _is_left_out(value: object) -> bool:
    return value is None


class ColumnSelection(Part):
    """Columns of an upload that a spec selects."""

    target: Column | None = Field(None, description="Target column (or array) of an upload; no targets when left out.")
    features: list[Column] | None = Field(
        None, min_length=1, max_length=10_000, description="Input columns (or the one input array) of an upload; all other columns when left out."
    )
    series: bool = Field(False, description="Whether an upload is one or several series, its rows steps in time order.")
    target_columns: list[Column] | None = Field(
        None,
        min_length=1,
        max_length=1_000,
        description="Several target columns, of numbers; of a series the columns to predict, the features themselves when left out.",
    )
    target_separator: str | None = Field(
        None,
        min_length=1,
        max_length=10,
        exclude_if=_is_left_out,
        description="Text between the labels of a text target that lists any number of them for each row, such as ; (an empty cell has none).",
    )
    groups: Column | None = Field(
        None,
        description="Column of an upload with the group of each sample, for folds that keep groups together; for series, the series of each row.",
    )
    drop_missing_target: bool = Field(False, exclude_if=operator.not_, description="Leave out samples without a target; otherwise they are a fault.")
    labels: dict[Annotated[str, Field(max_length=200)], Annotated[str, Field(min_length=1, max_length=200)]] | None = Field(
        None, min_length=1, max_length=10_000, exclude_if=_is_left_out, description='Names of classes by label, such as {"9": "ankle boot"}.'
    )
    target_as_classes: bool | None = Field(
        None, exclude_if=_is_left_out, description="Take whole numbers for class labels, at most 100; for a classifier true by itself."
    )
    time: Column | None = Field(
        None, exclude_if=_is_left_out, description="Column of dates or numbers by which the rows of series are sorted; their own order when left out."
    )
    time_zone: str | None = Field(
        None,
        min_length=1,
        max_length=100,
        exclude_if=_is_left_out,
        description="Time zone of the stamps, such as Europe/Berlin; local time as it stands when left out.",
    )
    on_gap: Literal["refuse", "fill", "split", "keep"] | None = Field(
        None,
        exclude_if=_is_left_out,
        description="Steps of series that are missing: refuse, the default beside time; fill: between the steps beside them; split: cut the series "
        "there; keep: take the steps as they follow.",
    )
    on_double: Literal["refuse", "last", "mean", "keep"] | None = Field(
        None,
        exclude_if=_is_left_out,
        description="Rows of one series with the same stamp: refuse, the default beside time; use the last, their mean, or keep all as steps.",
    )


@dataclass(frozen=True)
class Choice:
    """Indices of columns, from 0.

    Args:
        features: Input columns.
        target: Target column; None for no targets.
        groups: Column with the group of each sample; None for no groups.
        targets: Several target columns; None where there is one or none.
    """

    features: tuple[int, ...]
    target: int | None
    groups: int | None
    targets: tuple[int, ...] | None = None


def choose(data: ColumnSelection, names: Sequence[str]) -> Choice:
    """Find the columns that a spec selects; without features, all columns but the target and the groups are inputs.

    Args:
        data: The data part of the spec.
        names: Names of all columns; for a matrix, their indices as text.

    Raises:
        SpecError: A column does not exist or is selected twice; pointers begin with /data.
    """
    if data.target is not None and data.target_columns is not None:
        raise SpecError([Fault("/data/target", "expected either target or target_columns, got both")])
    lookup = Lookup(names)
    target, groups = (lookup.index(getattr(data, field), f"/data/{field}") for field in ("target", "groups"))
    targets = None if data.target_columns is None else tuple(lookup.indices(data.target_columns, field="target_columns"))
    taken = {target, groups, *(targets or ())}
    if data.features is None:
        features = [index for index in range(len(names)) if index not in taken]
    else:
        features = lookup.indices(data.features, [target] if targets is None else targets)
    lookup.require_sound()
    if not features:
        field = "target" if targets is None else "target_columns"
        raise SpecError([Fault(f"/data/{field}", "expected at least one more column for the inputs, got none")])
    return Choice(tuple(features), target, groups, targets)


class Lookup:
    """Finds columns by name or index, and collects faults.

    Args:
        names: Names of all columns.
        what: Noun for a column in messages.
    """

    def __init__(self, names: Sequence[str], what: str = "column") -> None:
        self._names, self._what = names, what
        self._indices = {name: index for index, name in reversed(list(enumerate(names)))}
        self._faults: list[Fault] = []

    def index(self, wanted: str | int | None, pointer: str) -> int | None:
        """Return the index of a column; record a fault and return None if it does not exist."""
        if wanted is None:
            return None
        if isinstance(wanted, int) and wanted < len(self._names):
            return wanted
        if isinstance(wanted, str) and wanted in self._indices:
            return self._indices[wanted]
        self._faults.append(Fault(pointer, self._unknown(wanted)))
        return None

    def indices(self, wanted: Sequence[str | int], targets: Collection[int | None] = (), field: str = "features") -> list[int]:
        """Return the indices of several columns in order; record a fault for duplicates and for targets."""
        found: dict[int, None] = {}  # In the order of the request; a list would be searched once for each column.
        for index, column in enumerate(wanted):
            pointer = f"/data/{field}/{index}"
            position = self.index(column, pointer)
            if position is None:
                continue
            if position in targets:
                self._faults.append(Fault(pointer, f"{quote(column)} is {'the' if len(targets) == 1 else 'a'} target; expected another {self._what}"))
            elif position in found:
                self._faults.append(Fault(pointer, f"expected distinct {self._what}s, got {quote(column)} again"))
            found[position] = None
        return list(found)

    def require_sound(self) -> None:
        """Raise a SpecError with the recorded faults, if any."""
        if self._faults:
            raise SpecError(self._faults)

    def _unknown(self, wanted: str | int) -> str:
        if isinstance(wanted, int):
            return f"expected a {self._what} from 0 to {len(self._names) - 1}, got {wanted}"
        if len(self._faults) < SUGGESTED and (hint := did_you_mean(wanted, self._names, write=quote)):
            return f"there is no {self._what} {quote(wanted)}{hint}"
        known = f"; expected one of {listed(map(quote, self._names))}" if len(self._faults) < SUGGESTED else ""
        return f"there is no {self._what} {quote(wanted)}{known}"


def refuse_stray_times(data: ColumnSelection) -> None:
    """Refuse fields for the time of series without what they belong to.

    Args:
        data: The data part of a spec.

    Raises:
        SpecError: There is such a field.
    """
    if data.time is not None and not data.series:
        raise SpecError([Fault("/data/time", "expected series: true beside time, the column by which the rows of series are sorted; got false")])
    given = [field for field in TIME_FIELDS if getattr(data, field) is not None]
    if data.time is None and given:
        raise SpecError([Fault(f"/data/{field}", f"expected time, the column of stamps, beside {field}; got none") for field in given])


def refuse_target_fields(data: ColumnSelection) -> None:
    """Refuse fields about the targets of samples.

    Args:
        data: The data part of a spec.

    Raises:
        SpecError: There is such a field.
    """
    given = [field for field in TARGET_FIELDS if getattr(data, field)]
    if given:
        raise SpecError([Fault(f"/data/{field}", f"expected samples with targets beside {field}, got series") for field in given])


def chosen_fields(data: ColumnSelection) -> list[str]:
    """Return the fields of a spec that select columns."""
    return [field for field in COLUMN_FIELDS if getattr(data, field) is not None]


def refuse_choice(data: ColumnSelection, what: str) -> None:
    """Refuse a selection of columns of an upload without columns.

    Args:
        data: The data part of a spec.
        what: Reason, for the message.

    Raises:
        SpecError: The spec selects columns.
    """
    faults = [Fault(f"/data/{field}", f"{what}; expected no {field}") for field in chosen_fields(data)]
    if faults:
        raise SpecError(faults)
