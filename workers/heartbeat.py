"""The signals between a job process and its supervisor: heartbeats and calls one way, the wish that it stops the other."""

import os
import signal
import threading
from multiprocessing.connection import Connection

#: Seconds from one heartbeat to the next.
BEAT_EVERY_S = 1.0
BEAT = b"."
STOP = b"stop"
#: What a call for trial workers begins with; their number follows.
CALL = b"call "


class Heartbeat:
    """Beats while the process lives, notes that it is asked to stop, and ends it when the supervisor has gone.

    Args:
        channel: The process's end of the channel.
    """

    def __init__(self, channel: Connection) -> None:
        self._channel = channel
        self._stop = threading.Event()
        self._sending = threading.Lock()
        threading.Thread(target=self._beat, name="heartbeat", daemon=True).start()

    def should_stop(self) -> bool:
        """Tell whether the supervisor has asked the job to stop."""
        return self._stop.is_set()

    def call_trial_workers(self, n_workers: int) -> None:
        """Ask the supervisor to have that many trial workers join in the job."""
        self._send(CALL + str(n_workers).encode())

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
