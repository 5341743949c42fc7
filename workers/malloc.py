"""How a job process asks the system for memory."""

import ctypes
import logging

log = logging.getLogger(__name__)

#: Parameters of glibc's `mallopt`, from its malloc.h.
_M_TRIM_THRESHOLD, _M_TOP_PAD, _M_MMAP_THRESHOLD = -1, -2, -3
#: Bytes from which a block is mapped by itself; the most that glibc allows.
MAPPED_FROM = 32 << 20
#: Bytes an arena asks for beyond what it needs, and keeps when they are freed.
PAD = 64 << 20
#: Bytes free at an arena's end before they are given back: the largest number mallopt takes, so never.
NEVER = (1 << 31) - 1


def keep_freed_memory() -> None:
    """Let the allocator keep what a training step frees, for the next step to use.

    A step of a network allocates and frees its activations and gradients, some megabytes. By default glibc gives each of them back to
    the system and maps it anew, zeroed, page by page: a quarter of the time of a small dense network. A job process ends soon and
    gives back everything then. Does nothing where the C library has no `mallopt`.
    """
    try:
        mallopt = ctypes.CDLL(None).mallopt
    except (AttributeError, OSError, TypeError):
        log.debug("This C library has no mallopt.")
        return
    for parameter, value in ((_M_MMAP_THRESHOLD, MAPPED_FROM), (_M_TRIM_THRESHOLD, NEVER), (_M_TOP_PAD, PAD)):
        mallopt(parameter, value)
