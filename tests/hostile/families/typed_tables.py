"""Parquet, Arrow, workbooks and JSON Lines: footers that lie, small files of endless rows, and XML that expands."""

import io
import struct
import zipfile
from collections.abc import Callable, Mapping, Sequence

import polars as pl

from models.uploads.formats import READERS
from tests.hostile.case import Case, damaged, upload
from tests.uploaded import zipped

_PARQUET, _ARROW, _BOOK, _ODS, _LINES = (upload(name) for name in ("t.parquet", "t.arrow", "t.xlsx", "t.ods", "t.jsonl"))
_NS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
#: Entities that expand to 10^10 letters.
_LAUGHS = "<!DOCTYPE x [<!ENTITY a0 'ha'>" + "".join(f"<!ENTITY a{n + 1} '{f'&a{n};' * 10}'>" for n in range(10)) + "]>"
_FILE = "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>"


def equal_rows(form: str, n_rows: int = 60_000_000) -> Callable[[], bytes]:
    """Return a function that writes a file of equal rows."""
    return frame(form, lambda: [pl.repeat(False, n_rows, dtype=pl.Boolean).alias("x")])


def frame(form: str, values: Callable[[], Sequence[pl.Expr]]) -> Callable[[], bytes]:
    """Return a function that writes a file of some columns."""

    def make() -> bytes:
        file = io.BytesIO()
        found = pl.select(values())
        found.write_parquet(file, compression="zstd") if form == "parquet" else found.write_ipc(file, compression="zstd")
        return file.getvalue()

    return make


def equal_texts(dtype: type[pl.DataType] = pl.String) -> Sequence[pl.Expr]:
    """Return a column of 900 MB of one text."""
    return [pl.repeat("x" * 90_000, 10_000).cast(dtype).alias("x")]


def equal_numbers() -> Sequence[pl.Expr]:
    """Return 40 million equal numbers."""
    return [pl.repeat(1, 4_000_000, dtype=pl.Int64).alias(f"c{index}") for index in range(10)]


def nested(depth: int) -> bytes:
    """Return a Parquet file of lists in lists."""
    value: object = 1
    for _ in range(depth):
        value = [value]
    file = io.BytesIO()
    pl.DataFrame({"x": [value]}).write_parquet(file)
    return file.getvalue()


def example(name: str) -> bytes:
    """Return a sound file of a format."""
    return READERS[name].example()


def book(members: Mapping[str, str | bytes]) -> bytes:
    """Return the example workbook with other members."""
    with zipfile.ZipFile(io.BytesIO(example("xlsx"))) as sound:
        found: dict[str, bytes] = {name: sound.read(name) for name in sound.namelist()}
    return zipped({**found, **{name: text if isinstance(text, bytes) else text.encode() for name, text in members.items()}})


def sheet(rows: str, before: str = "", dimension: str = "") -> bytes:
    """Return a workbook with rows of a sheet."""
    text = f'<?xml version="1.0"?>{before}<worksheet xmlns="{_NS}">{dimension}<sheetData>{rows}</sheetData></worksheet>'
    return book({"xl/worksheets/sheet1.xml": text})


def sheets_of_one_part(n_sheets: int, rows: str, targets: Sequence[str] = ("worksheets/sheet1.xml",)) -> bytes:
    """Return a workbook whose sheets are all the same rows, under ids of a part that has one name or several."""
    relation = example_relations().replace("worksheets/sheet1.xml", "{target}").replace('"r1"', '"r{index}"')
    before, _, rest = relation.partition("<Relationship ")
    one, _, after = rest.partition("/>")
    parts = "".join(f"<Relationship {one.format(target=target, index=index)}/>" for index, target in enumerate(targets))
    sheets = "".join(f'<sheet name="s{index}" sheetId="{index + 1}" r:id="r{index % len(targets)}"/>' for index in range(n_sheets))
    spaces = f'xmlns="{_NS}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    return book(
        {
            "xl/workbook.xml": f"<workbook {spaces}><sheets>{sheets}</sheets></workbook>",
            "xl/_rels/workbook.xml.rels": f"{before}{parts}{after}",
            "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{_NS}"><sheetData>{rows}</sheetData></worksheet>',
        }
    )


