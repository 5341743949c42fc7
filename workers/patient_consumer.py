"""Celery's consumer, with shorter pauses between attempts to connect and no end of them."""

from typing import Any

from celery.utils.log import get_logger
from celery.worker.consumer import Consumer
from celery.worker.state import maybe_shutdown

log = get_logger(__name__)

#: Shortest and longest pause between two attempts to connect to the broker, in seconds. Celery's grow to 30 s, in which a broker that is back is not
#: noticed, and after 100 attempts it gives up.
PAUSES_S = (0.5, 2.0)


class PatientConsumer(Consumer):  # type: ignore[misc]
    """Connects to the broker however long it is away."""

    def ensure_connected(self, conn: Any) -> Any:
        """Connect, and return the connection."""
        shortest_s, longest_s = PAUSES_S
        conn.ensure_connection(self._note, None, interval_start=shortest_s, interval_step=shortest_s, interval_max=longest_s, callback=maybe_shutdown)
        self.first_connection_attempt = False
        return conn

    def _note(self, error: Exception, pause_s: float) -> None:
        log.warning("The broker cannot be reached (%s); this worker tries again in %.1f s.", error, pause_s)
