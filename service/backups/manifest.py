"""What a backup holds: the manifest in its folder, and which backups a folder has."""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Self, TypeVar

from models.core.files import write_atomically
from service.backups.errors import BackupError, DamagedBackupError
from service.backups.folder_lock import LOCK

#: Version of the form of backups; earlier forms can be read.
FORM = 1
#: Name of the manifest, and of the folders of rows and files.
MANIFEST, ROWS, FILES = "manifest.json", "rows", "files"
#: Beginning of the name of a backup that is not whole.
PART = ".part-"
#: Name of a backup: its time.
_NAME = re.compile(r"\d{8}T\d{9}Z")

Kept = TypeVar("Kept", "KeptFile", "KeptTable")


@dataclass(frozen=True)
class KeptFile:
    """A file of a backup.

    Args:
        sha256: Its digest.
        size_bytes: Its size.
        changed_ns: When the copied file was changed, in nanoseconds since 1970.
    """

    sha256: str
    size_bytes: int
    changed_ns: int


@dataclass(frozen=True)
class KeptTable:
    """The rows of a table in a backup.

    Args:
        columns: Names of its columns.
        n_rows: Number of rows.
        sha256: Digest of the file with the rows.
    """

    columns: list[str]
    n_rows: int
    sha256: str


@dataclass(frozen=True)
class Manifest:
    """What a backup holds.

    Args:
        version: Version of Modelbook that made it.
        schema: Revision of the database's schema.
        taken_at: Time of its rows, in seconds since 1970.
        tables: Tables by name, those that others refer to first.
        files: Files by key.
        missing: Keys of files that rows name, and that the installation did not have.
    """

    version: str
    schema: str
    taken_at: float
    tables: Mapping[str, KeptTable]
    files: Mapping[str, KeptFile]
    missing: list[str]

    @property
    def size_bytes(self) -> int:
        """Return the bytes of all files."""
        return sum(file.size_bytes for file in self.files.values())

    def n_rows(self, table: str) -> int:
        """Return the number of rows of a table; 0 for one that its schema does not have."""
        return self.tables[table].n_rows if table in self.tables else 0

    def write(self, folder: Path) -> None:
        """Write the manifest into the folder of its backup."""
        text = json.dumps({"form": FORM, **asdict(self)}, indent=1)
        write_atomically(folder / MANIFEST, lambda path: path.write_text(text, encoding="utf-8"))

    @classmethod
    def read(cls, folder: Path) -> Self:
        """Read the manifest of a backup.

        Raises:
            BackupError: It is damaged, or that of a later release.
        """
        try:
            found = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
            form = found.pop("form")
            if form > FORM:
                raise BackupError(
                    f"expected a backup of form {FORM} or earlier, got {folder} of form {form}: use the release that made it, or a later one"
                )
            outside = next((key for key in found["files"] if key.startswith("/") or ".." in key.split("/")), None)
            if outside is not None:
                raise DamagedBackupError(
                    f"expected files of Modelbook in {folder / MANIFEST}, got {outside!r}, which would be outside of their folder"
                )
            return cls(**{**found, "tables": _all(KeptTable, found["tables"]), "files": _all(KeptFile, found["files"])})
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise DamagedBackupError(f"expected the manifest of a backup, got {folder / MANIFEST}, which cannot be read: {error}") from error


def new_name(at: float) -> str:
    """Return the name of a backup that is made at a time, in seconds since 1970."""
    moment = datetime.fromtimestamp(at, UTC)
    return f"{moment:%Y%m%dT%H%M%S}{moment.microsecond // 1000:03d}Z"


def backups_in(folder: Path) -> list[Path]:
    """Return the whole backups in a folder, the oldest first."""
    found = folder.iterdir() if folder.is_dir() else ()
    return sorted(path for path in found if _NAME.fullmatch(path.name) and (path / MANIFEST).is_file())


def newest_readable(folder: Path, say: Callable[[str], None]) -> tuple[Path, Manifest] | None:
    """Return the newest backup in a folder whose manifest can be read, with that; None if there is none. Each that cannot be read is told."""
    for found in reversed(backups_in(folder)):
        try:
            return found, Manifest.read(found)
        except (BackupError, OSError) as error:
            say(f"Warning: the backup {found.name} cannot be used, and its files are copied again or linked to an earlier one: {error}")
    return None


def chosen(folder: Path) -> Path:
    """Return the backup that a folder means: itself, or the newest one in it.

    Raises:
        BackupError: There is none.
    """
    if (folder / MANIFEST).is_file():
        return folder
    found = backups_in(folder)
    if not found:
        raise BackupError(f"expected a backup, or a folder of backups made by `modelbook backup`, got {folder}, which has none")
    return found[-1]


def require_backups(folder: Path) -> None:
    """Require that a folder is for backups: new, empty, or with backups only.

    Raises:
        BackupError: It has something else.
    """
    if folder.exists() and not folder.is_dir():
        raise BackupError(f"expected a folder for backups, got {folder}, which is a file")
    names = sorted(path.name for path in folder.iterdir()) if folder.exists() else []
    others = [name for name in names if not (_NAME.fullmatch(name) or name.startswith(PART) or name == LOCK)]
    if others:
        raise BackupError(f"expected an empty folder, or one of backups, got {folder}, which has {others[0]!r}: give another folder")


def _all(kind: type[Kept], found: Mapping[str, Any]) -> dict[str, Kept]:
    return {name: kind(**one) for name, one in found.items()}
