"""Uploads of archives of images, and what their records say."""

from pathlib import Path
from typing import Any

import pytest

from models.core.errors import DataError
from models.uploads.stored_upload import StoredUpload
from tests.uploaded import read, zipped


def images(folder: Path, members: dict[str, bytes], **said: Any) -> StoredUpload:
    return read(folder, "images", zipped(members), **said)


def refusal(folder: Path, content: bytes | dict[str, bytes], **said: Any) -> str:
    with pytest.raises(DataError) as raised:
        read(folder, "images", content if isinstance(content, bytes) else zipped(content), **said)
    return str(raised.value)


def counts_of(upload: StoredUpload) -> dict[Any, int]:
    return {item.value: item.count for item in upload.record.classes}


def skipped_of(upload: StoredUpload) -> dict[str, list[str]]:
    assert upload.record.reading is not None
    return {item.what: item.names for item in upload.record.reading.skipped}


def notes_of(upload: StoredUpload) -> list[str]:
    assert upload.record.reading is not None
    return upload.record.reading.notes
