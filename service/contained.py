"""Work on files of unknown origin, in child processes of low priority with limits on time and memory.

What a hostile file can make slow, huge or fatal (its parsing, HDF5's lock of the whole process, a page of a mapped file that no longer
fits on the disk) then ends a child, and not the process that serves predictions.
"""

import asyncio
import ctypes
import errno
import logging
import multiprocessing
import os
import resource
import signal
import sys
import threading
import traceback
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerProcess
from typing import Any

import orjson

from models.core.errors import ArtifactError, DataError, Fault, InputError, UnreachableError
from models.core.isolation.limits import lower_limit
from models.core.isolation.network import close_network
from models.core.room import no_room
from service.errors import Unavailable
from service.problem_types.of_server import OVERLOADED
from service.process_memory import limit_more_data
from service.unforeseen import UnforeseenError

log = logging.getLogger(__name__)

#: Niceness added to a child: predictions of the parent come first.
NICENESS = 10
#: Largest file that a child may write, in bytes: 8 GiB.
MAX_FILE_BYTES = 8 * 1024**3
#: Most files that a child may have open.
MAX_OPEN_FILES = 1024
#: Environment of polars, which a child imports: its allocator keeps no freed memory and few pools, which would count as much as what is used; and few
#: threads, since each has a stack and its own part of the work.
LEAN = {"_RJEM_MALLOC_CONF": "narenas:2,retain:false,dirty_decay_ms:0,muzzy_decay_ms:0", "POLARS_MAX_THREADS": "4"}
#: First byte of a message: a result, a fault of the file, one that its reader did not foresee, data whose server is away, faults of the request,
#: an error of the system with its number, or a failure of the code.
_RESULT, _FAULT, _UNFORESEEN, _AWAY, _INPUT, _SYSTEM, _FAILURE = b"R", b"F", b"D", b"U", b"I", b"S", b"X"
#: Modules that the forkserver imports once, so that a child starts within hundredths of a second: the work, with what draws figures, which the API
#: itself never imports; and what the commands import, as a child runs the main module of the API again. That module itself, `service.cli`, would be a
#: warning in the log of each child that runs it.
PRELOAD = [
    "service.contained_work",
    "matplotlib.figure",
    "matplotlib.backends.backend_agg",
    "matplotlib.backends.backend_svg",
    "service.backups.commands",
    "service.clean_command",
    "service.doctor.command",
    "service.page_commands",
    "service.server_command",
    "modelbook.cli",
]
#: Signals after which the disk was full, the memory limit reached, or the processor time used up.
_FULL, _MEMORY, _TIME = (-signal.SIGBUS,), (-signal.SIGKILL,), (-signal.SIGXCPU,)
#: Signal after which a library gave up: that of polars does so where a damaged file asks for more memory than there is.
_GAVE_UP = -signal.SIGABRT

#: Name of the thread that starts the forkserver.
WARM_UP = "warm-up"

_context = multiprocessing.get_context("forkserver")


@dataclass(frozen=True)
class Limits:
    """Limits of one child.

    Args:
        seconds: Longest time.
        memory_bytes: Most memory, beyond that of the idle child.
        work: What is within the limits, in messages.
        too_long: What settles that it takes longer; too_much: that it takes more memory.
    """

    seconds: float
    memory_bytes: int
    work: str = "a file that is read"
    too_long: str = "MODELBOOK_READING_SECONDS"
    too_much: str = "MODELBOOK_READING_MEMORY_BYTES"

    @property
    def time_message(self) -> str:
        """Return the message for work that takes longer."""
        return f"expected {self.work} within {self.seconds:g} s ({self.too_long}), got one that takes longer"

    @property
    def memory_message(self) -> str:
        """Return the message for work that takes more memory."""
        return f"expected {self.work} with {self.memory_bytes:,} bytes of memory ({self.too_much}), got one that takes more"

    @property
    def damage_message(self) -> str:
        """Return the message for work at which a library gave up: it does not say which of both it was."""
        return f"expected a whole file, got one that is damaged, or asks for more than {self.memory_bytes:,} bytes of memory ({self.too_much})"


