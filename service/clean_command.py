"""The command `modelbook clean`: remove what nothing refers to, and on request unpacked data sets."""

import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from service.store.disk_use import StoredFile

#: Age from which a file counts as left over that nothing refers to, in seconds: no write and no transaction takes that long.
LEFT_AFTER_S = 24 * 3600.0


@click.command()
@click.option("--data", default="data", show_default=True, type=click.Path(file_okay=False, path_type=Path), help="Data folder of `modelbook up`.")
@click.option(
    "--cache", "is_with_cache", is_flag=True, help="Remove unpacked and downloaded data sets, and copies of models, too; they are made again."
)
@click.option("--dry-run", is_flag=True, help="Only print what would be removed, and what the other files are for.")
def clean(data: Path, is_with_cache: bool, dry_run: bool) -> None:
    """Remove from a data folder what nothing refers to; models, data sets, jobs, and what was deleted and can be restored are kept."""
    if not (data / "modelbook.db").is_file():
        raise click.ClickException(f"expected the data folder of `modelbook up`, got {data}, which has no modelbook.db; give it by --data")
    found = _stored(data)
    n_bytes = 0
    for path, size_bytes in (*leftovers(found, time.time()), *(unpacked(data / "cache") if is_with_cache else ())):
        n_bytes += size_bytes
        click.echo(f"{path}\t{size_bytes}" if dry_run else path)
        if not dry_run:
            _remove(path, data)
    if dry_run:
        _say_use(found)
    click.echo(f"{'Would remove' if dry_run else 'Removed'} {n_bytes / 1e6:.1f} MB.", err=True)


def leftovers(found: "list[StoredFile]", now: float) -> Iterator[tuple[Path, int]]:
    """Yield the files to which nothing refers and that have not changed for a day, with their sizes.

    Args:
        found: All files.
        now: The time, in seconds since 1970.
    """
    for file in found:
        if not file.is_referred and file.changed_at < now - LEFT_AFTER_S:
            yield file.path, file.size_bytes


def unpacked(cache: Path) -> Iterator[tuple[Path, int]]:
    """Yield the folders of data sets that were unpacked or downloaded, with their sizes; a file in the cache was put there by its user."""
    if cache.is_dir():
        for path in sorted(path for path in cache.iterdir() if path.is_dir() and not path.is_symlink()):
            yield path, sum(item.lstat().st_size for item in path.rglob("*") if not item.is_dir())


def _stored(data: Path) -> "list[StoredFile]":
    from sqlalchemy.exc import SQLAlchemyError

    from service.settings_errors import of_database
    from service.store.database import Database
    from service.store.disk_use import Referred, stored_files
    from service.store.files import Files

    database = Database(f"sqlite:///{data / 'modelbook.db'}")
    try:
        return list(stored_files(Files(data / "files"), Referred.of(database)))
    except SQLAlchemyError as error:
        raise of_database(error, "it is that of another release: start `modelbook up` once, which migrates it") from error
    finally:
        database.close()


def _say_use(found: "list[StoredFile]") -> None:
    """Print the bytes that something refers to, by kind."""
    kinds = sorted({file.kind for file in found})
    for kind in kinds:
        size_bytes = sum(file.size_bytes for file in found if file.kind == kind and file.is_referred)
        click.echo(f"{kind}: {size_bytes / 1e6:.1f} MB", err=True)


def _remove(path: Path, data: Path) -> None:
    """Remove a file or a folder, and the folders above it that are empty then."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
        return
    path.unlink(missing_ok=True)
    roots = {data / "files", *(data / "files").iterdir()}
    for folder in path.parents:
        if folder in roots or any(folder.iterdir()):
            return
        folder.rmdir()
