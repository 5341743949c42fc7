"""What a worker removes at a low rate: what is too old by rule, and the files of what was deleted, once it can no longer be restored."""

import logging
import threading
import time

from sqlalchemy.exc import SQLAlchemyError

from service.outage_log import OutageLog
from service.settings import Settings
from service.store.purging import Purging
from service.store.retention import Retention
from workers.stores import Stores

log = logging.getLogger(__name__)

#: Seconds from one look for what is too old to the next.
KEEP_EVERY_S = 600.0
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
        self._retention = Retention(stores.database, stores.files, settings.retention_failed_days, settings.undo_days)
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

    def keep(self) -> None:
        """Delete by rule what is too old."""
        for deletion in self._retention.apply():
            facts = {"deletion": deletion.id, "owner": deletion.owner, "n_jobs": deletion.n_jobs, "action": "retention"}
            log.info("Old jobs are deleted by rule; it can be undone.", extra=facts)

    def _run(self) -> None:
        wait_s, due = self._every_s, time.monotonic()
        while not self._stopping.wait(wait_s):
            wait_s = self._every_s
            try:
                if time.monotonic() >= due:
                    due = time.monotonic() + KEEP_EVERY_S
                    self.keep()
                if not self.poll():
                    wait_s = REST_S
                self._outage.worked()
            except (SQLAlchemyError, OSError):
                self._outage.failed("Deleted files could not be removed.")
            except Exception:  # Nobody would notice if this thread ended, whatever the libraries raise.
                log.exception("The removal of deleted files failed unexpectedly; it is tried again.")
