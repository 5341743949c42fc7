"""What a fit writes on a thread of its own while it continues: files, and reports."""

import queue
import threading
from collections.abc import Callable

#: Most files that wait, each of which may be as large as the network: a fit that is faster than the disk waits for it.
MAX_FILES = 2


class BackgroundWriter:
    """Writes in the order in which it is asked to. After an error nothing more is written.

    Args:
        name: Name of its thread.
        max_waiting: Most writes that wait before a caller has to; 0 for no limit.
    """

    def __init__(self, name: str = "snapshots", max_waiting: int = MAX_FILES) -> None:
        self._waiting: queue.Queue[Callable[[], None] | None] = queue.Queue(maxsize=max_waiting)
        self._error: Exception | None = None
        self._thread = threading.Thread(target=self._write_all, name=name, daemon=True)
        self._thread.start()

    @property
    def n_waiting(self) -> int:
        """Return how many writes have not begun."""
        return self._waiting.qsize()

    def put(self, write: Callable[[], None]) -> None:
        """Ask for a write."""
        self._waiting.put(write)

    def require_written(self) -> None:
        """Raise the error of a write that failed."""
        if self._error is not None:
            raise self._error

    def close(self) -> None:
        """Wait until everything is written, or raise the error of a write that failed."""
        self._waiting.put(None)
        self._thread.join()
        self.require_written()

    def _write_all(self) -> None:
        while (write := self._waiting.get()) is not None:
            try:
                if self._error is None:
                    write()
            except Exception as error:  # noqa: BLE001 - raised again on the training thread, after the next batch
                self._error = error
