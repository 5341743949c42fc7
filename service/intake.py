"""Conversion of an uploaded file to a data set."""

import hashlib
import secrets
from dataclasses import dataclass, field, replace
from pathlib import Path

import orjson

from models.core.errors import DataError, Fault
from models.core.faults import quote
from models.core.file_kinds import kind_of_file
from models.core.files import flush_folder, link_or_copy, sha256_of
from models.uploads.format_choice import format_of
from models.uploads.formats import READERS
from models.uploads.packed import without_packing
from models.uploads.reading.reading import Reading
from service.contained import Containment
from service.contained_work import append_upload, read_upload
from service.errors import Invalid
from service.store.datasets import Datasets
from service.store.files import Files
from service.store.rows import Dataset, NewDataset

#: Hexadecimal digits of an id, and of the digest of a content: 80 bits.
ID_DIGITS = 20
#: Name of the file as it was sent, in the folder of a data set's values: it can be read again in another way.
SOURCE = "source"
MAX_NAME = 200


@dataclass(frozen=True)
class Incoming:
    """A received file.

    Args:
        content: The file, which is not changed, on the file system of the files.
        file_name: Name of the caller's file.
        name: Name of the data set; the file's name when left out.
        format: Format of the file; by the ending of its name, or what it is, when left out.
        reading: What the caller says about the file.
        sha256: Its SHA-256, where that is known.
    """

    content: Path
    file_name: str
    name: str | None = None
    format: str | None = None
    reading: Reading = field(default_factory=Reading)
    sha256: str | None = None


def take_in(incoming: Incoming, datasets: Datasets, files: Files, containment: Containment) -> tuple[Dataset, bool]:
    """Read a file and store it as a data set; nothing is stored of a refused file.

    Args:
        incoming: The file.
        datasets: Store of the data set.
        files: Store of temporary files.
        containment: Reads the file.

    Returns:
        The data set, and whether it is new: the same content in the same format and reading is the same data set of an owner.

    Raises:
        Invalid: The file or the other fields are invalid, or reading the file takes too long or too much memory.
        OSError: The disk is full.
    """
    format_name, name = _format_of(incoming), _name_of(incoming)
    with files.draft_folder() as draft:
        values = draft / "values"
        values.mkdir()
        path = values / SOURCE
        digest, size = _placed(incoming, path)
        content = _content_of(format_name, incoming.reading, digest)
        known = datasets.of_content(content)
        if known is not None:
            return known, False
        try:
            record = orjson.loads(containment.run(read_upload, format_name, path, values, incoming.reading))
        except DataError as error:
            raise Invalid.of([Fault("/file", str(error))]) from error
        flush_folder(values)
        return datasets.create(NewDataset(secrets.token_hex(ID_DIGITS // 2), content, name, format_name, digest, size, record), values)


def append_to(earlier: Dataset, incoming: Incoming, datasets: Datasets, files: Files, containment: Containment) -> tuple[Dataset, bool]:
    """Read a file behind a data set, and store the values of both as its next version; nothing is stored of a refused file.

    Args:
        earlier: The data set, which stays.
        incoming: The file.
        datasets: Store of the data sets.
        files: Store of temporary files.
        containment: Reads the file.

    Returns:
        The next version, and whether it is new: the same file appended to the same data set is the same version.

    Raises:
        Invalid: The data set does not grow, or the file is invalid or does not fit.
        OSError: The disk is full.
    """
    format_name = _format_of(incoming)
    with files.draft_folder() as draft:
        values, path = draft / "values", draft / SOURCE
        values.mkdir()
        digest, size = _placed(incoming, path)
        content = _content_of(f"{earlier.id}\0{format_name}", incoming.reading, digest)
        known = datasets.of_content(content)
        if known is not None:
            return known, False
        try:
            record = orjson.loads(containment.run(append_upload, datasets.upload(earlier), format_name, path, values, incoming.reading))
        except DataError as error:
            raise Invalid.of([Fault("/file", str(error))]) from error
        flush_folder(values)
        both = hashlib.sha256(f"{earlier.sha256}\0{digest}".encode()).hexdigest()
        new = NewDataset(secrets.token_hex(ID_DIGITS // 2), content, earlier.name, earlier.format, both, earlier.size_bytes + size, record)
        return datasets.create(replace(new, version=earlier.version + 1, previous=earlier.id), values)


def _placed(incoming: Incoming, path: Path) -> tuple[str, int]:
    """Put a file at a path, without a copy; return its SHA-256 and its size in bytes."""
    link_or_copy(incoming.content, path)
    return incoming.sha256 or sha256_of(path), path.stat().st_size


def _content_of(format_name: str, reading: Reading, digest: str) -> str:
    """Return the digest of a content in a format; what the caller says of its reading is part of it, because it determines the values."""
    said = orjson.dumps(reading.said(), option=orjson.OPT_SORT_KEYS).decode()
    return hashlib.sha256(f"{format_name}\0{said}\0{digest}".encode()).hexdigest()[:ID_DIGITS]


def require_sound_names(incoming: Incoming) -> None:
    """Require a name and a format that can be used, before the file is there.

    Raises:
        Invalid: One of them cannot.
    """
    _name_of(incoming)
    if incoming.format is not None and incoming.format not in READERS:
        raise Invalid.of([Fault("/format", f"expected one of {', '.join(READERS)}, got {quote(incoming.format)}")])


def _format_of(incoming: Incoming) -> str:
    if incoming.format is not None:
        require_sound_names(incoming)
        return incoming.format
    try:
        return format_of(incoming.file_name, kind_of_file(incoming.content))
    except DataError as error:
        raise Invalid.of([Fault("/format", str(error))]) from error


def _name_of(incoming: Incoming) -> str:
    name = Path(without_packing(incoming.file_name)).stem[:MAX_NAME] or "upload" if incoming.name is None else incoming.name
    if not 0 < len(name) <= MAX_NAME or not name.isprintable():
        raise Invalid.of([Fault("/name", f"expected a name of 1 to {MAX_NAME} printable characters, got {quote(name)}")])
    return name
