"""What a worker removes at a low rate: what is too old by rule, what nothing refers to, and the files of what can no longer be restored."""

import logging
import threading
import time

from sqlalchemy.exc import SQLAlchemyError

from service.outage_log import OutageLog
from service.settings import Settings
from service.store.disk_use import Referred, stored_files
from service.store.old_checkpoints import OldCheckpoints
from service.store.old_versions import OldVersions
from service.store.purging import Purging
from service.store.retention import Retention
from service.store.unreferred import left_over, remove_file
from workers.stores import Stores

log = logging.getLogger(__name__)

#: Seconds from one look for what is too old to the next, and from one look at all files.
KEEP_EVERY_S, LEFT_EVERY_S = 600.0, 6 * 3600.0
#: Seconds of work at a time, and of rest before the next while something is left.
WORK_S, REST_S = 1.0, 0.5


class Upkeep:
    """A thread that looks every few seconds for something to remove. Each worker may run one: all of its steps may be done twice.

    Args:
        settings: How often it looks, and the rules.
        stores: The database and the files.
    """

    def __init__(self, settings: Settings, stores: Stores) -> None:
        database, files, undo_days = stores.database, stores.files, settings.undo_days
        self._stores, self._every_s, self._purging = stores, settings.reap_every_s, Purging(database, files)
        self._deleting = (
            Retention(database, files, settings.retention_failed_days, undo_days),
            OldVersions(database, files, settings.retention_versions, undo_days),
        )
        self._checkpoints = OldCheckpoints(database, files, settings.retention_checkpoints, undo_days)
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
        for rule in self._deleting:
            for deletion in rule.apply():
                facts = {"deletion": deletion.id, "owner": deletion.owner, "n_jobs": deletion.n_jobs, "n_versions": deletion.n_versions}
                facts |= {"kind": deletion.kind, "what": deletion.name, "action": "retention"}
                log.info("What is too old by rule is deleted.", extra=facts)
        removed = self._checkpoints.apply()
        if removed.n_checkpoints:
            log.info("Old checkpoints are removed by rule.", extra={**vars(removed), "action": "retention"})

    def remove_left_over(self) -> None:
        """Remove drafts and files of known jobs to which nothing refers, once they are a day old.

        Files of what the database does not know are left to `modelbook clean`: where they are those of another database, or of a newer state than
        that of a restored backup, a worker would remove what is needed.
        """
        found = stored_files(self._stores.files, Referred.of(self._stores.database))
        n_files = n_bytes = 0
        for file in left_over(found, time.time()):
            if self._stopping.is_set():
                break
            if file.is_known:
                remove_file(file.path, self._stores.files)
                n_files, n_bytes = n_files + 1, n_bytes + file.size_bytes
        if n_files:
            log.info("Files to which nothing refers are removed.", extra={"n_files": n_files, "size_bytes": n_bytes, "action": "left over"})

    def _run(self) -> None:
        wait_s, due = self._every_s, [time.monotonic()] * 2
        while not self._stopping.wait(wait_s):
            wait_s = self._every_s
            try:
                for number, (work, every_s) in enumerate(((self.keep, KEEP_EVERY_S), (self.remove_left_over, LEFT_EVERY_S))):
                    if time.monotonic() >= due[number]:
                        due[number] = time.monotonic() + every_s
                        work()
                if not self.poll():
                    wait_s = REST_S
                self._outage.worked()
            except (SQLAlchemyError, OSError):
                self._outage.failed("Deleted files could not be removed.")
            except Exception:  # Nobody would notice if this thread ended, whatever the libraries raise.
                log.exception("The removal of deleted files failed unexpectedly; it is tried again.")
