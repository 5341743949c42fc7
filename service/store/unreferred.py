"""Files to which nothing refers: what interrupted processes have left. The command `modelbook clean` and the workers remove them by the same rule."""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from service.store.disk_use import StoredFile
from service.store.files import Files

#: Age from which a file counts as left over that nothing refers to, in seconds: no write and no transaction takes that long.
LEFT_AFTER_S = 24 * 3600.0


def left_over(found: Iterable[StoredFile], now: float) -> Iterator[StoredFile]:
    """Yield the files to which nothing refers, and that are of a thing of which no such file has changed for a day: it may still be written.

    Args:
        found: All files.
        now: The time, in seconds since 1970.
    """
    candidates = [file for file in found if not file.is_referred]
    newest: dict[str, float] = {}
    for file in candidates:
        newest[file.thing] = max(file.changed_at, newest.get(file.thing, 0.0))
    yield from (file for file in candidates if newest[file.thing] < now - LEFT_AFTER_S)


def remove_file(path: Path, files: Files) -> None:
    """Remove a file, and the folders above it that are empty then; another process may do the same."""
    path.unlink(missing_ok=True)
    top = files.path("")
    for folder in path.parents:
        if top in (folder, folder.parent):
            return
        with suppress(FileNotFoundError):
            if any(folder.iterdir()):
                return
            with suppress(OSError):  # Something was written into it meanwhile.
                folder.rmdir()
