"""The start of a process through the forkserver, which may be killed or hang at any moment."""

import fcntl
import logging
import os
import signal
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from multiprocessing import forkserver
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerContext
from typing import Any

from workers.errors import StartError
from workers.started_process import StartedProcess

log = logging.getLogger(__name__)

#: How often a process is started before that counts as a failure of the machine.
TRIES = 3
#: Seconds of a start, with all that the forkserver imports, after which the forkserver counts as stuck.
WITHIN_S = 120.0


def start(context: ForkServerContext, main: Callable[..., None], argument: Any, name: str) -> StartedProcess:
    """Start a process that leads a group of its own, which ends with this process.

    A forkserver that died is started again by the next try, which takes the seconds in which it imports everything anew.

    Args:
        context: The context, with what the forkserver imports.
        main: What the process runs, given the argument and its end of the channel.
        argument: The argument.
        name: Name of the process.

    Raises:
        StartError: No process could be started.
    """
    for number in range(1, TRIES + 1):
        here, there = context.Pipe()
        its_life, life = context.Pipe(duplex=False)
        process = context.Process(target=_lead, args=(main, argument, there, its_life), name=name, daemon=False)
        alarm = threading.Timer(WITHIN_S, _kill_forkserver)
        alarm.start()
        try:
            process.start()
        except (EOFError, OSError):
            # Where the process was started all the same, it ends itself as soon as it finds this end of its channel closed.
            here.close()
            life.close()
            its_life.close()
            log.warning("The forkserver died or hung while it started a process (try %d of %d).", number, TRIES, exc_info=True)
        else:
            return StartedProcess(process, here, (its_life, life))
        finally:
            alarm.cancel()
            there.close()
    raise StartError(f"expected a process that is started, got none in {TRIES} tries, for the reasons above in this log")


def _lead(main: Callable[..., None], argument: Any, channel: Connection, life: Connection) -> None:
    """Lead a group of its own in this process, the new one, and run what it is for."""
    os.setsid()
    _end_with(life)
    main(argument, channel)


def _end_with(life: Connection) -> None:
    """Let the system kill the process group of this process, which leads it, as soon as the other end of a pipe is closed.

    The system closes it when the process ends that has it, for whatever reason. No thread of this process has to run for that, and children of this
    process end with it. Linux only: elsewhere this does nothing.

    Args:
        life: The end of a pipe, which is read; nothing may be written to it.
    """
    if sys.platform != "linux":
        return
    descriptor = life.fileno()
    fcntl.fcntl(descriptor, fcntl.F_SETOWN, -os.getpgrp())
    fcntl.fcntl(descriptor, fcntl.F_SETSIG, signal.SIGKILL)
    fcntl.fcntl(descriptor, fcntl.F_SETFL, fcntl.fcntl(descriptor, fcntl.F_GETFL) | os.O_ASYNC)
    if life.poll(0):  # It was closed before the system was told.
        os.killpg(0, signal.SIGKILL)


def _kill_forkserver() -> None:
    """Kill the forkserver, so that whoever waits for it gets an error, and the next start makes a new one. Running jobs do not depend on it."""
    pid = getattr(forkserver._forkserver, "_forkserver_pid", None)  # `multiprocessing` names it nowhere else.
    if pid is not None:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
