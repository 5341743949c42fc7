"""Restoring a backup into an empty installation, with either kind of database.

What was cut off is called again, and goes on from its rows if they are there.
"""

import re
import shutil
from collections.abc import Callable, Container, Iterator
from dataclasses import dataclass
from pathlib import Path

from models.core.files import link_or_copy, sha256_of, write_atomically
from service.backups.errors import BackupError, DamagedBackupError
from service.backups.manifest import FILES, MANIFEST, ROWS, KeptFile, Manifest
from service.backups.row_files import read_rows, row_file
from service.backups.taking import Installation
from service.backups.telling import Telling
from service.restoring_note import RESTORING, forget_restore, note_restore, restored_manifest
from service.store.database import Database, files_of, migrate
from service.store.going_on import go_on
from service.store.schema import known_revisions, make_anew, schema_of
from service.store.table_rows import add_rows, tables_with_rows

#: Most faults of a backup that a message names.
MAX_NAMED = 5
#: Name of the draft of a file, as a try that was killed leaves it.
_DRAFT = re.compile(r"\.part-[0-9a-f]{8}-(.+)")


@dataclass(frozen=True)
class Restored:
    """A backup that was restored.

    Args:
        manifest: What it held.
        n_running: Jobs that ran when it was taken, and are queued again.
    """

    manifest: Manifest
    n_running: int


def verified(folder: Path, say: Callable[[str], None]) -> Manifest:
    """Compare all digests of a backup; return what it holds.

    Raises:
        BackupError: It is damaged, or that of a later release.
    """
    manifest = Manifest.read(folder)
    faults = list(_faults(folder, manifest, Telling(say, "checked")))
    if faults:
        more = f", and {len(faults) - MAX_NAMED} more" if len(faults) > MAX_NAMED else ""
        raise DamagedBackupError(f"expected the backup {folder} as it was written, got: {'; '.join(faults[:MAX_NAMED])}{more}; use another backup")
    return manifest


def restore(folder: Path, target: Installation, say: Callable[[str], None]) -> Restored:
    """Restore a backup into an empty installation.

    Raises:
        BackupError: The backup is damaged or that of a later release, or the installation is not empty.
        OSError: Something cannot be read or written.
        SQLAlchemyError: The database cannot be used.
    """
    manifest = _known(folder, target, say)
    digest = sha256_of(folder / MANIFEST)
    if restored_manifest(target.files) != digest or not _found_rows(target):
        require_empty(target, {*manifest.files, RESTORING})
        _bring_files(folder, target, manifest, Telling(say, "restored"), _copy)
        note_restore(target.files, folder, digest)
        _bring_rows(folder / ROWS, target.database_url, manifest)
    restored = _gone_on(target, manifest)
    forget_restore(target.files)
    return restored


def hand_over(folder: Path, target: Installation, say: Callable[[str], None]) -> Restored:
    """Restore a backup as `restore` does, with files that share their content with it: it must be deleted then.

    No two files share it with each other, as they do in the backup: files that are still being sent grow.

    Raises:
        BackupError: As in `restore`.
    """
    handed: set[int] = set()

    def bring(source: Path, draft: Path) -> None:
        inode = source.stat().st_ino
        (_copy if inode in handed else link_or_copy)(source, draft)
        handed.add(inode)

    manifest = _known(folder, target, say)
    require_empty(target, manifest.files)
    _bring_files(folder, target, manifest, Telling(say, "restored"), bring)
    _bring_rows(folder / ROWS, target.database_url, manifest)
    return _gone_on(target, manifest)


def require_empty(target: Installation, files: Container[str] = ()) -> None:
    """Require that an installation has no rows, and no files but some.

    Args:
        target: The installation, which need not exist.
        files: Keys of files that may be there, also as drafts, which are removed.

    Raises:
        BackupError: It is not empty.
    """
    own, found = files_of(target.database_url), _found_rows(target)
    if found:
        raise BackupError(f"expected an empty database, got {own[0] if own else 'one'} with rows in {', '.join(found)}: give a new one")
    there = {path.relative_to(target.files).as_posix(): path for path in target.files.rglob("*") if not path.is_dir()}
    drafts = [path for path in there.values() if _whole(path.relative_to(target.files)) in files]
    other = next((key for key, path in there.items() if key not in files and path not in drafts), None)
    if other is not None:
        raise BackupError(f"expected an empty folder for the files, got {target.files}, which has {other}: give a new folder")
    for path in drafts:
        path.unlink()


def _whole(draft: Path) -> str | None:
    """Return the key of the file of which one is the draft; None if it is none."""
    found = _DRAFT.fullmatch(draft.name)
    return draft.with_name(found[1]).as_posix() if found else None


def _found_rows(target: Installation) -> list[str]:
    """Return the tables of a database that have rows; none where there is no database."""
    own = files_of(target.database_url)
    if own and not own[0].exists():
        return []
    database = Database(target.database_url)
    try:
        with database.reading() as connection:
            return tables_with_rows(connection)
    finally:
        database.close()


def _known(folder: Path, target: Installation, say: Callable[[str], None]) -> Manifest:
    """Return what a backup holds, which is undamaged and has a schema that can be migrated."""
    manifest = verified(folder, say)
    if manifest.schema not in known_revisions(target.database_url):
        raise BackupError(f"expected a backup of this release or an earlier one, got one of {manifest.version} with the schema {manifest.schema}")
    return manifest


def _bring_files(folder: Path, target: Installation, manifest: Manifest, telling: Telling, bring: Callable[[Path, Path], object]) -> None:
    for key, kept in manifest.files.items():
        _bring(folder / FILES / key, target.files / key, kept, bring)
        telling.of_file(kept.size_bytes)


def _gone_on(target: Installation, manifest: Manifest) -> Restored:
    """Migrate the rows, and queue what ran."""
    migrate(target.database_url)
    database = Database(target.database_url)
    try:
        return Restored(manifest, go_on(database, manifest.taken_at))
    finally:
        database.close()


def _bring(source: Path, target: Path, kept: KeptFile, bring: Callable[[Path, Path], object]) -> None:
    """Put a file of a backup into place, unless an earlier try that was cut off has done that."""
    if target.exists() and target.stat().st_size == kept.size_bytes and sha256_of(target) == kept.sha256:
        return
    write_atomically(target, lambda draft: bring(source, draft))


def _copy(source: Path, target: Path) -> None:
    shutil.copyfile(source, target)


def _bring_rows(folder: Path, url: str, manifest: Manifest) -> None:
    """Write all rows in one transaction, into tables of the schema that they have."""
    database = Database(url)
    try:
        with database.reading() as connection:
            current = schema_of(connection)
        if current != manifest.schema:
            make_anew(url, manifest.schema)
        with database.writing() as connection:
            for name, kept in manifest.tables.items():
                n_rows = add_rows(connection, read_rows(folder, name, kept))
                if n_rows != kept.n_rows:
                    raise DamagedBackupError(f"expected {kept.n_rows} rows of {name}, got {n_rows}")
    finally:
        database.close()


def _faults(folder: Path, manifest: Manifest, telling: Telling) -> Iterator[str]:
    expected = {row_file(folder / ROWS, name): (kept.sha256, 0) for name, kept in manifest.tables.items()}
    expected |= {folder / FILES / key: (kept.sha256, kept.size_bytes) for key, kept in manifest.files.items()}
    for path, (digest, size_bytes) in expected.items():
        if not path.is_file():
            yield f"{path.relative_to(folder)} is missing"
        elif sha256_of(path) != digest:
            yield f"{path.relative_to(folder)} has another SHA-256"
        telling.of_file(size_bytes)
