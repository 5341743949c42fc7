"""A process whose end is the end of others: the system kills them, whatever they are doing."""

import fcntl
import os
import signal
import sys
from multiprocessing.connection import Connection


def end_with(life: Connection) -> None:
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
