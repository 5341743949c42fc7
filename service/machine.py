"""The memory of this machine."""

import os
from pathlib import Path

#: Limit of the memory of a container, as cgroups show it; "max" without one.
_CONTAINER_LIMIT = Path("/sys/fs/cgroup/memory.max")


def memory_bytes(container_limit: Path = _CONTAINER_LIMIT) -> int:
    """Return the memory of this machine, or of the container if it has less, in bytes.

    Args:
        container_limit: File with the limit of the container, which need not exist.
    """
    machine = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    text = container_limit.read_text().strip() if container_limit.is_file() else "max"
    return min(machine, int(text)) if text.isdecimal() else machine
