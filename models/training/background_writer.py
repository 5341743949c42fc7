"""Files of a fit, written on a thread of their own while it goes on."""

import queue
import threading
from collections.abc import Callable

#: Most files that wait, each of which may be as large as the network: a fit that is faster than the disk waits for it.
MAX_WAITING = 2


class BackgroundWriter:
    """Writes files in the order in which they are handed over. After an error nothing more is written."""

    def __init__(self) -> None:
        self._waiting: queue.Queue[Callable[[], None] | None] = queue.Queue(maxsize=MAX_WAITING)
        self._error: Exception | None = None
        self._thread = threading.Thread(target=self._write_all, name="snapshots", daemon=True)
        self._thread.start()

    def put(self, write: Callable[[], None]) -> None:
        """Hand over the writing of a file."""
        self._waiting.put(write)

    def require_written(self) -> None:
        """Raise the error of a file that could not be written."""
        if self._error is not None:
            raise self._error

    def close(self) -> None:
        """Wait until all files are on disk.

        Raises:
            OSError: One could not be written.
        """
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
