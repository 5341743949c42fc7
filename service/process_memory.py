"""The memory of processes, as Linux tells, limits that the system keeps on it, and how freed memory is returned to it."""

import ctypes
import resource
from pathlib import Path

from models.core.isolation.limits import lower_limit


def status_bytes(*names: str, pid: int | str = "self") -> int:
    """Return the sum of some lines of /proc/<pid>/status, such as "VmData", in bytes; 0 if a process cannot be read, as after its end."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) * 1024 for line in lines if line.partition(":")[0] in names)


def limit_more_data(more_bytes: int) -> None:
    """Let the system refuse this process data beyond what it has now, by so many bytes. Linux only: elsewhere the system does not keep this limit."""
    lower_limit(resource.RLIMIT_DATA, status_bytes("VmData") + more_bytes)


def return_freed_memory() -> None:
    """Return memory that was freed to the system, which the C library keeps otherwise; does nothing where it has no `malloc_trim`."""
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)
