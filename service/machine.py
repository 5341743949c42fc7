"""The memory of this machine, and the part of it that a job may use."""

import os
from collections.abc import Iterator
from pathlib import Path

from service.settings import Settings

#: Where cgroups are shown, and which one this process is in.
_CGROUPS, _OWN_CGROUP = Path("/sys/fs/cgroup"), Path("/proc/self/cgroup")
#: Most memory, in bytes, that is left to the worker, the API and the system, and the part of a machine's memory that this is at most.
_LEFT_BYTES, _LEFT_PART = 1 << 30, 10
#: Least memory of a job, in bytes: TensorFlow alone takes 0.4 GiB, although job processes share most of that while they do not change it.
_LEAST_BYTES = 1 << 30


def job_memory_bytes(settings: Settings) -> int:
    """Return the memory that one job may use where it does not ask for more, in bytes: the share of a slot, or a little where slots have less."""
    whole = worker_memory_bytes(settings)
    return max(whole // settings.worker_slots, min(_LEAST_BYTES, whole))


def worker_memory_bytes(settings: Settings) -> int:
    """Return the memory of a worker for its jobs, in bytes."""
    if settings.worker_memory_bytes:
        return settings.worker_memory_bytes
    whole = memory_bytes()
    return whole - min(_LEFT_BYTES, whole // _LEFT_PART)


def memory_bytes(cgroups: Path = _CGROUPS, own_cgroup: Path = _OWN_CGROUP) -> int:
    """Return the memory of this machine, or of the container or unit that this process is in if it has less, in bytes.

    Args:
        cgroups: Folder that shows cgroups, which need not exist.
        own_cgroup: File with the cgroup of this process, which need not exist.
    """
    machine = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return min([machine, *_limits(cgroups, own_cgroup)])


def _limits(cgroups: Path, own_cgroup: Path) -> Iterator[int]:
    """Yield the limits of the cgroup of this process and of those above it, in both versions of cgroups."""
    lines = own_cgroup.read_text().splitlines() if own_cgroup.is_file() else []
    paths = {kinds: path for _, kinds, path in (line.split(":", 2) for line in lines)}
    for folder, name, kind in ((cgroups, "memory.max", ""), (cgroups / "memory", "memory.limit_in_bytes", "memory")):
        own = Path(paths.get(kind, "/").lstrip("/"))
        # In a container the path may be that of the machine; then only the root exists.
        for above in (own, *own.parents):
            file = folder / above / name
            text = file.read_text().strip() if file.is_file() else ""
            if text.isdecimal():
                yield int(text)
