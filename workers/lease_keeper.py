"""One thread that renews all leases of a worker, from the claim on and whatever else the worker does."""

import logging
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from sqlalchemy.exc import SQLAlchemyError

from service.outage_log import OutageLog
from workers.lease import Lease

log = logging.getLogger(__name__)

#: Seconds after a failed renewal until the next one.
RETRY_S = 0.5


class KeptLease:
    """A lease that is renewed.

    Args:
        lease: The lease.
        due: When it is renewed next.
    """

    def __init__(self, lease: Lease, due: float) -> None:
        self.lease, self.due = lease, due
        self._lost = threading.Event()

    @property
    def is_lost(self) -> bool:
        """Tell whether another worker may have the job, or it has ended."""
        return self._lost.is_set()

    def renew(self, lease_s: float) -> None:
        """Renew the lease, and take note if it is no longer held."""
        if not self.lease.renew(lease_s):
            self._lost.set()


class LeaseKeeper:
    """Renews leases every quarter of their time.

    Args:
        lease_s: Seconds of a lease.
        clock: Returns seconds; that of the machine when left out.
    """

    def __init__(self, lease_s: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._lease_s, self._every_s, self._clock = lease_s, lease_s / 4, clock
        self._kept: list[KeptLease] = []
        self._changed = threading.Condition()
        self._outage = OutageLog(log)
        self._thread = threading.Thread(target=self._renew_always, name="leases", daemon=True)

    def start(self) -> None:
        """Start the thread, which ends with the process."""
        self._thread.start()

    @contextmanager
    def keeping(self, lease: Lease) -> Iterator[KeptLease]:
        """Renew a lease, which was just taken, within the block."""
        kept = KeptLease(lease, self._clock() + self._every_s)
        with self._changed:
            self._kept.append(kept)
            self._changed.notify()
        try:
            yield kept
        finally:
            with self._changed:
                self._kept.remove(kept)

    def renew_due(self) -> None:
        """Renew the leases that are due."""
        with self._changed:
            due = [kept for kept in self._kept if kept.due <= self._clock() and not kept.is_lost]
        for kept in due:
            self._renew(kept)

    def _renew(self, kept: KeptLease) -> None:
        try:
            kept.renew(self._lease_s)
            kept.due = self._clock() + self._every_s
            self._outage.worked()
        except SQLAlchemyError:
            kept.due = self._clock() + min(RETRY_S, self._every_s)
            self._outage.failed("A lease could not be renewed.", kept.lease.job.id)

    def _renew_always(self) -> None:
        while True:
            with self._changed:
                self._changed.wait(self._pause_s())
            try:
                self.renew_due()
            except Exception:  # Without this thread all jobs of the worker would be lost.
                log.exception("Leases could not be renewed; trying again.")
                time.sleep(RETRY_S)

    def _pause_s(self) -> float | None:
        """Return the seconds until the next lease is due; None while there is none."""
        due = [kept.due for kept in self._kept if not kept.is_lost]
        return max(0.0, min(due) - self._clock()) if due else None
