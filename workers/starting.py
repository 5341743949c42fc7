"""The start of a process through the forkserver, which may be killed or hang at any moment."""

import logging
import os
import signal
import threading
from collections.abc import Callable
from contextlib import suppress
from multiprocessing import forkserver
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
    """Start a process that leads a group of its own.

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
        process = context.Process(target=main, args=(argument, there), name=name, daemon=False)
        alarm = threading.Timer(WITHIN_S, _kill_forkserver)
        alarm.start()
        try:
            process.start()
        except (EOFError, OSError):
            # Where the process was started all the same, it ends itself as soon as it finds this end of its channel closed.
            here.close()
            log.warning("The forkserver died or hung while it started a process (try %d of %d).", number, TRIES, exc_info=True)
        else:
            return StartedProcess(process, here)
        finally:
            alarm.cancel()
            there.close()
    raise StartError(f"expected a process that is started, got none in {TRIES} tries, for the reasons above in this log")


def _kill_forkserver() -> None:
    """Kill the forkserver, so that whoever waits for it gets an error, and the next start makes a new one. Running jobs do not depend on it."""
    pid = getattr(forkserver._forkserver, "_forkserver_pid", None)  # `multiprocessing` names it nowhere else.
    if pid is not None:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
