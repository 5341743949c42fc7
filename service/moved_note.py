"""The note in a folder of files that what it had is being moved elsewhere, or was: nothing is started there then, since its jobs would run twice."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from models.core.files import write_atomically
from service.restoring_note import restored_backup

#: Name of the note.
MOVED = "moved.txt"
#: Beginning of the note once the move has ended.
_WAS = "was moved to"


class MovedError(Exception):
    """What a folder of files had is being moved, or was, or is still being restored; the message says what to do."""


def require_unmoved(files: Path) -> None:
    """Require that the state of a folder of files is neither being moved nor was, and is not being restored.

    Raises:
        MovedError: It is.
    """
    if backup := restored_backup(files):
        raise MovedError(
            f"the backup {backup} is being restored into {files}; wait until that has ended, and call `modelbook restore` again if it was cut off"
        )
    found = _note(files)
    if found:
        way_out = "start that" if found.startswith(_WAS) else "wait until that has ended, repeat it if it was cut off"
        raise MovedError(f"what the folder {files} had {found}; {way_out}, or remove {files / MOVED} to use the old state again")


def require_unmoved_or_cut_off(files: Path) -> None:
    """Require that the state of a folder of files was not moved, and is not being restored; a move that was cut off may be repeated.

    Raises:
        MovedError: It was moved, or is being restored.
    """
    if restored_backup(files) or _note(files).startswith(_WAS):
        require_unmoved(files)


@contextmanager
def noted_move(files: Path, where: str) -> Iterator[None]:
    """Keep a note in a folder of files that its state is being moved, and when the `with` block has ended, that it was; none if that raises.

    Args:
        files: The folder.
        where: Where the state goes.
    """
    _write(files, f"is being moved to {where}")
    try:
        yield
    except BaseException:
        (files / MOVED).unlink(missing_ok=True)
        raise
    _write(files, f"{_WAS} {where}")


def _note(files: Path) -> str:
    try:
        return (files / MOVED).read_text(encoding="utf-8").strip()
    except OSError:  # Without one, or with a folder that cannot be read, of which whoever uses it says so.
        return ""


def _write(files: Path, text: str) -> None:
    write_atomically(files / MOVED, lambda draft: draft.write_text(f"{text}\n", encoding="utf-8"))