def shared(text: str, n_cells: int) -> bytes:
    """Return a workbook in which one text stands in many cells."""
    rows = "".join(f'<row r="{row + 1}"><c r="A{row + 1}" t="s"><v>0</v></c></row>' for row in range(n_cells))
    relations = example_relations().replace(
        "</Relationships>", f'<Relationship Id="r2" Type="{_SHARED}" Target="sharedStrings.xml"/></Relationships>'
    )
    return book(
        {
            "xl/sharedStrings.xml": f'<sst xmlns="{_NS}"><si><t>{text}</t></si></sst>',
            "xl/_rels/workbook.xml.rels": relations,
            "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{_NS}"><sheetData>{rows}</sheetData></worksheet>',
        }
    )


_SHARED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"


def example_relations() -> str:
    """Return the relations of the example workbook."""
    with zipfile.ZipFile(io.BytesIO(example("xlsx"))) as sound:
        return sound.read("xl/_rels/workbook.xml.rels").decode()


def ods(cells: str, before: str = "") -> bytes:
    """Return an OpenDocument sheet of rows."""
    spaces = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text"))
    body = f"<office:body><office:spreadsheet><table:table table:name='a'>{cells}</table:table></office:spreadsheet></office:body>"
    content = f'<?xml version="1.0"?>{before}<office:document-content {spaces}>{body}</office:document-content>'
    mime = b"application/vnd.oasis.opendocument.spreadsheet"
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as made:
        made.writestr("mimetype", mime)
        made.writestr("META-INF/manifest.xml", b"<manifest/>")
        made.writestr("content.xml", content, zipfile.ZIP_DEFLATED)
    return file.getvalue()


def _cell(text: str) -> str:
    return f"<table:table-cell office:value-type='float' office:value='{text}'><text:p>{text}</text:p></table:table-cell>"


def _repeated(rows: int, columns: int, text: str = "1") -> bytes:
    cell = _cell(text).replace("<table:table-cell", f"<table:table-cell table:number-columns-repeated='{columns}'")
    return ods(f"<table:table-row table:number-rows-repeated='{rows}'>{cell}</table:table-row>")


#: What the refusal says of a file of which too much is made, and of one at which a library gave up.
_LARGE, _MEMORY = "times of their file", "MODELBOOK_READING_MEMORY_BYTES"
_CELL = '<row r="1"><c r="A1"><v>1</v></c></row>'

