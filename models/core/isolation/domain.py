"""A domain of Landlock (Linux 5.13 and later): what a process may reach of other processes and, from Linux 6.7 on, by TCP.

Any user may enter one, and never leaves it again. Files stay as they are.
"""

import ctypes
import os
from collections.abc import Iterable
from contextlib import suppress

from models.core.isolation.system_calls import (
    LANDLOCK_ADD_RULE,
    LANDLOCK_CREATE_RULESET,
    LANDLOCK_RESTRICT_SELF,
    architecture,
    give_up_new_privileges,
    system_call,
)

#: Versions of Landlock from which it limits TCP, and signals and sockets without a path.
_KNOWS_TCP, _KNOWS_SCOPES = 4, 6
#: Option of the first call that asks for the version.
_VERSION = 1
#: Rights: to listen on a port of TCP, to connect to one. Scopes: sockets without a path, signals. Rule of a port.
_LISTEN, _CONNECT, _SOCKETS, _SIGNALS, _PORT_RULE = 1, 2, 1, 2, 2


class _Rules(ctypes.Structure):
    _fields_ = (("files", ctypes.c_uint64), ("net", ctypes.c_uint64), ("scoped", ctypes.c_uint64))


class _PortRule(ctypes.Structure):
    _fields_ = (("allowed", ctypes.c_uint64), ("port", ctypes.c_uint64))


def landlock_version() -> int:
    """Return the version of Landlock; 0 without it."""
    if architecture() is None:
        return 0
    with suppress(OSError):
        return system_call(LANDLOCK_CREATE_RULESET, None, 0, _VERSION)
    return 0


def can_limit_tcp() -> bool:
    """Tell whether this system lets a process give up TCP but for some ports."""
    return landlock_version() >= _KNOWS_TCP


def can_limit_signals() -> bool:
    """Tell whether this system lets a process give up signals to others."""
    return landlock_version() >= _KNOWS_SCOPES


def enter_domain(ports: Iterable[int]) -> None:
    """Give up TCP but for connections to some ports, signals to others, sockets without a path, and to look into other processes.

    It holds for the calling thread and those that it starts. Does nothing without Landlock, or with a version that cannot limit TCP.

    Args:
        ports: The ports.

    Raises:
        OSError: The system refuses it.
    """
    if not can_limit_tcp():
        return
    scoped = _SOCKETS | _SIGNALS if can_limit_signals() else 0
    rules = _Rules(0, _LISTEN | _CONNECT, scoped)
    size = ctypes.sizeof(rules) if scoped else _Rules.scoped.offset
    descriptor = system_call(LANDLOCK_CREATE_RULESET, ctypes.byref(rules), size, 0)
    try:
        for port in ports:
            system_call(LANDLOCK_ADD_RULE, descriptor, _PORT_RULE, ctypes.byref(_PortRule(_CONNECT, port)), 0)
        give_up_new_privileges()
        system_call(LANDLOCK_RESTRICT_SELF, descriptor, 0)
    finally:
        os.close(descriptor)
