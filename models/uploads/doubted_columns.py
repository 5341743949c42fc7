"""What of the columns that a spec selects has more than one meaning."""

import json
from collections.abc import Iterator

from models.core.column import Column
from models.core.errors import Fault
from models.core.faults import listed, quote
from models.datasets.doubted import Doubted
from models.uploads.column_selection import ColumnSelection
from models.uploads.reading.doubt import Doubt
from models.uploads.stored.upload_record import Record

#: Pointer to the data set as a whole.
_SOURCE = "/data/source"


def doubted_by(record: Record, data: ColumnSelection) -> Doubted:
    """Return the doubts about an upload that a spec runs into.

    Args:
        record: Record of the upload.
        data: The data part of the spec.
    """
    faults, of_labels, warnings = list[Fault](), list[Fault](), list[Fault]()
    for doubt in record.doubts:
        if doubt.column is None:
            (faults if doubt.refuses == "use" else of_labels).append(Fault(_SOURCE, _detail(doubt, "")))
            continue
        uses = list(_uses(record, data, doubt.column))
        if not uses and data.series and data.time is None and _may_be_dates(doubt):
            warnings.append(Fault("/data/time", _detail(doubt, "")))
        for pointer, is_label in uses:
            if doubt.refuses == "use" or is_label:
                fix = "choose another column" if is_label or pointer == "/data/time" else "leave the column out of data.features"
                faults.append(Fault(pointer, _detail(doubt, fix)))
            else:
                warnings.append(Fault(pointer, _detail(doubt, "")))
    return Doubted(tuple(faults), tuple(of_labels), tuple(warnings))


def _uses(record: Record, data: ColumnSelection, name: str) -> Iterator[tuple[str, bool]]:
    """Yield pointers to where a spec uses a column, and whether its values are labels there."""
    names = [column.name for column in record.columns]
    labels: dict[str, Column | None] = {"target": data.target, "groups": data.groups}
    labels |= {f"target_columns/{index}": column for index, column in enumerate(data.target_columns or ())}
    found = [field for field, column in labels.items() if _named(column, names) == name]
    yield from ((f"/data/{field}", True) for field in found)
    if _named(data.time, names) == name:
        yield "/data/time", False
    elif data.features is None and not found:
        yield "/data/features", False
    yield from ((f"/data/features/{index}", False) for index, column in enumerate(data.features or ()) if _named(column, names) == name)


def _may_be_dates(doubt: Doubt) -> bool:
    return any("dates" in way or "date" in (way.get("types") or {}).values() for way in doubt.settle)


def _named(column: Column | None, names: list[str]) -> str | None:
    """Return the name of a column that is given by name or index; None for none, or one that does not exist."""
    return column if not isinstance(column, int) else names[column] if column < len(names) else None


def _detail(doubt: Doubt, fix: str) -> str:
    what = "the file" if doubt.column is None else f"column {quote(doubt.column)}"
    where = [f"line {doubt.line}" if doubt.line is not None else "", f"member {quote(doubt.member)}" if doubt.member is not None else ""]
    where.append(f"cell {quote(doubt.cell)}" if doubt.cell is not None else "")
    place = ", ".join(each for each in where if each)
    ways = listed(json.dumps(way, ensure_ascii=False) for way in doubt.settle)
    settle = f"say which is meant by POST /v1/datasets/{{id}}/reread with one of {ways}" if ways else ""
    ends = "; or ".join(each for each in (settle, fix) if each)
    return f"{what} has more than one meaning: {doubt.detail}{f' ({place})' if place else ''}{f'; {ends}' if ends else ''}"
