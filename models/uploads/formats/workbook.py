"""Workbooks of Excel and its kin: one sheet is a table."""

import io
import zipfile
from pathlib import Path
from typing import ClassVar

from models.uploads.reading.reading import COLUMN_FIELDS, Reading
from models.uploads.stored.upload_record import Record
from models.uploads.upload_format import Reader

#: Namespaces of Open XML: sheets, relations, relations of documents, content types; and the type of documents.
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_CONTENT = "application/vnd.openxmlformats-officedocument.spreadsheetml"


class WorkbookReader(Reader):
    """Excel or OpenDocument, a sheet whose first row names the columns: the first sheet with cells, or the one that `reading` names."""

    format: ClassVar[str] = "xlsx"
    endings: ClassVar[tuple[str, ...]] = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")
    kinds: ClassVar[tuple[str, ...]] = ("xlsx", "xls", "ods")
    takes: ClassVar[frozenset[str]] = COLUMN_FIELDS | {"sheet", "header", "skip_lines"}
    rank: ClassVar[int] = 18

    def read(self, path: Path, folder: Path, reading: Reading) -> Record:
        # polars is imported where files are read, in a child process; the API only uses what was read.
        from models.uploads.typed.workbook_rows import read_sheet

        return read_sheet(path, folder, reading)

    def example(self) -> bytes:
        rows = [[_text("n"), _text("word")], ["<c><v>1</v></c>", _text("a")], ["<c><v>2.5</v></c>", _text("b")]]
        cells = "".join(f"<row>{''.join(row)}</row>" for row in rows)
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in (
                (
                    "[Content_Types].xml",
                    f'<Types xmlns="{_TYPES}"><Override PartName="/xl/workbook.xml" ContentType="{_CONTENT}.sheet.main+xml"/>'
                    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_CONTENT}.worksheet+xml"/></Types>',
                ),
                ("_rels/.rels", _relation("officeDocument", "xl/workbook.xml")),
                (
                    "xl/workbook.xml",
                    f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets><sheet name="data" sheetId="1" r:id="r1"/></sheets></workbook>',
                ),
                ("xl/_rels/workbook.xml.rels", _relation("worksheet", "worksheets/sheet1.xml")),
                ("xl/worksheets/sheet1.xml", f'<worksheet xmlns="{_MAIN}"><sheetData>{cells}</sheetData></worksheet>'),
            ):
                archive.writestr(zipfile.ZipInfo(name), content)
        return file.getvalue()


def _text(text: str) -> str:
    return f'<c t="inlineStr"><is><t>{text}</t></is></c>'


def _relation(kind: str, target: str) -> str:
    return f'<Relationships xmlns="{_RELATIONS}"><Relationship Id="r1" Type="{_OFFICE}/{kind}" Target="{target}"/></Relationships>'
