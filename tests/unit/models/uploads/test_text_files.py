"""Texts in the encodings and with the line ends that people's programs write."""

from pathlib import Path

import pytest

from models.core.errors import DataError
from models.uploads.formats import plain_text
from models.uploads.stored_upload import StoredUpload
from tests.uploaded import data_set, read

TEXT = "Größe,\nél così.\n"


def text_of(upload: StoredUpload) -> str:
    return "".join(data_set(upload).load(None).inputs.tolist())


def encoding_of(upload: StoredUpload) -> str | None:
    assert upload.record.reading is not None
    return upload.record.reading.encoding


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_text_is_read_in_its_encoding_whatever_its_line_ends(tmp_path: Path, encoding: str, end: str) -> None:
    upload = read(tmp_path, "text", (TEXT * 20).replace("\n", end).encode(encoding))
    assert text_of(upload) == TEXT * 20
    assert encoding_of(upload) == ("utf-8" if encoding.startswith("utf-8") else encoding)
    assert upload.record.doubts == []
    assert [path.name for path in upload.folder.iterdir()] == ["text.txt"]


def test_a_text_of_one_byte_a_character_is_a_doubt_that_each_encoding_settles(tmp_path: Path) -> None:
    content = TEXT.encode("cp1252")
    upload = read(tmp_path, "text", content)
    assert (text_of(upload), encoding_of(upload)) == (TEXT, "cp1252")
    (doubt,) = upload.record.doubts
    assert (doubt.column, doubt.line, doubt.refuses) == (None, 1, "use")
    assert "byte 0xf6" in doubt.detail
    assert {"encoding": "cp1252"} in doubt.settle
    assert len(doubt.settle) > 1
    for said in doubt.settle:
        settled = read(tmp_path, "text", content, **said)
        assert (settled.record.doubts, text_of(settled)) == ([], content.decode(said["encoding"]).replace("\r", "\n"))
    assert text_of(read(tmp_path, "text", content, encoding="cp1251")) == content.decode("cp1251")


@pytest.mark.parametrize(
    ("content", "said", "detail"),
    [
        (b"", {}, "line 1: expected a text, got an empty file"),
        (b"a\nb\0c", {}, "line 2: expected text, got a NUL byte"),
        (b"a\n\xff", {"encoding": "utf-8"}, "line 2: expected text in UTF-8, got the byte 0xff"),
        (b"a", {"encoding": "utf-99"}, "expected a known encoding, such as utf-8, utf-16 or cp1252"),
        (b"a", {"encoding": "a\0b"}, "expected a known encoding, such as utf-8, utf-16 or cp1252"),
        *(
            (b"+AGE-", {"encoding": name}, f'expected an encoding of files, such as utf-8, utf-16 or cp1252, got "{name}"')
            for name in ("utf-7", "U7", "idna", "punycode", "undefined", "unicode_escape", "raw-unicode-escape")
        ),
        (b"a", {"delimiter": ","}, "expected no delimiter for the format text, got ','; expected only encoding"),
    ],
)
def test_what_is_no_text_is_refused_with_its_line(tmp_path: Path, content: bytes, said: dict[str, str], detail: str) -> None:
    with pytest.raises(DataError, match=detail):
        read(tmp_path, "text", content, **said)


def test_symbols_of_several_code_points_are_reported(tmp_path: Path) -> None:
    text = "so good \U0001f44d\U0001f3fd and \U0001f468\u200d\U0001f469\u200d\U0001f467 " * 3
    upload = read(tmp_path, "text", text.encode())
    assert upload.record.reading is not None
    (note,) = upload.record.reading.notes
    assert note.startswith("symbols are counted by code point")
    assert "ZERO WIDTH JOINER" in note
    assert upload.record.n_samples == len(text)


@pytest.mark.parametrize("n_bytes", [1, 2, 3, 7])
def test_a_text_is_read_in_blocks_that_may_end_anywhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, n_bytes: int) -> None:
    monkeypatch.setattr(plain_text, "_BLOCK_BYTES", n_bytes)
    text = "a\r\n\U0001f600 ü\r\nb\n"
    assert text_of(read(tmp_path, "text", text.encode())) == text.replace("\r\n", "\n")
    (doubt,) = read(tmp_path, "text", text.replace("\U0001f600", "x").encode("cp1252")).record.doubts
    assert (doubt.line, "byte 0xfc" in doubt.detail) == (2, True)
    with pytest.raises(DataError, match="line 3: expected text, got a NUL byte"):
        read(tmp_path, "text", (text + "\0").encode().replace(b"b\n\0", b"\0"))
    with pytest.raises(DataError, match="line 2: expected text in UTF-8, got the byte 0xf0"):
        read(tmp_path, "text", b"a\n\xf0\x9f", encoding="utf-8")
