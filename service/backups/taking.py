"""Taking a backup of an installation that may be in use: its rows as of one moment, and the files that these rows name.

Resume points are copied first: a job continues from one that is older than its rows, as after the loss of its process. Then come the rows, in one
snapshot, then the files, which were there before the rows that name them. What is purged meanwhile shows at the end, and then the rows are read
again, so nothing has to wait for a backup. Checkpoints that a running job has replaced meanwhile are left out.
"""

import shutil
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from models.core.files import flush
from service.backups.copying import Copying
from service.backups.errors import BackupError
from service.backups.folder_lock import alone_in
from service.backups.manifest import FILES, PART, ROWS, KeptTable, Manifest, backups_in, new_name, newest_readable, require_backups
from service.backups.row_files import leave_out, write_rows
from service.backups.telling import Telling
from service.store.database import Database, files_of
from service.store.named_files import checkpoints_there, named_files, things_there
from service.store.schema import schema_of
from service.store.table_rows import rows_of, tables_of

#: Most times that rows are read: things were deleted again each time.
N_TRIES = 10


@dataclass(frozen=True)
class Installation:
    """An installation: its database and its files.

    Args:
        database_url: SQLAlchemy URL.
        files: Folder of its files.
    """

    database_url: str
    files: Path


@dataclass(frozen=True)
class Taken:
    """A backup that was made.

    Args:
        folder: Its folder.
        manifest: What it holds.
        new_bytes: Bytes of its files that were written; the others are linked to an earlier backup.
        removed: Earlier backups that were removed.
        spared: Earlier backups that would have been removed, but have files that rows name and the installation does not have.
    """

    folder: Path
    manifest: Manifest
    new_bytes: int
    removed: list[Path]
    spared: list[Path]


@dataclass(frozen=True)
class _Rows:
    """Rows as of one moment.

    Args:
        schema: Revision of the schema.
        at: The moment, in seconds since 1970.
        tables: The tables that were written.
        named: Keys of the files that they name.
        things: Ids of the jobs and data sets that have files.
        checkpoints: Keys of those files that are checkpoints.
    """

    schema: str
    at: float
    tables: dict[str, KeptTable]
    named: set[str]
    things: set[str]
    checkpoints: set[str]


def take(source: Installation, folder: Path, say: Callable[[str], None], n_kept: int | None = None) -> Taken:
    """Take a backup into a folder of backups; one that is cut off leaves nothing that counts as a backup.

    Args:
        source: The installation.
        folder: The folder of backups, which need not exist.
        say: Takes lines that say how far it is.
        n_kept: Newest backups that are kept in the folder, this one included; None for all.

    Raises:
        BackupError: The folder is not for backups or is itself backed up, another backup is being written into it, or the database has no schema.
        OSError: Something cannot be read or written.
        SQLAlchemyError: The database cannot be read.
    """
    require_source(source)
    require_backups(folder)
    if folder.resolve().is_relative_to(source.files.resolve()):
        raise BackupError(f"expected a folder outside of the files that are backed up, got {folder}, which is in {source.files}: give another folder")
    folder.mkdir(parents=True, exist_ok=True)
    with _alone(folder):
        name = new_name(time.time())
        draft = folder / f"{PART}{name}"
        copying = Copying(source.files, draft / FILES, Telling(say, "copied"), newest_readable(folder, say))
        database = Database(source.database_url)
        try:
            manifest = _taken(database, copying, draft)
            manifest.write(draft)
            _finish(draft, folder / name)
        finally:
            database.close()
            shutil.rmtree(draft, ignore_errors=True)  # What a full disk has cut off takes no room.
        removed, spared = _forget_oldest(folder, n_kept, manifest.missing) if n_kept else ([], [])
        return Taken(folder / name, manifest, copying.new_bytes, removed, spared)


