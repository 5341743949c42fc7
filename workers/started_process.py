"""A job process that was started, as its supervisor sees it: independent of the forkserver, which may die before it."""

import logging
import os
import signal
from contextlib import suppress
from multiprocessing.connection import Connection, wait
from multiprocessing.context import ForkServerProcess

log = logging.getLogger(__name__)

#: Seconds in which the forkserver tells the exit code of a process that has ended.
EXIT_CODE_WITHIN_S = 2.0
#: What `multiprocessing` returns as the exit code of a process whose forkserver died.
_NO_EXIT_CODE = 255


class StartedProcess:
    """A process and the supervisor's end of its channel.

    The forkserver is its parent, and the only one that learns its exit code. If that dies, `multiprocessing` counts the process as
    ended, although it still runs; so its end is watched by its process id.

    Args:
        process: The process, which was started.
        channel: The supervisor's end of its channel.
        life: A pipe, both ends of it, at whose closing the system kills the group of the process (see `workers.starting`). The end that is read is
            kept open here, too: with the last of its descriptors the system forgets the group, of which some may outlive the process.
    """

    def __init__(self, process: ForkServerProcess, channel: Connection, life: tuple[Connection, Connection]) -> None:
        self._process, self.channel, self._life = process, channel, life
        self.pid = process.pid or 0
        self._pidfd = _pidfd(self.pid)

    @property
    def sentinel(self) -> int:
        """Return what becomes readable when the process ends."""
        return self._process.sentinel if self._pidfd is None else self._pidfd

    def is_alive(self) -> bool:
        """Return whether the process has not ended."""
        if self._pidfd is not None:
            return not wait([self._pidfd], 0)
        return self._process.is_alive() or (self._process.exitcode == _NO_EXIT_CODE and _exists(self.pid))

    def exit_code(self) -> int | None:
        """Return the exit code of the ended process, minus the number of the signal that killed it; None if its forkserver died."""
        self._process.join(EXIT_CODE_WITHIN_S)
        code = self._process.exitcode
        return None if code == _NO_EXIT_CODE else code

    def kill(self, number: signal.Signals) -> None:
        """Send a signal to the process group, which the process leads."""
        try:
            os.killpg(self.pid, number)
        except ProcessLookupError:
            log.debug("The process group has already ended.")

    def close(self) -> None:
        """Close the channel, and end what is left of the group."""
        self.channel.close()
        is_read, is_held = self._life
        is_held.close()  # First: this is what the group ends by.
        is_read.close()
        if self._pidfd is not None:
            os.close(self._pidfd)


def _pidfd(pid: int) -> int | None:
    """Return a descriptor of a process that becomes readable when it ends; None if it has ended, or the system has none."""
    with suppress(AttributeError, OSError):
        return os.pidfd_open(pid)  # Linux only.
    return None


def _exists(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True
