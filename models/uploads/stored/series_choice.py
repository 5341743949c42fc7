"""The columns of an upload that are steps of series, as a spec selects them."""

from dataclasses import dataclass

from models.core.errors import Fault, SpecError
from models.core.faults import quote
from models.uploads.column_selection import ColumnSelection, Lookup
from models.uploads.stored.series_columns import Columns


@dataclass(frozen=True)
class SeriesChoice:
    """Indices of columns.

    Args:
        features: Input columns.
        targets: Predicted columns; None for the inputs themselves.
        groups: Column with the series of each row; None for one series, or where the file separates them.
        time: Column of stamps; None where the rows are in order.
    """

    features: tuple[int, ...]
    targets: tuple[int, ...] | None
    groups: int | None
    time: int | None


def chosen_columns(columns: Columns, data: ColumnSelection) -> SeriesChoice:
    """Find the columns that a spec selects; without features, all columns but those of groups and of dates are inputs.

    Args:
        columns: The columns of the upload.
        data: The data part of the spec.

    Raises:
        SpecError: A column does not exist, or is selected for two uses; pointers begin with /data.
    """
    if data.target is not None and data.target_columns is not None:
        raise SpecError([Fault("/data/target", "expected either target or target_columns, got both")])
    if data.groups is not None and columns.lengths is not None:
        raise SpecError([Fault("/data/groups", "expected no groups, as the first axis of the array separates the series")])
    lookup = Lookup(columns.names or tuple(map(str, range(columns.n_columns))))
    groups, time = lookup.index(data.groups, "/data/groups"), lookup.index(data.time, "/data/time")
    named = [data.target] if data.target_columns is None and data.target is not None else data.target_columns
    targets = None if named is None else tuple(_indices(lookup, named, target_field(data)))
    others = [index for index in range(columns.n_columns) if index not in (groups, time, *columns.dates)]
    features = others if data.features is None else lookup.indices(data.features)
    lookup.require_sound()
    _require_one_use(data, {"features": features, target_field(data): targets or ()}, groups, time)
    if not features:
        raise SpecError([Fault("/data/features", "expected at least one more column of numbers for the inputs, got none")])
    return SeriesChoice(tuple(features), targets, groups, time)


def target_field(data: ColumnSelection) -> str:
    """Return the field that names the predicted columns."""
    return "target" if data.target_columns is None else "target_columns"


def _require_one_use(data: ColumnSelection, used: dict[str, list[int] | tuple[int, ...]], groups: int | None, time: int | None) -> None:
    faults = []
    for named, index, use in ((data.groups, groups, "names the series"), (data.time, time, "holds their stamps")):
        twice = [field for field, indices in used.items() if index is not None and index in indices]
        faults += [Fault(f"/data/{field}", f"{quote(named)} {use}; expected other columns") for field in twice]
    if groups is not None and groups == time:
        faults.append(Fault("/data/time", f"{quote(data.time)} names the series; expected another column"))
    if faults:
        raise SpecError(faults)


def _indices(lookup: Lookup, named: list[str | int], field: str) -> list[int]:
    if field == "target_columns":
        return lookup.indices(named, field=field)
    return [index for index in (lookup.index(named[0], "/data/target"),) if index is not None]
