"""Conversion of an uploaded file to a data set."""

import hashlib
import secrets
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import orjson

from models.core.errors import DataError, Fault
from models.core.faults import quote
from models.core.files import flush_folder, sha256_of
from models.uploads.formats import READERS
from service.contained import Containment
from service.contained_work import found_delimiter, read_upload
from service.errors import Invalid
from service.store.datasets import Datasets
from service.store.files import Files
from service.store.rows import Dataset, NewDataset

#: Hexadecimal digits of an id, and of the digest of a content: 80 bits.
ID_DIGITS = 20
#: Bytes copied at a time.
CHUNK = 1024 * 1024
MAX_NAME = 200


@dataclass(frozen=True)
class Incoming:
    """A received file.

    Args:
        content: The file, at its start.
        file_name: Name of the caller's file.
        name: Name of the data set; the file's name when left out.
        format: Format of the file; by the ending of its name when left out.
        delimiter: Character between the fields of a table; detected when left out.
    """

    content: IO[bytes]
    file_name: str
    name: str | None = None
    format: str | None = None
    delimiter: str | None = None


def take_in(incoming: Incoming, datasets: Datasets, files: Files, containment: Containment) -> tuple[Dataset, bool]:
    """Read a file and store it as a data set; nothing is stored of a refused file.

    Args:
        incoming: The file.
        datasets: Store of the data set.
        files: Store of temporary files.
        containment: Reads the file.

    Returns:
        The data set, and whether it is new: the same content in the same format is the same data set of an owner.

    Raises:
        Invalid: The file or the other fields are invalid, or reading the file takes too long or too much memory.
        OSError: The disk is full.
    """
    format_name, name = _format_of(incoming), _name_of(incoming)
    with files.draft_folder() as draft:
        path, values = draft / "upload", draft / "values"
        values.mkdir()
        digest, size = _copied(incoming.content, path)
        try:
            delimiter = containment.run(found_delimiter, format_name, path, incoming.delimiter).decode()
            content = _content_of(format_name, delimiter, digest)
            known = datasets.of_content(content)
            if known is not None:
                return known, False
            record = orjson.loads(containment.run(read_upload, format_name, path, values, delimiter))
            flush_folder(values)
        except DataError as error:
            raise Invalid.of([Fault("/file", str(error))]) from error
        return datasets.create(NewDataset(secrets.token_hex(ID_DIGITS // 2), content, name, format_name, digest, size, record), values)


def _copied(content: IO[bytes], path: Path) -> tuple[str, int]:
    """Copy a file; return its SHA-256 and its size in bytes."""
    with path.open("wb") as file:
        shutil.copyfileobj(content, file, CHUNK)
    return sha256_of(path), path.stat().st_size


def _content_of(format_name: str, delimiter: str, digest: str) -> str:
    """Return the digest of a content in a format; the delimiter is part of it, because it determines the columns."""
    return hashlib.sha256(f"{format_name}\0{delimiter}\0{digest}".encode()).hexdigest()[:ID_DIGITS]


def _format_of(incoming: Incoming) -> str:
    if incoming.format is not None:
        if incoming.format not in READERS:
            raise Invalid.of([Fault("/format", f"expected one of {', '.join(READERS)}, got {quote(incoming.format)}")])
        return incoming.format
    lower = incoming.file_name.lower()
    found = next((name for name, reader in READERS.items() if lower.endswith(reader.endings)), None)
    if found is None:
        endings = ", ".join(ending for reader in READERS.values() for ending in reader.endings)
        detail = f"expected a format ({', '.join(READERS)}), or a file whose name ends in one of {endings}; got {quote(incoming.file_name)}"
        raise Invalid.of([Fault("/format", detail)])
    return found


def _name_of(incoming: Incoming) -> str:
    name = Path(incoming.file_name).stem[:MAX_NAME] or "upload" if incoming.name is None else incoming.name
    if not 0 < len(name) <= MAX_NAME or not name.isprintable():
        raise Invalid.of([Fault("/name", f"expected a name of 1 to {MAX_NAME} printable characters, got {quote(name)}")])
    return name