class Turns:
    """Turns of requests that run contained work, as many at a time as half of the processors.

    A request that waits holds no thread: threads answer most other requests, and a few callers could take all of them.

    Args:
        seconds: Longest wait.
    """

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._free = asyncio.Semaphore(max(1, (os.cpu_count() or 1) // 2))

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[None]:
        """Wait for a turn, which ends with the block.

        Raises:
            Unavailable: Other work took too long.
        """
        try:
            await asyncio.wait_for(self._free.acquire(), self._seconds)
        except TimeoutError as error:
            raise Unavailable("too many files are being read; try again later", kind=OVERLOADED) from error
        try:
            yield
        finally:
            self._free.release()


class Containment:
    """Runs work in child processes. Called off the event loop, by a request that has a turn.

    Args:
        limits: Limits of each.

    Attributes:
        readings: Turns of files that are read as a whole, which may take minutes.
        looks: Turns of what takes a moment: it does not wait for readings.
    """

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self.readings, self.looks = Turns(limits.seconds), Turns(limits.seconds)

    def warm_up(self) -> None:
        """Start the forkserver in the background, so that the first file does not wait for its imports."""
        threading.Thread(target=self.run, args=(bytes,), name=WARM_UP, daemon=True).start()

    def run(self, work: Callable[..., bytes], *args: Any) -> bytes:
        """Run a function in a child and return its result.

        Args:
            work: A function of a module, of `service.contained_work`.
            args: Its arguments.

        Raises:
            DataError: The work refused the file, or reached a limit.
            InputError: The work refused what was asked of it.
            OSError: The system refused something, such as more room on the disk.
        """
        return self._outcome(*_ran(work, args, self._limits))

    def _outcome(self, message: bytes, exit_code: int | None) -> bytes:
        kind, content = message[:1], message[1:]
        if kind == _RESULT:
            return content
        if kind == _FAULT:
            raise DataError(content.decode())
        if kind == _UNFORESEEN:
            detail, trace = orjson.loads(content)
            log.error("A reader failed at a file, which was refused: %s", trace)
            raise UnforeseenError(detail)
        if kind == _AWAY:
            raise UnreachableError(content.decode())
        if kind == _INPUT:
            raise InputError([Fault(**fault) for fault in orjson.loads(content)])
        if kind == _SYSTEM:
            number = int(content)
            raise OSError(number, os.strerror(number))
        if kind == _FAILURE:
            log.error("Reading a file failed unexpectedly: %s", content.decode())
            raise RuntimeError("reading a file failed unexpectedly")
        raise self._ended(exit_code)

    def _ended(self, exit_code: int | None) -> Exception:
        """Return the error for a child that ended without a message; None as exit code if it did not end in time."""
        if exit_code is None or exit_code in _TIME:
            return DataError(self._limits.time_message)
        if exit_code in _FULL:
            return OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        if exit_code in _MEMORY:
            return DataError(self._limits.memory_message)
        if exit_code == _GAVE_UP:
            return DataError(self._limits.damage_message)
        return DataError(f"expected a file that can be read, got one at which the reading process ended with code {exit_code}")


def _ran(work: Callable[..., bytes], args: tuple[Any, ...], limits: Limits) -> tuple[bytes, int | None]:
    """Run a child; return its message, empty if it sent none, and its exit code, or None if it was killed at the time limit."""
    _context.set_forkserver_preload(PRELOAD)
    here, there = _context.Pipe(duplex=False)
    child = _context.Process(target=_main, args=(work, args, limits, there), daemon=True)
    with here:
        child.start()
        there.close()
        message = _received(here, limits.seconds)
        if message is None:
            child.kill()
        child.join()
    code = _code_of(child)
    return message or b"", None if message is None else code


def _code_of(child: ForkServerProcess) -> int | None:
    code = child.exitcode
    child.close()
    return code


def _received(channel: Connection, seconds: float) -> bytes | None:
    """Return the message of a child, empty if it ends without one; None if it takes longer."""
    if not channel.poll(seconds):
        return None
    try:
        return channel.recv_bytes()
    except (EOFError, OSError):
        return b""


def _main(work: Callable[..., bytes], args: tuple[Any, ...], limits: Limits, channel: Connection) -> None:
    """Run the work in this process, the child, and send its outcome."""
    try:
        _confine(limits)
        if not any(getattr(arg, "downloads", False) for arg in args):  # Data sets and jobs say so.
            close_network()
    except Exception:  # noqa: BLE001 - sent to the parent process, which logs it
        message = _FAILURE + traceback.format_exc().encode()  # The file was not opened, and has no part in it.
    else:
        message = _message_of(work, args, limits)
    with suppress(BrokenPipeError):  # The process that has asked ends, or does so no longer.
        channel.send_bytes(message)


def _message_of(work: Callable[..., bytes], args: tuple[Any, ...], limits: Limits) -> bytes:
    """Run the work, and return the message for its outcome."""
    try:
        return _RESULT + work(*args)
    except UnreachableError as error:
        return _AWAY + str(error).encode()
    except UnforeseenError as error:
        return _UNFORESEEN + orjson.dumps([str(error), traceback.format_exc()])
    except (DataError, ArtifactError) as error:
        return _FAULT + str(error).encode()
    except InputError as error:
        return _INPUT + orjson.dumps([fault.as_dict() for fault in error.faults])
    except MemoryError:
        return _FAULT + limits.memory_message.encode()
    except OSError as error:
        return _SYSTEM + str((no_room(error) or error).errno or errno.EIO).encode()
    except Exception:  # noqa: BLE001 - sent to the parent process, which logs it
        return _FAILURE + traceback.format_exc().encode()


def _confine(limits: Limits) -> None:
    """Lower the priority of this process, and limit its time, its memory and the files that it writes."""
    os.environ.update(LEAN)
    os.nice(NICENESS)
    seconds = int(limits.seconds) + 1
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    lower_limit(resource.RLIMIT_FSIZE, MAX_FILE_BYTES)
    lower_limit(resource.RLIMIT_CORE, 0)
    lower_limit(resource.RLIMIT_NOFILE, MAX_OPEN_FILES)
    if sys.platform == "linux":  # Elsewhere the limit of memory is not kept by the system.
        limit_more_data(limits.memory_bytes)
        ctypes.CDLL(None).prctl(1, signal.SIGKILL)
