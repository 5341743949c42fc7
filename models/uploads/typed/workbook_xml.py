"""The XML within workbooks, followed while it is unpacked."""

import zipfile
from collections.abc import Iterator
from typing import Any
from xml.parsers import expat

from models.uploads.archive import unpacking

#: Bytes that are unpacked at a time.
_CHUNK_BYTES = 1024 * 1024


def chunks_of(archive: zipfile.ZipFile, name: str) -> Iterator[bytes]:
    """Yield a member of an archive piece by piece.

    Raises:
        DataError: It does not unpack.
    """
    with unpacking(name), archive.open(name) as file:
        while chunk := file.read(_CHUNK_BYTES):
            yield chunk


class Elements:
    """Follows the elements of a document, by names without their prefix, and the text between them."""

    def follow(self, chunks: Iterator[bytes]) -> bool:
        """Read a document as far as it is valid XML; return whether all of it is."""
        parser = expat.ParserCreate()
        parser.StartElementHandler = lambda name, attributes: self.start(local_name(name), attributes)
        parser.EndElementHandler = lambda name: self.end(local_name(name))
        parser.CharacterDataHandler = self.text
        try:
            for chunk in chunks:
                parser.Parse(chunk)
            parser.Parse(b"", True)
        except expat.ExpatError:
            return False
        return True

    def start(self, name: str, attributes: dict[str, Any]) -> None:
        """Take the beginning of an element."""

    def end(self, name: str) -> None:
        """Take its end."""

    def text(self, text: str) -> None:
        """Take text between elements."""


def member_name(name: str) -> str:
    """Return the name of a member of a workbook as it is compared: with slashes, in lower case."""
    return name.replace("\\", "/").lower()


def local_name(name: str) -> str:
    """Return a name without its prefix."""
    return name.rpartition(":")[2]
