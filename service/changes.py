"""Announces changed jobs over Redis to the API processes that follow them.

An announcement is a wake-up and nothing more: it may be lost, late or doubled, since those who follow a job poll it, too.
"""

import logging
import threading
from collections.abc import Iterator

from redis import Redis
from redis.exceptions import RedisError

from service.outage_log import OutageLog

log = logging.getLogger(__name__)

#: The channel. A message has ids of jobs, separated by commas.
CHANNEL = "modelbook:changed"
#: Timeouts of a connection and of a command, in seconds.
CONNECT_TIMEOUT_S, COMMAND_TIMEOUT_S = 1.0, 1.0
#: Seconds from one message to the next, in which further changes are collected; and after a failure, in which they are dropped.
COLLECT_S, RETRY_S = 0.02, 1.0
#: Most ids of a message, and most that wait; further ones are dropped.
MAX_IDS, MAX_WAITING = 500, 10_000
#: Seconds that the last message may take at the end.
CLOSE_S = 1.0


class Changes:
    """Announces changed jobs, on a thread of its own that begins with the first one.

    Args:
        url: Address of the Redis or Valkey server.
    """

    def __init__(self, url: str) -> None:
        self._redis: Redis = Redis.from_url(url, socket_connect_timeout=CONNECT_TIMEOUT_S, socket_timeout=COMMAND_TIMEOUT_S)
        self._waiting: set[str] = set()
        self._news = threading.Condition()
        self._closing = threading.Event()
        self._thread: threading.Thread | None = None
        self._outage = OutageLog(log)

    def announce(self, changed: set[str]) -> None:
        """Announce changed jobs, soon. Returns at once and never raises."""
        with self._news:
            if len(self._waiting) < MAX_WAITING:
                self._waiting |= changed
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="changes", daemon=True)
                self._thread.start()
            self._news.notify()

    def close(self) -> None:
        """Send what waits, and close the connection; a server that does not answer is not waited for."""
        with self._news:
            self._closing.set()
            self._news.notify()
            thread = self._thread
        if thread is not None:
            thread.join(CLOSE_S)
        self._redis.close()

    def _run(self) -> None:
        for changed in self._batches():
            self._closing.wait(COLLECT_S if self._publish(changed) else RETRY_S)

    def _batches(self) -> Iterator[list[str]]:
        """Yield ids as they come, until the end."""
        while True:
            with self._news:
                self._news.wait_for(lambda: self._waiting or self._closing.is_set())
                changed, self._waiting = sorted(self._waiting), set()
            if not changed:
                return
            yield changed

    def _publish(self, changed: list[str]) -> bool:
        """Send ids; return whether the server has taken them."""
        try:
            for start in range(0, len(changed), MAX_IDS):
                self._redis.publish(CHANNEL, ",".join(changed[start : start + MAX_IDS]))
        except (RedisError, OSError):
            self._outage.failed("Changed jobs cannot be announced; event streams are up to a second late.")
            return False
        self._outage.worked()
        return True
