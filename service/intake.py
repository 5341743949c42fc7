"""From an uploaded file to a data set."""

import hashlib
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from models.core.errors import DataError, Fault
from models.core.faults import quote
from models.core.files import flush_folder
from models.uploads.formats import READERS
from service.errors import Invalid
from service.store.datasets import Datasets, NewDataset
from service.store.files import Files
from service.store.rows import Dataset

#: Hexadecimal digits of an id: 80 bits of a SHA-256.
ID_DIGITS = 20
#: Bytes copied in one go.
CHUNK = 1024 * 1024
MAX_NAME = 200


@dataclass(frozen=True)
class Incoming:
    """A file that has come.

    Args:
        content: The file, at its start.
        file_name: What the caller's file is called.
        name: Name asked for; the file's when left out.
        format: Format asked for; that of the file name's ending when left out.
        delimiter: What separates the fields of a table; found out when left out.
    """

    content: IO[bytes]
    file_name: str
    name: str | None = None
    format: str | None = None
    delimiter: str | None = None


def take_in(incoming: Incoming, datasets: Datasets, files: Files) -> tuple[Dataset, bool]:
    """Read a file and keep it as a data set; if it is refused, nothing is left behind.

    Args:
        incoming: The file.
        datasets: Where it is kept.
        files: Where drafts are written.

    Returns:
        The data set, and whether it is new: the same content in the same format is the same data set.

    Raises:
        Invalid: The file is not sound, or the fields beside it are not.
    """
    format_name, name = _format_of(incoming), _name_of(incoming)
    reader = READERS[format_name]
    with files.draft_folder() as draft:
        path, values = draft / "upload", draft / "values"
        values.mkdir()
        digest, size = _copied(incoming.content, path)
        try:
            delimiter = reader.delimiter(path, incoming.delimiter)
            dataset_id = _id_of(format_name, delimiter, digest)
            known = datasets.find(dataset_id)
            if known is not None:
                return known, False
            record = reader.read(path, values, delimiter)
            flush_folder(values)
        except DataError as error:
            raise Invalid.of([Fault("/file", str(error))]) from error
        return datasets.create(NewDataset(dataset_id, name, format_name, digest, size, record.model_dump(mode="json")), values)


def _copied(content: IO[bytes], path: Path) -> tuple[str, int]:
    """Copy a file to its draft; return its SHA-256 and its size."""
    with path.open("wb") as file:
        shutil.copyfileobj(content, file, CHUNK)
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest(), path.stat().st_size


def _id_of(format_name: str, delimiter: str, digest: str) -> str:
    """Return the id of a content in a format; another delimiter makes other columns, so it is part of the format."""
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
