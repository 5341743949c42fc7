"""What a worker removes at a low rate: the files of what was deleted, once it can no longer be restored."""

import logging
import threading

from sqlalchemy.exc import SQLAlchemyError

from service.outage_log import OutageLog
from service.settings import Settings
from service.store.purging import Purging
from workers.stores import Stores

log = logging.getLogger(__name__)

#: Seconds of work at a time, and of rest before the next while something is left.
WORK_S, REST_S = 1.0, 0.5


class Upkeep:
    """A thread that looks every few seconds for something to remove. Each worker may run one: all of its steps may be done twice.

    Args:
        settings: How often it looks.
        stores: The database and the files.
    """

    def __init__(self, settings: Settings, stores: Stores) -> None:
        self._every_s, self._purging = settings.reap_every_s, Purging(stores.database, stores.files)
        self._stopping, self._outage = threading.Event(), OutageLog(log)
        self._thread = threading.Thread(target=self._run, name="upkeep", daemon=True)

    def start(self) -> None:
        """Start the thread."""
        self._thread.start()

    def stop(self) -> None:
        """Stop the thread."""
        self._stopping.set()

    def poll(self) -> bool:
        """Remove some of what is deleted and can no longer be restored; return whether all of it is gone."""
        for deletion_id in self._purging.due():
            if self._stopping.is_set() or not self._purging.run(deletion_id, WORK_S):
                return False
            log.info("What was deleted is removed.", extra={"deletion": deletion_id, "action": "purge"})
        return True

    def _run(self) -> None:
        wait_s = self._every_s
        while not self._stopping.wait(wait_s):
            wait_s = self._every_s
            try:
                if not self.poll():
                    wait_s = REST_S
                self._outage.worked()
            except (SQLAlchemyError, OSError):
                self._outage.failed("Deleted files could not be removed.")
            except Exception:  # Nobody would notice if this thread ended, whatever the libraries raise.
                log.exception("The removal of deleted files failed unexpectedly; it is tried again.")