CASES: dict[str, Case] = {
    "parquet: 60 million rows": Case(_PARQUET, equal_rows("parquet"), "at most 50,000,000 rows, got 60,000,000"),
    "parquet: 900 MB of one text": Case(_PARQUET, frame("parquet", equal_texts), _LARGE),
    "parquet: 900 MB of one category": Case(_PARQUET, frame("parquet", lambda: equal_texts(pl.Categorical)), _LARGE),
    "parquet: 40 million equal numbers": Case(_PARQUET, frame("parquet", equal_numbers), _LARGE),
    "parquet: a list of 60 million": Case(_PARQUET, frame("parquet", lambda: [pl.repeat(0, 60_000_000).implode().alias("x")]), _MEMORY),
    "parquet: 200 lists in each other": Case(_PARQUET, lambda: nested(200), "expected columns of numbers"),
    "parquet: a footer of 2 GB": Case(_PARQUET, damaged(READERS["parquet"].example, -8, struct.pack("<I", 0x7FFFFFFF)), "expected"),
    "parquet: a footer of -1 bytes": Case(_PARQUET, damaged(READERS["parquet"].example, -8, b"\xff" * 4), "expected"),
    "parquet: damaged footer": Case(_PARQUET, damaged(READERS["parquet"].example, -60, b"\xff" * 40), "expected"),
    "parquet: damaged pages": Case(_PARQUET, damaged(READERS["parquet"].example, 4, b"\xff" * 60), "expected"),
    "parquet: cut off": Case(_PARQUET, lambda: example("parquet")[:100], "expected"),
    "parquet: marks only": Case(_PARQUET, lambda: b"PAR1" + bytes(4) + b"PAR1", "expected"),
    "parquet: encrypted": Case(_PARQUET, lambda: b"PARE" + bytes(100) + b"PARE", "expected"),
    "arrow: 60 million rows": Case(_ARROW, equal_rows("arrow"), "at most 50,000,000 rows, got 60,000,000"),
    "arrow: 900 MB of one text": Case(_ARROW, frame("arrow", equal_texts), _LARGE),
    "arrow: metadata of 2 GB": Case(_ARROW, damaged(READERS["arrow"].example, 12, struct.pack("<I", 0x7FFFFFF8)), "n_samples", is_read=True),
    "arrow: damaged metadata": Case(_ARROW, damaged(READERS["arrow"].example, 40, b"\xff" * 100), "n_samples", is_read=True),
    "arrow: damaged footer": Case(_ARROW, damaged(READERS["arrow"].example, -10, b"\xff\xff\xff\x7f"), "expected"),
    "arrow: cut off": Case(_ARROW, lambda: example("arrow")[:200], "expected"),
    "arrow: a stream of 2 GB": Case(_ARROW, lambda: b"\xff\xff\xff\xff" + struct.pack("<I", 0x7FFFFFF8) + bytes(100), "expected"),
    "xlsx: entities": Case(_BOOK, lambda: sheet("<row><c t='inlineStr'><is><t>&a10;</t></is></c></row>", _LAUGHS), "expected"),
    "xlsx: a file": Case(_BOOK, lambda: sheet("<row><c t='inlineStr'><is><t>&e;</t></is></c></row>", _FILE), "expected"),
    "xlsx: two cells far apart": Case(_BOOK, lambda: sheet(_CELL + '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'), "expected"),
    "xlsx: one text in 50,000 cells": Case(_BOOK, lambda: shared("x" * 90_000, 50_000), _LARGE),
    "xlsx: 100 MB of no rows": Case(_BOOK, lambda: book({"xl/worksheets/sheet1.xml": bytes(100_000_000)}), "expected"),
    "xlsx: a sheet outside": Case(
        _BOOK,
        lambda: book({"xl/_rels/workbook.xml.rels": example_relations().replace("worksheets/sheet1.xml", "../../../../etc/passwd")}),
        "expected",
    ),
    "xlsx: 100,000 elements in each other": Case(_BOOK, lambda: sheet("<row>" * 100_000 + "</row>" * 100_000), "expected"),
    "xlsx: 10,000 sheets of one part": Case(_BOOK, lambda: sheets_of_one_part(10_000, "<row/>" * 16_000_000), "a part of its own for each sheet"),
    "xlsx: cut off": Case(_BOOK, lambda: example("xlsx")[:300], "expected"),
    "xls: damaged": Case(upload("t.xls"), lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\xff" * 5_000, "expected"),
    "xls: sectors in a circle": Case(upload("t.xls"), lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(5_000), "expected"),
    "ods: entities": Case(_ODS, lambda: ods(f"<table:table-row>{_cell('&a10;')}</table:table-row>", _LAUGHS), "expected"),
    "ods: a cell 16 billion times": Case(_ODS, lambda: _repeated(1_000_000, 16_384), _LARGE),
    "ods: a text of 90 kB in 50,000 cells": Case(_ODS, lambda: _repeated(5_000, 10, "x" * 90_000), _LARGE),
    "json: 7 million objects": Case(upload("t.json"), lambda: b"[" + b"{}," * 7_000_000 + b"{}]", "takes more"),
    "jsonl: 9,000 columns of nothing": Case(
        _LINES, lambda: b"{" + b",".join(b'"k%d":1' % index for index in range(9_000)) + b"}\n" + b'{"k1":1}\n' * 20_000, _LARGE
    ),
    "jsonl: depth": Case(_LINES, lambda: b'{"a":' + b"[" * 100_000 + b"]" * 100_000 + b"}\n", "expected"),
    "jsonl: one endless line": Case(_LINES, lambda: b'{"a":"' + b"x" * 30_000_000 + b'"}\n', "expected"),
    "jsonl: 200,000 keys": Case(_LINES, lambda: b"{" + b",".join(b'"k%d":1' % index for index in range(200_000)) + b"}\n", "expected"),
    "jsonl: new keys in each line": Case(_LINES, lambda: b"".join(b'{"k%d":1}\n' % index for index in range(200_000)), "expected"),
    "jsonl: doubled keys": Case(_LINES, lambda: b'{"a":1,"a":2}\n' * 3, "expected"),
    "jsonl: 1e999": Case(_LINES, lambda: b'{"a":1e999}\n', "expected"),
    "jsonl: half a character": Case(_LINES, lambda: b'{"a":"\\ud800"}\n', "half of a character"),
    "jsonl: halves of a character": Case(_LINES, lambda: b'{"a":"\\ud83d\\ude00"}\n{"a":"b"}\n', "n_samples", is_read=True),
    "jsonl: 300,000 keys, one twice": Case(
        _LINES, lambda: b"{" + b",".join(b'"k%d":1' % (index % 299_999) for index in range(300_000)) + b"}\n", "twice"
    ),
    "jsonl: NUL": Case(_LINES, lambda: b'{"a":"x\\u0000y"}\n\0\n', "expected"),
}
