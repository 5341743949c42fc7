"""The memory that a job process may use: what its supervisor watches, and what stands behind it in the system."""

import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

from service.process_memory import limit_more_data
from workers.devices import Share
from workers.memory_use import GIB

#: Bytes that threads and arenas reserve beyond what they use: 2 GiB, and for each core four stacks and arenas of the largest size.
_RESERVED_BYTES, _RESERVED_BYTES_PER_CORE = 2 * GIB, 4 * (72 << 20)
#: Of the processes of a machine, the system kills those with the largest score first, where its memory ends; -1000 to 1000.
_SCORE = 500


def memory_limit(spec: dict[str, Any], share: Share) -> int:
    """Return what the process of a job may use, in bytes: what its spec asks for, at most what the worker has, else the share; 0 for no limit."""
    asked = spec["resources"].get("memory_gb")
    if asked is None:
        return share.memory_bytes
    return min(int(asked * GIB), share.most_bytes or sys.maxsize)


def keep_within(limit_bytes: int, gpu: str) -> None:
    """Let the system refuse this process an allocation far beyond its limit, and kill it before others where the machine's memory ends.

    The supervisor measures several times a second, which a single large allocation can outrun. RLIMIT_DATA counts what is reserved,
    which is more than what is used; so it only stands behind the supervisor. RLIMIT_AS would count far more: all that TensorFlow maps.

    Args:
        limit_bytes: What this process may use; 0 for no limit.
        gpu: Id of its GPU; the driver of one reserves memory as it likes, so there is no limit of the system then.
    """
    if sys.platform != "linux":
        return
    with suppress(OSError):  # In some containers it is read-only.
        Path("/proc/self/oom_score_adj").write_text(str(_SCORE))
    if limit_bytes and not gpu:
        reserved = _RESERVED_BYTES + _RESERVED_BYTES_PER_CORE * len(os.sched_getaffinity(0))
        limit_more_data(2 * limit_bytes + reserved)
