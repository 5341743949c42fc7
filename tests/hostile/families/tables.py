"""Tables as text: columns, quotes and lines without end, and bytes that are no text."""

from tests.hostile.case import Case, Door, row, unique, upload

_CSV, _BODY, _TEXT = upload("table.csv"), row("text/csv"), upload("text.txt")
_MILLION = 1_000_000


def _upload_in(encoding: str) -> Door:
    return upload("table.csv", reading=f'{{"encoding": "{encoding}"}}')


CASES: dict[str, Case] = {
    "a million columns": Case(_CSV, lambda: b",".join(b"c%d" % index for index in range(_MILLION)) + b"\n1\n", "columns"),
    "a million columns to predict": Case(_BODY, lambda: b",".join(b"c%d" % index for index in range(_MILLION)) + b"\n1\n", "expected"),
    "a million unnamed columns": Case(_CSV, lambda: b"," * _MILLION + b"\n" + b"," * _MILLION, "expected"),
    "one endless line": Case(_CSV, lambda: b"x" * 30_000_000, "expected"),
    "one endless line to predict": Case(_BODY, lambda: b"x\n" + b"1" * 20_000_000, "expected"),
    "one endless line behind a table": Case(_CSV, lambda: b"a,b\n1,2\n" + b"7" * 30_000_000, "expected"),
    "a million quotes": Case(_CSV, lambda: b"a,b\n" + b'"' * _MILLION, "expected"),
    "a million quotes to predict": Case(_BODY, lambda: b"x\n" + b'"' * _MILLION, "expected"),
    "a quote that does not end": Case(_CSV, lambda: b'a,b\n1,"' + b"x\n" * 200_000, "expected"),
    "a quote that does not end, to predict": Case(_BODY, lambda: b'x\n"' + b"1\n" * 5_000_000, "expected"),
    "rows of every length": Case(_CSV, lambda: b"a,b\n" + b"".join(b"1," * (index % 50) + b"\n" for index in range(20_000)), "line"),
    "NUL": Case(_CSV, lambda: b"a,b\n1,\x002\n", "expected"),
    "NUL only": Case(_CSV, lambda: bytes(5_000_000), "expected"),
    "NUL to predict": Case(_BODY, lambda: b"x\n1\0\n", "expected"),
    "half of UTF-16": Case(_CSV, lambda: b"\xff\xfea\0,\0b\0\n\0" + b"\0\xd8" * 100_000, "expected"),
    "UTF-32": Case(_CSV, lambda: "a,b\n1,2\n".encode("utf-32"), "n_samples", is_read=True),
    "no encoding": Case(_CSV, lambda: b"a,b\n" + bytes(range(128, 256)) * 10_000, "expected"),
    "UTF-7": Case(_upload_in("utf-7"), lambda: b"a,b\n1,+" + b"A" * 10_000_000, "an encoding of files"),
    "the encoding of host names": Case(_upload_in("idna"), lambda: b"a" * 10_000_000, "an encoding of files"),
    "surrogates in UTF-8": Case(_CSV, lambda: b"a,b\n1,\xed\xa0\x80\n", "n_samples", is_read=True),
    "a cell of 10 MB": Case(_CSV, lambda: b"a,b\n1," + b"x" * 10_000_000 + b"\n", "expected"),
    "a number of a million digits": Case(_CSV, lambda: b"a,b\n1," + b"9" * _MILLION + b"\n", "expected"),
    "a number of 90,000 digits to predict": Case(_BODY, lambda: b"x\n" + b"9" * 90_000 + b"\n", "expected"),
    "1e999": Case(_BODY, lambda: b"x\n1e999\n", "expected"),
    "carriage returns only": Case(_CSV, lambda: b"a,b\r" + b"1,2\r" * 100_000, "n_samples", is_read=True),
    "10,000 equal names": Case(_CSV, lambda: b",".join([b"a"] * 10_000) + b"\n" + b",".join([b"1"] * 10_000), "expected"),
    "a name of 10^5 letters": Case(_CSV, lambda: b"a" * 100_000 + b",b\n1,2\n", "expected"),
    "names from right to left": Case(_CSV, lambda: "a\u202e,b\n1,2\n".encode(), "U+202E"),
    "escapes of a terminal": Case(_CSV, lambda: b"a\x1b[31m,b\n1,2\n", "U+001B"),
    "formulas": Case(_CSV, lambda: unique("f").encode() + b",b\n=cmd|' /C calc'!A0,@SUM(1)\n-2,+3\n", "n_samples", is_read=True),
    "a delimiter that is no ASCII": Case(upload("table.csv", reading='{"delimiter": "\u00e4"}'), lambda: "aäb\n1ä2\n".encode(), "of ASCII"),
    "a first line with such a delimiter": Case(_CSV, lambda: "sep=ä\nx\n1\n".encode(), "one column of text"),
    "a first line with such a delimiter, to predict": Case(_BODY, lambda: "sep=ä\nx\n1\n".encode(), "expected a column"),
    "empty": Case(_CSV, lambda: b"", "expected"),
    "delimiters only": Case(_CSV, lambda: b",,,\n" * 200_000, "expected"),
    "a text of 20 MB in one line": Case(_TEXT, lambda: b"x" * 20_000_000, "n_samples", is_read=True),
    "a text that is none": Case(_TEXT, lambda: bytes(range(256)) * 1_000, "expected"),
}
