"""Moving an installation to another database and folder: the files while it runs, and once it has stopped the rows and what is new since."""

import hashlib
import shutil
import time
from collections.abc import Callable, Collection, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from service.backups.errors import BackupError
from service.backups.folder_lock import alone_in
from service.backups.manifest import Manifest, backups_in
from service.backups.restoring import Restored, hand_over, require_empty
from service.backups.taking import Installation, require_source, take
from service.embedded import InUseError, own_folder
from service.moved_note import noted_move, require_unmoved_or_cut_off
from service.store.database import Database
from service.store.standstill import lock_out_writers, n_beside, n_others

#: Seconds between two looks whether the service has stopped.
LOOK_S = 0.5

Say = Callable[[str], None]


@dataclass(frozen=True)
class Move:
    """From where to where something is moved.

    Args:
        source: The installation.
        target: Where it goes.
        where: That, for people.
        data: Data folder of `modelbook up` that the source is; None where it is none.
    """

    source: Installation
    target: Installation
    where: str
    data: Path | None = None


def require_movable(source: Installation) -> None:
    """Require that an installation is there, and was not moved yet.

    Raises:
        BackupError: It is not there.
        MovedError: It was moved.
    """
    require_source(source)
    require_unmoved_or_cut_off(source.files)


def move(given: Move, say: Say) -> Restored:
    """Bring all rows and files of an installation into an empty one; those of the source stay as they are. A move that was cut off is begun again.

    Args:
        given: From where to where.
        say: Takes lines for the user.

    Raises:
        BackupError: The target is not empty, or the source cannot be copied.
        MovedError: The source was moved before.
        OSError: Something cannot be read or written.
        SQLAlchemyError: A database cannot be used.
    """
    require_movable(given.source)
    with _drafts(given.target) as folder:
        take(given.source, folder, say)
        with _stopped(given, say):
            return hand_over(take(given.source, folder, say).folder, given.target, say)


@contextmanager
def _stopped(given: Move, say: Say) -> Iterator[None]:
    """Wait until no process uses the source, and keep all out: for good, once the `with` block has ended."""
    with ExitStack() as held:
        if given.data is not None:
            held.enter_context(_own_once_left(given.data, say))
        held.enter_context(noted_move(given.source.files, given.where))
        held.enter_context(_without_writers(given.source.database_url, say))
        require_movable(given.source)
        yield


@contextmanager
def _own_once_left(data: Path, say: Say) -> Iterator[None]:
    """Wait until `modelbook up` has left a data folder, and keep it out."""
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


@contextmanager
def _without_writers(url: str, say: Say) -> Iterator[None]:
    """Wait until nothing else is connected to a database, and let nothing write to it. What connects meanwhile has to leave before the end."""
    database = Database(url)
    try:
        _wait_until_none(lambda: n_others(database), say)
        with database.writing() as connection:
            lock_out_writers(connection)
            _wait_until_none(lambda: n_beside(connection), say)
            yield
            _wait_until_none(lambda: n_beside(connection), say)  # What waits to write would go on with the old state.
    finally:
        database.close()


def _wait_until_none(n_using: Callable[[], int], say: Say) -> None:
    before, said = 0, 0
    while n_connections := n_using():
        if n_connections == before != said:  # Those that end anyway are not told.
            say(f"The files are copied. Stop the API and all workers now: {n_connections} connections use the database. The move goes on then.")
            said = n_connections
        before = n_connections
        time.sleep(LOOK_S)


@contextmanager
def _drafts(target: Installation) -> Iterator[Path]:
    """Provide a folder beside that of the files, on the same disk: what is in it is linked into place.

    A move that was killed has left it. It belongs to one database: where another one is given, the files in place may be those of the first.
    """
    name = hashlib.sha256(target.database_url.encode()).hexdigest()[:8]
    folder = target.files.parent / f".moving-{target.files.name}-{name}"
    if not folder.exists():
        require_empty(target)
    folder.mkdir(parents=True, exist_ok=True)
    with alone_in(folder, "another move to the same place runs"):
        backups = folder / "backups"
        _take_back(backups, target)
        try:
            yield backups
        finally:
            shutil.rmtree(folder, ignore_errors=True)


def _take_back(backups: Path, target: Installation) -> None:
    """Remove the files from a target that a move has brought there before it was killed: what they are copies of may have changed since."""
    left = backups_in(backups)
    keys: Collection[str] = Manifest.read(left[-1]).files if left else ()
    try:
        require_empty(target, keys)
    except BackupError as error:
        raise BackupError(
            f"{error}. A move to there was cut off: if its rows are there, all are, and the service can be started; remove {backups.parent} then"
        ) from error
    for key in keys:
        (target.files / key).unlink(missing_ok=True)
