"""Room on the disks that jobs write to: whether there is any, and what to say if an attempt found none."""

import logging

from sqlalchemy.exc import OperationalError

from models.core.room import free_bytes, no_room
from service.disks import folders_with_room
from service.settings import Settings
from service.store.database import is_full

log = logging.getLogger(__name__)

#: Room on each disk, in bytes, below which a worker starts no job: it could not even write its first files.
LEAST_BYTES = 1024**2


class Room:
    """Room for jobs.

    Args:
        settings: The folders, and the database, which may be a file.
    """

    def __init__(self, settings: Settings) -> None:
        self._folders = folders_with_room(settings)
        self._is_lacking = False

    @property
    def problem(self) -> str | None:
        """Return why a worker can take no jobs now; None if there is room."""
        return f"there is no room on its disk ({self._free()})" if self.is_lacking() else None

    def is_lacking(self) -> bool:
        """Tell whether there is too little room to start a job; the log says so when that changes."""
        lacking = min(map(free_bytes, self._folders.values())) < LEAST_BYTES
        if lacking and not self._is_lacking:
            log.error("There is no room on the disk (%s); no job is started until there is.", self._free())
        elif self._is_lacking and not lacking:
            log.info("There is room on the disk again (%s).", self._free())
        self._is_lacking = lacking
        return lacking

    def reason(self, error: BaseException) -> str | None:
        """Return what to say of an attempt that an error ended: that there was no room, and how much is free; None if that was not so."""
        full = no_room(error)
        if full is not None:
            what = full.strerror
        elif isinstance(error, OperationalError) and is_full(error):
            what = "the database cannot grow"
        else:
            return None
        return f"there was no room on the disk ({what}; {self._free()}); make room, for example with modelbook clean: the job goes on then"

    def _free(self) -> str:
        return "free: " + ", ".join(f"{_size(free_bytes(folder))} for {name}" for name, folder in self._folders.items())


def _size(n_bytes: int) -> str:
    """Return a size in words, in bytes if that is little."""
    return f"{n_bytes / 1e6:,.0f} MB" if n_bytes >= 1e7 else f"{n_bytes:,} bytes"
