"""The command `modelbook clean`: remove what interrupted processes have left, and on request unpacked data sets."""

import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import click

#: Age from which a file that is being written counts as left over, in seconds: no write takes that long.
LEFT_AFTER_S = 24 * 3600.0
#: Beginnings of the names under which files and folders are written before they get their own.
_DRAFTS = (".part-", ".draft-")


@click.command()
@click.option("--data", default="data", show_default=True, type=click.Path(file_okay=False, path_type=Path), help="Data folder of `modelbook up`.")
@click.option(
    "--cache", "is_with_cache", is_flag=True, help="Remove unpacked and downloaded data sets, and copies of models, too; they are made again."
)
@click.option("--dry-run", is_flag=True, help="Only print what would be removed.")
def clean(data: Path, is_with_cache: bool, dry_run: bool) -> None:
    """Remove leftovers of interrupted processes from a data folder; models, data sets and jobs are kept."""
    if not (data / "modelbook.db").is_file():
        raise click.ClickException(f"expected the data folder of `modelbook up`, got {data}, which has no modelbook.db; give it by --data")
    n_bytes = 0
    for path in (*leftovers(data / "files"), *(unpacked(data / "cache") if is_with_cache else ())):
        n_bytes += _size(path)
        click.echo(path)
        if not dry_run:
            _remove(path)
    click.echo(f"{'Would remove' if dry_run else 'Removed'} {n_bytes / 1e6:.1f} MB.", err=True)


def leftovers(files: Path, now: float | None = None) -> Iterator[Path]:
    """Yield the files and folders that a process began to write and never finished.

    Args:
        files: Folder of the files.
        now: The time, in seconds since 1970; the present when left out.
    """
    before = (time.time() if now is None else now) - LEFT_AFTER_S
    drafts = [path for path in files.rglob("*") if path.name.startswith(_DRAFTS)]
    for path in sorted(drafts):
        if not set(path.parents) & set(drafts) and _changed_at(path) < before:
            yield path


def unpacked(cache: Path) -> Iterator[Path]:
    """Yield the folders of data sets that were unpacked or downloaded; a file in the cache was put there by its user."""
    if cache.is_dir():
        yield from sorted(path for path in cache.iterdir() if path.is_dir() and not path.is_symlink())


def _changed_at(path: Path) -> float:
    """Return when a file, or the newest file in a folder, was changed."""
    return max(item.lstat().st_mtime for item in (path, *path.rglob("*")))


def _size(path: Path) -> int:
    return sum(item.lstat().st_size for item in (path, *path.rglob("*")) if not item.is_dir())


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
