"""What a job process uses of the memory, and what it may use."""

import errno
import resource
import sys
from pathlib import Path

from service.process_memory import status_bytes

#: A gibibyte, in bytes.
GIB = 1024**3
#: Lines of /proc/<pid>/status with memory that the system cannot take back; files that are mapped are not part of it.
_COUNTED = ("RssAnon", "RssShmem", "VmSwap")
#: Where the system counts the processes that it has killed for want of memory.
_VMSTAT = Path("/proc/vmstat")
#: Part of its limit from which the memory of a process explains that an allocation failed, or that the system killed it.
_NEAR, _LARGE = 0.8, 0.5


def used_bytes(pid: int | str = "self") -> int:
    """Return the memory that a process uses, in bytes, without files that are mapped; 0 if it is not known, as after its end."""
    return status_bytes(*_COUNTED, pid=pid)


def own_bytes() -> int:
    """Return the memory that this process uses, in bytes; where the system does not tell, the most that it has used."""
    if sys.platform == "linux":
        return used_bytes()
    return _most_of_macos()


def own_peak_bytes() -> int:
    """Return the most memory that this process has used, in bytes, without files that are mapped now."""
    if sys.platform == "linux":
        return status_bytes("VmHWM") - status_bytes("RssFile")
    return _most_of_macos()


def _most_of_macos() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss  # In bytes there.


def oom_kills(vmstat: Path = _VMSTAT) -> int:
    """Return how many processes the system has killed for want of memory since it was started; 0 if it does not tell."""
    try:
        lines = vmstat.read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("oom_kill ")), 0)


def is_out_of_memory(error: Exception) -> bool:
    """Tell whether an error says that there was no memory, of the machine or of a GPU."""
    if isinstance(error, OSError):
        return error.errno == errno.ENOMEM
    # That of TensorFlow, by its name, as it need not be imported here; a full disk has the same class.
    return isinstance(error, MemoryError) or (type(error).__name__ == "ResourceExhaustedError" and "No space left" not in str(error))


def in_gib(size_bytes: float) -> str:
    """Return a size for a message."""
    return f"{size_bytes / GIB:,.2f} GiB"


class MemoryWatch:
    """Watches the memory of a job process.

    Args:
        pid: The process.
        limit_bytes: What it may use, in bytes; 0 for no limit.
        most_bytes: What a job may ask for on this worker, in bytes.
    """

    def __init__(self, pid: int, limit_bytes: int, most_bytes: int) -> None:
        self._pid, self._limit, self._most = pid, limit_bytes, most_bytes
        self._kills = oom_kills()
        #: The most that it has used so far, in bytes.
        self.peak_bytes = 0

    def measure(self) -> None:
        """Measure what the process uses now."""
        self.note(used_bytes(self._pid))

    def note(self, size_bytes: int) -> None:
        """Take note of what the process uses."""
        self.peak_bytes = max(self.peak_bytes, size_bytes)

    @property
    def is_over(self) -> bool:
        """Tell whether the process has used more than it may."""
        return 0 < self._limit < self.peak_bytes

    def fault(self, said: str = "") -> str:
        """Return why the job fails that was out of memory.

        Args:
            said: What the process wanted the memory for; empty if it is not known.
        """
        may = f"expected at most {in_gib(self._limit)} of memory for the job (resources.memory_gb)" if self._limit else "expected less memory"
        wanted = f", {said}" if said else ""
        more = f", or ask for more with resources.memory_gb, up to {self._most / GIB:,.1f} on this worker" if self._limit < self._most else ""
        return f"out of memory: {may}, got {in_gib(self.peak_bytes)} at its peak{wanted}; use a smaller batch, less data or a smaller model{more}"

    def explains_abort(self) -> bool:
        """Return whether a failed allocation explains that the process gave up."""
        return 0 < _NEAR * self._limit <= self.peak_bytes

    def explains_kill(self) -> bool:
        """Return whether the process, by what it used, explains that the system killed it for want of memory."""
        return self.was_system_out_of_memory() and self.peak_bytes >= _LARGE * self._limit

    def was_system_out_of_memory(self) -> bool:
        """Return whether the system has killed processes for want of memory since the watch began."""
        return oom_kills() > self._kills
