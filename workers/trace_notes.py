"""What a job process tells its supervisor for the trace of its attempt: it has no connection to a collector, and makes no spans itself."""

import time
from collections.abc import Callable

import orjson

#: Prefix of a note; its fields follow, as JSON.
TRACE = b"trace "
#: Most epochs of a phase that are told of: their notes have room in the channel, so that a fit never waits for a supervisor.
MAX_EPOCHS = 100


class TraceNotes:
    """Sends notes.

    Args:
        send: Sends a message to the supervisor; None where the attempt is not traced.
    """

    def __init__(self, send: Callable[[bytes], None] | None = None) -> None:
        self._send, self._n_epochs = send, 0

    def begin_phase(self, name: str) -> None:
        """Tell that a phase of the job begins, with which the one before ends."""
        self._n_epochs = 0
        self._note({"phase": name})

    def note_epoch(self, number: int, metrics: dict[str, float]) -> None:
        """Tell of an epoch that has ended.

        Args:
            number: Its number, from 1.
            metrics: What was measured.
        """
        self._n_epochs += 1
        if self._n_epochs <= MAX_EPOCHS:
            self._note({"epoch": number, "metrics": metrics})

    def end(self, error: str = "") -> None:
        """Tell that the work of the process has ended.

        Args:
            error: Why the job has failed; empty if it has not.
        """
        self._note({"ended": error})

    def _note(self, fields: dict[str, object]) -> None:
        if self._send is not None:
            self._send(TRACE + orjson.dumps({"at": time.time(), **fields}))
