"""Moving an installation to another database and folder: the files while it runs, and once it has stopped the rows and what is new since."""

import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path

from service.backups.restoring import Restored, hand_over, require_empty
from service.backups.taking import Installation, take
from service.embedded import MOVED, InUseError, own_folder
from service.store.database import Database
from service.store.table_rows import n_other_sessions

#: Seconds between two looks whether the service has stopped.
LOOK_S = 0.5

Say = Callable[[str], None]


def move(source: Installation, target: Installation, stopped: AbstractContextManager[None], say: Say) -> Restored:
    """Bring all rows and files of an installation into an empty one; those of the source stay as they are.

    Args:
        source: The installation.
        target: Where it goes.
        stopped: Waits until no process uses the source, and keeps it so.
        say: Takes lines for the user.

    Raises:
        BackupError: The target is not empty, or the source cannot be copied.
        OSError: Something cannot be read or written.
        SQLAlchemyError: A database cannot be used.
    """
    require_empty(target)
    with _drafts(target.files) as folder:
        take(source, folder, say)
        with stopped:
            return hand_over(take(source, folder, say).folder, target, say)


@contextmanager
def stopped_folder(data: Path, where: str, say: Say) -> Iterator[None]:
    """Wait until `modelbook up` has left a data folder, and keep it out: for good, once the `with` block has ended.

    Args:
        data: The data folder.
        where: Where it goes.
        say: Takes lines for the user.
    """
    with ExitStack() as held:
        is_said = False
        while True:
            try:
                held.enter_context(own_folder(data))
                break
            except InUseError as error:
                if not is_said:
                    say(f"The files are copied. Stop the service now: {error.args[0].partition(';')[0]}. The move goes on when that has ended.")
                is_said = True
                time.sleep(LOOK_S)
        yield
        (data / MOVED).write_text(f"was moved to {where}\n", encoding="utf-8")


@contextmanager
def stopped_database(url: str, say: Say) -> Iterator[None]:
    """Wait until nothing is connected to a database on a server."""
    said, database = 0, Database(url)
    try:
        while True:
            with database.reading() as connection:
                n_others = n_other_sessions(connection)
            if not n_others:
                break
            if n_others != said:
                say(
                    f"The files are copied. Stop the API and all workers now: {n_others} connections use the database. The move goes on without them."
                )
            said = n_others
            time.sleep(LOOK_S)
        yield
    finally:
        database.close()


@contextmanager
def _drafts(files: Path) -> Iterator[Path]:
    """Provide a folder beside that of the files, on the same disk: what is in it is linked into place."""
    folder = files.parent / f".moving-{files.name}"
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
