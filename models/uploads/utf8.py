"""Check that a file is text in UTF-8."""

import codecs
from pathlib import Path

from models.core.errors import DataError

#: Bytes read at a time.
CHUNK = 1024 * 1024


def require_utf8(path: Path) -> None:
    """Check that a file is text in UTF-8, with or without a byte order mark.

    Raises:
        DataError: The file contains bytes that are not UTF-8, or a NUL; the message names the line.
    """
    decoder = codecs.getincrementaldecoder("utf-8")()
    lines_before = 0
    with path.open("rb") as file:
        while True:
            chunk = file.read(CHUNK)
            try:
                decoder.decode(chunk, final=not chunk)
            except UnicodeDecodeError as error:
                line = lines_before + error.object[: error.start].count(b"\n") + 1
                byte = error.object[error.start]
                raise DataError(f"line {line}: expected text in UTF-8, got the byte 0x{byte:02x}; save the file as UTF-8") from error
            if b"\0" in chunk:
                line = lines_before + chunk[: chunk.index(b"\0")].count(b"\n") + 1
                raise DataError(f"line {line}: expected text, got a NUL byte")
            if not chunk:
                return
            lines_before += chunk.count(b"\n")
