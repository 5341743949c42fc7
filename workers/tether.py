"""The tie between a job process and its supervisor."""

import os
import signal
import threading
from multiprocessing.connection import Connection

from workers.order import BEAT, BEAT_EVERY_S, HELP, STOP


class Tether:
    """Beats while the process lives, hears when it is to stop, and ends it when the supervisor has gone.

    Args:
        channel: The process's end of the channel.
    """

    def __init__(self, channel: Connection) -> None:
        self._channel = channel
        self._stop = threading.Event()
        self._sending = threading.Lock()
        threading.Thread(target=self._beat, name="tether", daemon=True).start()

    def should_stop(self) -> bool:
        """Tell whether the supervisor has asked the job to stop."""
        return self._stop.is_set()

    def call_for_help(self, workers: int) -> None:
        """Ask the supervisor to have that many workers join in the job's trials."""
        self._send(HELP + str(workers).encode())

    def _send(self, message: bytes) -> None:
        with self._sending:
            self._channel.send_bytes(message)

    def _beat(self) -> None:
        try:
            while True:
                self._send(BEAT)
                if self._channel.poll(BEAT_EVERY_S) and self._channel.recv_bytes() == STOP:
                    self._stop.set()
        except (EOFError, OSError):
            os.killpg(0, signal.SIGKILL)
