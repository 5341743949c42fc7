"""Files that arrive in several requests: a database row each, and a file that holds the bytes so far."""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import ColumnElement, delete, func, insert, select, update

from models.core.room import free_bytes
from service.errors import Conflict, NoRoom, NotFound
from service.problem_types.of_conflicts import UPLOAD_IN_USE
from service.problem_types.of_missing import NO_SUCH_UPLOAD
from service.store.database import Database
from service.store.files import Files
from service.store.ids import new_id
from service.store.owner_limits import NO_LIMITS, OwnerLimits
from service.store.owners import DEFAULT_OWNER
from service.store.quota import Quota
from service.store.rows import FromRow
from service.store.upload_tables import incoming_files

#: Folder of the bytes.
FOLDER = "incoming"
#: Seconds after which bytes without a row are deleted: a row may be about to be written.
ORPHAN_S = 3600.0


@dataclass(frozen=True)
class IncomingFile(FromRow):
    """A file that arrives. Times are seconds since 1970.

    Args:
        id: Its id.
        size_bytes: Its size when it is whole.
        details: What its sender says about it: metadata by name.
        created_at: When it was begun.
        expires_at: When it is deleted unless it is whole.
        dataset: Id of the data set that it became; None before.
    """

    id: str
    size_bytes: int
    details: dict[str, Any]
    created_at: float
    expires_at: float
    dataset: str | None


class IncomingFiles:
    """The files of an owner that arrive.

    Args:
        database: Database of their rows.
        files: Store of their bytes.
        ttl_s: Seconds after the first request in which a file must be whole.
        owner: The owner.
        limits: What it may have.
    """

    def __init__(self, database: Database, files: Files, ttl_s: float, owner: str = DEFAULT_OWNER, limits: OwnerLimits = NO_LIMITS) -> None:
        self._database, self._files, self._ttl_s, self._owner = database, files, ttl_s, owner
        self._quota = Quota(database, owner, limits)

    def create(self, size_bytes: int, details: dict[str, Any]) -> IncomingFile:
        """Begin a file, of which nothing has arrived yet.

        Raises:
            TooMany: Its owner would store more bytes than it may, those that are still to come included.
            NoRoom: The disk has less room than the file needs.
        """
        self._quota.require_room(size_bytes + self._to_come())
        folder = self._files.path(FOLDER)
        folder.mkdir(parents=True, exist_ok=True)
        if size_bytes > (free := free_bytes(folder)):
            raise NoRoom(f"expected a file of at most {free:,} bytes, for which the disk has room, got one of {size_bytes:,}")
        file_id, now = new_id(), time.time()
        row = {"id": file_id, "owner": self._owner, "size_bytes": size_bytes, "details": details, "created_at": now, "expires_at": now + self._ttl_s}
        self.path(file_id).touch()  # Before the row: bytes without one are deleted later.
        with self._database.writing() as connection:
            return IncomingFile.of(connection.execute(insert(incoming_files).values(**row).returning(incoming_files)).one())

    def get(self, file_id: str) -> IncomingFile:
        """Return a file.

        Raises:
            NotFound: The id does not exist, is another's, or has expired.
        """
        with self._database.reading() as connection:
            row = connection.execute(select(incoming_files).where(incoming_files.c.id == file_id, self._mine)).one_or_none()
        if row is None or row.expires_at <= time.time():
            raise NotFound(f"there is no upload {file_id!r}", kind=NO_SUCH_UPLOAD)
        return IncomingFile.of(row)

    def offset(self, incoming: IncomingFile) -> int:
        """Return how many bytes of a file have arrived.

        Raises:
            NotFound: It was deleted meanwhile.
        """
        if incoming.dataset is not None:
            return incoming.size_bytes
        try:
            return self.path(incoming.id).stat().st_size
        except FileNotFoundError as error:
            raise NotFound(f"there is no upload {incoming.id!r}", kind=NO_SUCH_UPLOAD) from error

    @contextmanager
    def opened(self, incoming: IncomingFile) -> Iterator[int]:
        """Open the bytes of a file for one request at a time; yield a file descriptor at their end.

        Raises:
            Conflict: Another request sends bytes of it.
            NotFound: It was deleted meanwhile.
        """
        try:
            opened = os.open(self.path(incoming.id), os.O_WRONLY | os.O_APPEND)
        except FileNotFoundError as error:
            raise NotFound(f"there is no upload {incoming.id!r}", kind=NO_SUCH_UPLOAD) from error
        try:
            _lock(opened)
            yield opened
        finally:
            os.close(opened)

    def settle(self, incoming: IncomingFile, dataset: str) -> None:
        """Record which data set a whole file became, and delete its bytes: the data set has them."""
        with self._database.writing() as connection:
            connection.execute(update(incoming_files).where(incoming_files.c.id == incoming.id, self._mine).values(dataset=dataset))
        self.path(incoming.id).unlink(missing_ok=True)

    def delete(self, file_id: str) -> None:
        """Delete a file.

        Raises:
            NotFound: The id does not exist, or is another's.
        """
        with self._database.writing() as connection:
            found = connection.execute(delete(incoming_files).where(incoming_files.c.id == file_id, self._mine)).rowcount
        if not found:
            raise NotFound(f"there is no upload {file_id!r}", kind=NO_SUCH_UPLOAD)
        self.path(file_id).unlink(missing_ok=True)

    def path(self, file_id: str) -> Path:
        """Return the path of the bytes of a file."""
        return self._files.path(f"{FOLDER}/{file_id}")

    def _to_come(self) -> int:
        size = select(func.coalesce(func.sum(incoming_files.c.size_bytes), 0)).where(self._mine, incoming_files.c.dataset.is_(None))
        with self._database.reading() as connection:
            return int(connection.execute(size).scalar_one())

    @property
    def _mine(self) -> ColumnElement[bool]:
        return incoming_files.c.owner == self._owner


def remove_expired(database: Database, files: Files) -> None:
    """Delete what has expired of all owners: rows, and bytes that no row names.

    Args:
        database: Database of the rows.
        files: Store of the bytes.
    """
    folder = files.path(FOLDER)
    with database.writing() as connection:
        expired = delete(incoming_files).where(incoming_files.c.expires_at <= time.time()).returning(incoming_files.c.id)
        gone = set(connection.execute(expired).scalars())
        kept = set(connection.execute(select(incoming_files.c.id)).scalars())
    for path in folder.iterdir() if folder.is_dir() else ():
        if path.name in gone or (path.name not in kept and path.stat().st_mtime < time.time() - ORPHAN_S):
            path.unlink(missing_ok=True)


def _lock(opened: int) -> None:
    try:
        fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        raise Conflict("expected one request at a time to send bytes of an upload, got another one", kind=UPLOAD_IN_USE) from error
