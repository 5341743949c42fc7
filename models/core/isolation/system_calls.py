"""System calls of Linux for which Python has no function."""

import ctypes
import os
import platform
import sys
from dataclasses import dataclass
from typing import Any

#: Option of prctl after which a process, and its children, can gain no rights by what they execute.
_PR_SET_NO_NEW_PRIVS = 38
#: Calls with the same number on every architecture.
LANDLOCK_CREATE_RULESET, LANDLOCK_ADD_RULE, LANDLOCK_RESTRICT_SELF = 444, 445, 446


@dataclass(frozen=True)
class Architecture:
    """Numbers of an architecture.

    Args:
        audit: How filters of system calls name it.
        seccomp: Number of the call that installs a filter.
        socket: Number of the call that makes a socket.
        listen: Number of the call that lets a socket listen.
        sends: Numbers of the calls that can open a connection by what they send, each with the index of its options among its arguments.
        refused: Numbers of calls that no job needs, and that would lead round a filter: into other processes, or to sockets made by the kernel.
    """

    audit: int
    seccomp: int
    socket: int
    listen: int
    sends: tuple[tuple[int, int], ...]
    refused: tuple[int, ...]


#: pidfd_getfd, io_uring_setup, io_uring_enter and io_uring_register, on every architecture.
_REFUSED = (438, 425, 426, 427)
#: The known architectures, by machine. The calls that send are sendto, sendmsg and sendmmsg; the refused calls that differ are ptrace,
#: process_vm_readv and process_vm_writev.
_ARCHITECTURES = {
    "x86_64": Architecture(0xC000003E, 317, 41, 50, ((44, 3), (46, 2), (307, 3)), (101, 310, 311, *_REFUSED)),
    "aarch64": Architecture(0xC00000B7, 277, 198, 201, ((206, 3), (211, 2), (269, 3)), (117, 270, 271, *_REFUSED)),
}


def architecture() -> Architecture | None:
    """Return the architecture of this process; None if it is not Linux, or not a known one."""
    if sys.platform != "linux" or sys.maxsize < 2**32 or sys.byteorder != "little":
        return None
    return _ARCHITECTURES.get(platform.machine())


def system_call(number: int, *arguments: Any) -> int:
    """Make a system call.

    Args:
        number: Its number.
        arguments: Numbers, pointers, or None for a null pointer.

    Raises:
        OSError: It failed.
    """
    libc = ctypes.CDLL(None, use_errno=True)
    result = libc.syscall(*(ctypes.c_long(one) if isinstance(one, int) else one for one in (number, *arguments)))
    if result < 0:
        error = ctypes.get_errno()
        raise OSError(error, os.strerror(error))
    return int(result)


def give_up_new_privileges() -> None:
    """Let this process, and its children, gain no rights by what they execute: that is what lets it install filters.

    Raises:
        OSError: The system refuses that.
    """
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0):
        error = ctypes.get_errno()
        raise OSError(error, os.strerror(error))
