"""What job processes do in tests. They import little, as each of them imports it anew."""

import os
import resource
import signal
import sys
import time
from multiprocessing.connection import Connection
from pathlib import Path

from workers.exit_codes import OUT_OF_MEMORY, STOPPED
from workers.heartbeat import Heartbeat
from workers.memory_limit import keep_within
from workers.memory_use import GIB
from workers.stop_signals import StopSignals, hold_back


def crash(_: None, channel: Connection) -> None:
    """Crash at once."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    os.kill(os.getpid(), signal.SIGSEGV)


def fill(size_bytes: int, channel: Connection) -> None:
    """Use that many bytes."""
    Heartbeat(channel)
    block = bytearray(b"1") * size_bytes
    time.sleep(60)
    del block


def ask_for(size_bytes: int, channel: Connection) -> None:
    """Ask for that many bytes beyond a limit, and end as a job process does that does not get them."""
    keep_within(1 * GIB, "")
    Heartbeat(channel)
    small = bytearray(b"1") * (512 << 20)
    try:
        bytearray(size_bytes)
    except MemoryError:
        sys.exit(OUT_OF_MEMORY if Path("/proc/self/oom_score_adj").read_text() == "500\n" else len(small))


def wait_for_signal(_: None, channel: Connection) -> None:
    """Stop at a signal, as a job process does."""
    hold_back()
    heartbeat = Heartbeat(channel)
    signals = StopSignals(heartbeat.should_stop, heartbeat.stop)
    os.kill(os.getpid(), signal.SIGTERM)
    while not heartbeat.should_stop():
        time.sleep(0.01)
    sys.exit(STOPPED if signals.have_stopped else 1)


def ignore_requests(_: None, channel: Connection) -> None:
    """Do not stop, whatever comes."""
    hold_back()
    heartbeat = Heartbeat(channel)
    StopSignals(heartbeat.should_stop, heartbeat.stop)
    for _number in range(2):
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(0.1)
    time.sleep(60)
