"""The command `modelbook clean`: remove what nothing refers to, and on request unpacked data sets."""

import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from service.place import Place
    from service.store.disk_use import StoredFile


@click.command()
@click.option(
    "--data",
    type=click.Path(file_okay=False, path_type=Path),
    help="Data folder of `modelbook up`; by default what MODELBOOK_DATABASE_URL and MODELBOOK_FILES name if they are set, else data.",
)
@click.option(
    "--cache",
    "is_with_cache",
    is_flag=True,
    help="Remove unpacked and downloaded data sets, their figures, and copies of models, too; they are made again.",
)
@click.option("--dry-run", is_flag=True, help="Only print what would be removed, and what the other files are for.")
def clean(data: Path | None, is_with_cache: bool, dry_run: bool) -> None:
    """Remove files to which nothing refers; models, data sets, jobs, and what was deleted and can be restored are kept."""
    from service.store.files import Files
    from service.store.unreferred import left_over, remove_file

    place = _place(data)
    found, files = _stored(place), Files(place.settings.files)
    n_bytes = 0
    for path, size_bytes in (
        *((file.path, file.size_bytes) for file in left_over(found, time.time())),
        *(unpacked(place.settings.cache) if is_with_cache else ()),
    ):
        n_bytes += size_bytes
        click.echo(f"{path}\t{size_bytes}" if dry_run else path)
        if not dry_run:
            shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else remove_file(path, files)
    if dry_run:
        _say_use(found)
    click.echo(f"{'Would remove' if dry_run else 'Removed'} {n_bytes / 1e6:.1f} MB.", err=True)


def unpacked(cache: Path) -> Iterator[tuple[Path, int]]:
    """Yield the folders of data sets that were unpacked or downloaded, with their sizes; a file in the cache was put there by its user."""
    if cache.is_dir():
        for path in sorted(path for path in cache.iterdir() if path.is_dir() and not path.is_symlink()):
            yield path, sum(item.lstat().st_size for item in path.rglob("*") if not item.is_dir())


def _place(data: Path | None) -> "Place":
    """Return where the files and the database are; both have to be there."""
    from pydantic import ValidationError

    from service.place import place_of
    from service.settings_errors import of_settings

    try:
        place = place_of(data)
    except ValidationError as error:
        raise of_settings(error) from error
    if place.data is not None and not (place.data / "modelbook.db").is_file():
        raise click.ClickException(f"expected the data folder of `modelbook up`, got {place.data}, which has no modelbook.db; give it by --data")
    if place.data is None and not place.settings.files.is_dir():
        raise click.ClickException(f"expected the folder of the files, got {place.settings.files}, which is no folder; set MODELBOOK_FILES")
    return place


def _stored(place: "Place") -> "list[StoredFile]":
    from sqlalchemy.exc import SQLAlchemyError

    from models.core.errors import MissingExtraError
    from service.settings_errors import of_database
    from service.store.database import Database
    from service.store.disk_use import Referred, stored_files
    from service.store.files import Files

    try:
        database = Database(place.settings.database_url)
        try:
            return list(stored_files(Files(place.settings.files), Referred.of(database)))
        finally:
            database.close()
    except MissingExtraError as error:
        raise click.ClickException(str(error)) from error
    except SQLAlchemyError as error:
        made = (
            "start `modelbook up` once, which migrates it" if place.data is not None else "correct MODELBOOK_DATABASE_URL, or run `modelbook migrate`"
        )
        raise of_database(error, f"if it is that of another release: {made}") from error


def _say_use(found: "list[StoredFile]") -> None:
    """Print the bytes that something refers to, by kind."""
    kinds = sorted({file.kind for file in found})
    for kind in kinds:
        size_bytes = sum(file.size_bytes for file in found if file.kind == kind and file.is_referred)
        click.echo(f"{kind}: {size_bytes / 1e6:.1f} MB", err=True)
