"""The parts of an Excel workbook that hold its sheets: one part that many sheets name would be read once for each of them."""

import zipfile
from collections import Counter
from collections.abc import Iterable, Sequence
from posixpath import normpath
from typing import Any

from models.core.errors import DataError
from models.core.faults import quote
from models.uploads.typed.workbook_xml import Elements, chunks_of, local_name, member_name

#: Members with the sheets of a workbook, and with the parts that they are in.
_WORKBOOK, _RELATIONS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"


def require_own_parts(archive: zipfile.ZipFile, names: Sequence[str]) -> bool:
    """Refuse a workbook of which two sheets are one part.

    Args:
        archive: The workbook.
        names: Names of its members.

    Returns:
        Whether each sheet has a part of its own; False for a workbook that does not say it in XML.

    Raises:
        DataError: Two sheets are one part, or the lists of sheets and parts are no XML.
    """
    sheets, parts = _Sheets(), _Parts()
    is_known = _follow(sheets, archive, names, _WORKBOOK)
    _require_distinct(_WORKBOOK, sheets.ids)
    if is_known:
        _follow(parts, archive, names, _RELATIONS)
        _require_distinct(_RELATIONS, [target for part, target in parts.targets if part in set(sheets.ids)])
    return is_known


class _Sheets(Elements):
    """The ids of the parts of the sheets."""

    def __init__(self) -> None:
        self.ids = list[str]()

    def start(self, name: str, attributes: dict[str, Any]) -> None:
        if name == "sheet":
            self.ids += [value for key, value in attributes.items() if local_name(key) == "id"]


class _Parts(Elements):
    """Id and name of each part."""

    def __init__(self) -> None:
        self.targets = list[tuple[str, str]]()

    def start(self, name: str, attributes: dict[str, Any]) -> None:
        if name == "Relationship":
            target = normpath(member_name(f"/{attributes.get('Target', '')}")).lstrip("/")
            self.targets.append((attributes.get("Id", ""), target.removeprefix("xl/")))


def _follow(elements: Elements, archive: zipfile.ZipFile, names: Iterable[str], wanted: str) -> bool:
    """Follow the elements of a member, whose name may be in any case; return whether there is one."""
    found = [name for name in names if member_name(name) == wanted]
    if len(found) > 1:
        raise DataError(f"expected one member {wanted}, got {len(found)}")
    if found and not elements.follow(chunks_of(archive, found[0])):
        raise DataError(f"member {wanted}: expected XML, got what is none; save the workbook anew, or as CSV")
    return bool(found)


def _require_distinct(member: str, found: Iterable[str]) -> None:
    text, count = max(Counter(found).items(), key=lambda item: item[1], default=("", 0))
    if count > 1:
        raise DataError(f"member {member}: expected a part of its own for each sheet, got {quote(text)} for {count:,} sheets; save the workbook anew")
