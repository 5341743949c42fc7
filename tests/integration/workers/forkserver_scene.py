"""Run as a module: kill and stop a forkserver while it has children and while it starts one, and print what is seen of them as JSON."""

import json
import multiprocessing
import os
import signal
import sys
import time
from multiprocessing import forkserver
from multiprocessing.connection import Connection

from workers import starting
from workers.heartbeat import Heartbeat
from workers.started_process import StartedProcess

CONTEXT = multiprocessing.get_context("forkserver")


def wait_for_end(seconds: float, channel: Connection) -> None:
    """Live until the supervisor asks this process to stop."""
    heartbeat = Heartbeat(channel)
    deadline = time.monotonic() + seconds
    while not heartbeat.should_stop() and time.monotonic() < deadline:
        time.sleep(0.01)


def started() -> StartedProcess:
    process = starting.start(CONTEXT, wait_for_end, 30.0, "job")
    assert process.channel.poll(20)  # Its first heartbeat.
    return process


def signal_forkserver(number: signal.Signals) -> int:
    """Send the forkserver a signal; return its process id."""
    pid = int(forkserver._forkserver._forkserver_pid)  # type: ignore[attr-defined]
    os.kill(pid, number)
    return pid


def ended(process: StartedProcess) -> bool:
    """Ask a process to stop, and return whether it does."""
    process.channel.send_bytes(b"stop")
    deadline = time.monotonic() + 20
    while process.is_alive() and time.monotonic() < deadline:
        time.sleep(0.01)
    return not process.is_alive()


def main() -> None:
    """Print what is seen."""
    first, other = started(), started()
    signal_forkserver(signal.SIGKILL)
    time.sleep(0.2)
    seen = {"lives_on": first.is_alive(), "ends": ended(first), "exit_code": first.exit_code()}
    again = started()
    signal_forkserver(signal.SIGSTOP)
    starting.WITHIN_S = 1.0
    after = started()
    seen |= {"starts_after_a_stuck_one": after.is_alive(), "others_live_on": other.is_alive() and again.is_alive()}
    seen |= {"all_end": all(ended(process) for process in (other, again, after)), "exit_code_of_the_last": after.exit_code()}
    sys.stdout.write(json.dumps(seen))


if __name__ == "__main__":
    main()