def require_source(source: Installation) -> None:
    """Require that the database of an installation is there, where it is a file, and the folder of its files.

    Raises:
        BackupError: One of them is not.
    """
    own = files_of(source.database_url)
    if own and not own[0].exists():
        raise BackupError(f"expected a database of Modelbook, got {own[0]}, which is not there: give --data, or set MODELBOOK_DATABASE_URL")
    if not source.files.is_dir():
        raise BackupError(f"expected the folder of the files, got {source.files}, which is not there: mount it, or set MODELBOOK_FILES")


def _forget_oldest(folder: Path, n_kept: int, missing: Iterable[str]) -> tuple[list[Path], list[Path]]:
    """Remove all but the newest backups of a locked folder, except those with what the installation has lost; return both kinds of old ones."""
    found = backups_in(folder)
    old, needed = found[:-n_kept], _newest_with(missing, found)
    removed, spared = [path for path in old if path not in needed], [path for path in old if path in needed]
    for path in removed:
        gone = path.with_name(f"{PART}{path.name}")
        path.rename(gone)  # What is cut off then is no backup.
        shutil.rmtree(gone)
    return removed, spared


def _newest_with(missing: Iterable[str], backups: Sequence[Path]) -> set[Path]:
    """Return the newest of some backups that has each of some files or folders of things; one that cannot be read has none."""
    wanted, found = set(missing), set()
    for path in reversed(backups):
        if not wanted:
            break
        with suppress(BackupError, OSError):
            if there := wanted & _with_folders(Manifest.read(path).files):
                wanted -= there
                found.add(path)
    return found


def _taken(database: Database, copying: Copying, draft: Path) -> Manifest:
    copying.copy_below("resume")
    missing: set[str] | None = None
    for _ in range(N_TRIES):
        rows = _rows(database, draft / ROWS)
        copying.copy_below()
        uncopied = rows.named - _with_folders(copying.files)
        with database.reading() as connection:
            tables = tables_of(connection)
            gone, replaced = rows.things - things_there(connection, tables), (uncopied & rows.checkpoints) - checkpoints_there(connection, tables)
        before, missing = missing, uncopied - replaced
        if not gone and missing in (set(), before):  # What is missing twice was missing before.
            kept = _without_checkpoints(rows.tables, draft / ROWS, replaced)
            return Manifest(version("modelbook"), rows.schema, rows.at, kept, copying.files, sorted(missing))
    raise BackupError(f"while the files were copied, jobs, models or data sets were purged each of {N_TRIES} times: take the backup again later")


def _without_checkpoints(tables: dict[str, KeptTable], folder: Path, replaced: set[str]) -> dict[str, KeptTable]:
    """Leave out the rows of checkpoints that their job replaced before they were copied: one that keeps few of short epochs does so all the time."""
    return tables | ({"checkpoints": leave_out(folder, "checkpoints", tables["checkpoints"], "file", replaced)} if replaced else {})


def _rows(database: Database, folder: Path) -> _Rows:
    """Write all rows into a folder, as of now."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    with database.snapshot() as connection:
        at, schema = time.time(), schema_of(connection)
        if schema is None:
            raise BackupError("expected a database of Modelbook, got one without a schema: check MODELBOOK_DATABASE_URL or --data")
        tables = tables_of(connection)
        kept = {name: write_rows(folder, rows_of(connection, table)) for name, table in tables.items()}
        return _Rows(schema, at, kept, named_files(connection, tables), things_there(connection, tables), checkpoints_there(connection, tables))


def _with_folders(keys: Iterable[str]) -> set[str]:
    """Return keys of files, and of the folders of their things."""
    return {one for key in keys for one in (key, "/".join(key.split("/")[:2]))}


def _finish(draft: Path, folder: Path) -> None:
    for path in (*draft.rglob("*"), draft):
        if path.is_dir():
            flush(path)
    draft.rename(folder)
    flush(folder.parent)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Lock a folder of backups, and remove what interrupted ones have left."""
    with alone_in(folder, f"another backup is being written into {folder}"):
        for path in folder.glob(f"{PART}*"):
            shutil.rmtree(path)
        yield
