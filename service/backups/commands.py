"""The commands `modelbook backup`, `restore` and `move`. What a script needs goes to standard output, the rest to standard error."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from service.server_command import ServerCommand

if TYPE_CHECKING:
    from service.backups.manifest import Manifest
    from service.backups.taking import Installation, Taken
    from service.place import Place

_FOLDER = click.Path(file_okay=False, path_type=Path)
_DATA = click.option(
    "--data",
    type=_FOLDER,
    help="Data folder of `modelbook up`; by default what MODELBOOK_DATABASE_URL and MODELBOOK_FILES name if they are set, else data.",
)


@click.command(cls=ServerCommand)
@click.argument("folder", metavar="DIR", type=_FOLDER)
@_DATA
@click.option("--keep", type=click.IntRange(1), metavar="N", help="Keep the newest N backups in DIR, and remove older ones; all when left out.")
def backup(folder: Path, data: Path | None, keep: int | None) -> None:
    """Copy all rows and files into a new folder in DIR, also while the service runs; print its path.

    Files that an earlier backup in DIR has are linked to it.
    """
    from service.backups.taking import take
    from service.backups.telling import size_of
    from service.place import place_of

    with _messages():
        source = _installation(place_of(data))
        taken = take(source, folder.absolute(), _say, keep)
        new = f"{size_of(taken.new_bytes)} of them new"
        _say(f"Backed up {_contents(taken.manifest)}, {new}.")
        for key in taken.manifest.missing:
            _say(f"Warning: a row names {key}, which the installation does not have.")
        for old in taken.removed:
            _say(f"Removed {old}.")
        for old in taken.spared:
            _say(f"Kept {old}: it has files that rows name and the installation does not have.")
        _note(source.files, taken)
    click.echo(taken.folder)


@click.command(cls=ServerCommand)
@click.argument("folder", metavar="DIR", type=_FOLDER)
@_DATA
@click.option("--check", is_flag=True, help="Only compare the backup with its digests.")
def restore(folder: Path, data: Path | None, check: bool) -> None:
    """Restore a backup, or the newest one in DIR, into an empty installation."""
    from service.backups import restoring
    from service.backups.manifest import chosen
    from service.place import place_of

    with _messages():
        found = chosen(folder.absolute())
        if check:
            _say(f"The backup {found} is as it was written: {_contents(restoring.verified(found, _say))}.")
            return
        place = place_of(data)
        with _left_alone(place):
            done = restoring.restore(found, _installation(place), _say)
    _say(f"Restored {_contents(done.manifest)}. {_went_on(done.n_running)}")


@click.command(cls=ServerCommand)
@_DATA
@click.option("--to", "url", metavar="URL", help="New database: postgresql://user:password@host/name.")
@click.option("--files", type=_FOLDER, help="New folder of the files, with --to.")
@click.option("--to-data", type=_FOLDER, help="New data folder for `modelbook up`, instead of --to and --files.")
def move(data: Path | None, url: str | None, files: Path | None, to_data: Path | None) -> None:
    """Move everything to another database and folder, for example from `modelbook up` to PostgreSQL; the old state is kept.

    Files are copied while the service runs; it is to be stopped for the rest, and nothing is lost.
    """
    from service.backups.moving import Move, require_movable
    from service.backups.moving import move as move_all
    from service.place import place_of

    with _messages():
        place, target = place_of(data), _target(url, files, to_data)
        given = Move(_installation(place), _installation(target), _shown(target), place.data)
        require_movable(given.source)
        with _left_alone(target):
            done = move_all(given, _say)
    _say(f"Moved {_contents(done.manifest)} to {given.where}. {_went_on(done.n_running)} The old database and files are as they were.")


@contextmanager
def _messages() -> Iterator[None]:
    """Turn errors in the `with` block into messages."""
    from alembic.util import CommandError
    from pydantic import ValidationError
    from sqlalchemy.exc import SQLAlchemyError

    from models.core.errors import MissingExtraError
    from service.backups.errors import BackupError
    from service.embedded import EmbeddedError
    from service.moved_note import MovedError
    from service.settings_errors import of_database, of_settings

    try:
        yield
    except ValidationError as error:
        raise of_settings(error) from error
    except (BackupError, EmbeddedError, MissingExtraError, MovedError) as error:
        raise click.ClickException(str(error)) from error
    except (SQLAlchemyError, CommandError) as error:
        raise of_database(error, "check its URL, and that this user may read or write it") from error
    except OSError as error:
        raise click.ClickException(f"cannot read or write {error.filename or 'a file'}: {error.strerror or error}") from error


def _installation(place: "Place") -> "Installation":
    from service.backups.taking import Installation

    return Installation(place.settings.database_url, place.settings.files.absolute())


def _target(url: str | None, files: Path | None, to_data: Path | None) -> "Place":
    """Return where a move goes."""
    from service.place import Place, place_of
    from service.settings import Settings

    if to_data is not None and url is None and files is None:
        return place_of(to_data)
    if to_data is None and url is not None and files is not None:
        return Place(Settings(database_url=url, files=files), None)
    raise click.UsageError("expected either --to with --files, or --to-data")


@contextmanager
def _left_alone(place: "Place") -> Iterator[None]:
    """Lock the data folder that is written, where it is one. If nothing is written, because the `with` block raises, a new one is removed again."""
    from service.embedded import LOCK, own_folder

    if place.data is None:
        yield
        return
    is_new = not place.data.exists()
    with own_folder(place.data):
        try:
            yield
        except BaseException:
            if is_new and [path.name for path in place.data.iterdir()] == [LOCK]:
                shutil.rmtree(place.data)
            raise


def _contents(manifest: "Manifest") -> str:
    from service.backups.telling import size_of

    n_jobs, n_versions, n_datasets = (manifest.n_rows(table) for table in ("jobs", "versions", "datasets"))
    things = f"{n_jobs:,} jobs, {n_versions:,} model versions and {n_datasets:,} data sets"
    return f"{things}; {len(manifest.files):,} files, {size_of(manifest.size_bytes)}"


def _note(files: Path, taken: "Taken") -> None:
    """Note in the folder of files when its last backup was taken."""
    from service.backups.last_backup import LastBackup

    try:
        LastBackup(str(taken.folder), taken.manifest.taken_at, len(taken.manifest.missing)).write(files)
    except OSError as error:
        _say(f"Warning: `modelbook doctor` will not know of this backup: {files} cannot be written: {error.strerror}")


def _went_on(n_running: int) -> str:
    return f"{n_running:,} jobs that ran are queued again." if n_running else "No job ran."


def _shown(place: "Place") -> str:
    """Return where a place is, without a password."""
    from sqlalchemy import make_url

    from models.core.redaction import redacted

    settings = place.settings
    url = redacted(make_url(settings.database_url).render_as_string(hide_password=True))
    return str(place.data) if place.data is not None else f"{url} and {settings.files}"


def _say(line: str) -> None:
    click.echo(line, err=True)
