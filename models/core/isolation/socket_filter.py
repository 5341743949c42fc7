"""A filter of system calls that keeps a process off the network (seccomp, Linux).

Any user may install it, also in a container, unlike a namespace, which many systems forbid; and it can never be removed again. Sockets of paths stay,
as those of a database on the same machine, and sockets that were opened before.
"""

import ctypes
import errno
import os
import socket
import struct
from collections.abc import Iterator

from models.core.isolation.system_calls import Architecture, architecture, give_up_new_privileges, system_call

#: Operations of the call: install a filter, ask whether an action is known.
_SET_MODE_FILTER, _GET_ACTION_AVAIL = 1, 2
#: Options: for all threads, and without the measures against Spectre that old kernels add to a filter, which slow down arithmetic.
_ALL_THREADS, _SAME_SPEED = 1, 4
#: Actions: make the call, or return an error whose number is added.
_ALLOW, _ERROR = 0x7FFF0000, 0x00050000
#: Operations of the filter's machine: load a word, compare it for equality or size, look for bits in it, take bits of it, return.
_LOAD, _EQUAL, _AT_LEAST, _ANY_BIT, _BITS, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x54, 0x06
#: Offsets of what a filter is given: number of the call, architecture, low words of its first four arguments.
_NUMBER, _MACHINE, _ARGUMENTS = 0, 4, (16, 24, 32, 40)
#: Number from which calls of x86_64 are those of another interface to the same kernel.
_OTHER_INTERFACE = 0x40000000
#: Bits of a socket's type without its options.
_TYPE = 0xF
#: Option by which a call that sends opens the connection, too (MSG_FASTOPEN).
_OPEN_BY_SENDING = 0x20000000

#: An operation: code, jumps if true and if false, operand.
_Step = tuple[int, int, int, int]


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("steps", ctypes.c_char_p))


def can_filter_sockets() -> bool:
    """Tell whether this system lets a process install the filter."""
    here = architecture()
    if here is None:
        return False
    try:
        system_call(here.seccomp, _GET_ACTION_AVAIL, 0, ctypes.byref(ctypes.c_uint32(_ERROR)))
    except OSError:
        return False
    return True


def refuse_sockets(*, but_tcp: bool) -> None:
    """Refuse this process, and its children, new sockets of all kinds but those of paths, for good.

    Args:
        but_tcp: Whether TCP may be used to connect to others, whose ports are limited otherwise; then no socket may listen, also none of a path.

    Raises:
        OSError: The system refuses the filter.
    """
    here = architecture()
    if here is None:
        raise OSError(errno.ENOSYS, os.strerror(errno.ENOSYS))
    steps = b"".join(struct.pack("<HBBI", *step) for step in _steps(here, but_tcp))
    give_up_new_privileges()
    program = _Program(len(steps) // 8, steps)
    if thread := system_call(here.seccomp, _SET_MODE_FILTER, _ALL_THREADS | _SAME_SPEED, ctypes.byref(program)):
        raise OSError(errno.EBUSY, f"expected the filter in all threads, got none: thread {thread} has another one")


def _steps(here: Architecture, but_tcp: bool) -> list[_Step]:
    refused, unknown = _ERROR | errno.EACCES, _ERROR | errno.ENOSYS
    return [
        (_LOAD, 0, 0, _MACHINE),
        (_EQUAL, 1, 0, here.audit),
        (_RETURN, 0, 0, unknown),
        (_LOAD, 0, 0, _NUMBER),
        (_AT_LEAST, 0, 1, _OTHER_INTERFACE),
        (_RETURN, 0, 0, unknown),
        *(step for number in here.refused for step in ((_EQUAL, 0, 1, number), (_RETURN, 0, 0, _ERROR | errno.EPERM))),
        *(_no_way_round_ports(here, refused) if but_tcp else ()),
        (_EQUAL, 1, 0, here.socket),
        (_RETURN, 0, 0, _ALLOW),
        (_LOAD, 0, 0, _ARGUMENTS[0]),
        (_EQUAL, 0, 1, socket.AF_UNIX),
        (_RETURN, 0, 0, _ALLOW),
        *(_only_tcp() if but_tcp else ()),
        (_RETURN, 0, 0, refused),
    ]


def _no_way_round_ports(here: Architecture, refused: int) -> Iterator[_Step]:
    """Refuse what Landlock does not see: a connection that is opened by sending, and listening on a port that the system chooses."""
    yield from ((_EQUAL, 0, 1, here.listen), (_RETURN, 0, 0, refused))
    for number, options in here.sends:
        yield from (
            (_EQUAL, 0, 4, number),
            (_LOAD, 0, 0, _ARGUMENTS[options]),
            (_ANY_BIT, 0, 1, _OPEN_BY_SENDING),
            (_RETURN, 0, 0, refused),
            (_RETURN, 0, 0, _ALLOW),
        )


def _only_tcp() -> list[_Step]:
    """Allow a socket of TCP, over either version of IP; otherwise go on behind these steps."""
    return [
        (_EQUAL, 1, 0, socket.AF_INET),
        (_EQUAL, 0, 7, socket.AF_INET6),
        (_LOAD, 0, 0, _ARGUMENTS[1]),
        (_BITS, 0, 0, _TYPE),
        (_EQUAL, 0, 4, socket.SOCK_STREAM),
        (_LOAD, 0, 0, _ARGUMENTS[2]),
        (_EQUAL, 1, 0, socket.IPPROTO_TCP),
        (_EQUAL, 0, 1, 0),
        (_RETURN, 0, 0, _ALLOW),
    ]
