"""Run as a module: start job processes that reach for the network, for each other and beyond their limits, and print what they get as JSON.

A module of its own, as a process that has given something up never gets it back; and light, as job processes are forked from what it imports.
"""

import json
import multiprocessing
import os
import resource
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from models.core.isolation.network import CLOSED, Network, Reach, keep_to
from service.settings import MIB, Settings
from service.store.addresses import Address
from workers import starting
from workers.database_relay import DatabaseRelay
from workers.job_limits import limit_job, limit_reached
from workers.started_process import StartedProcess

CONTEXT = multiprocessing.get_context("forkserver")
SETTINGS = Settings(job_file_bytes=MIB, job_open_files=256, job_processes=2000)
#: A user who is not root, for whom the system counts processes.
NOBODY = 65534


def outcome(do: Callable[[], Any]) -> str:
    """Return the class of the error that something raises; "done" if none."""
    try:
        do()
    except Exception as error:  # noqa: BLE001 - that is what is asked
        return type(error).__name__
    return "done"


def answer_of(port: int) -> str:
    """Return what a listener on this machine sends."""
    with socket.create_connection(("127.0.0.1", port), 10) as connection:
        return connection.recv(100).decode()


def open_by_sending(port: int) -> None:
    """Send something to a listener on this machine over a connection that this opens (TCP Fast Open)."""
    with socket.socket() as connection:
        connection.sendto(b"hello", socket.MSG_FASTOPEN, ("127.0.0.1", port))


def reach(asked: tuple[Network, int, int], channel: Connection) -> None:
    """Reach for a listener, a relay to another one, and other ways out."""
    network, port, relay = asked
    keep_to(network)
    code = f"import socket; socket.create_connection(('127.0.0.1', {port}), 10)"
    found = {
        "listener": outcome(lambda: answer_of(port)),
        "listener of a child": "done" if not subprocess.run([sys.executable, "-c", code], capture_output=True, check=False).returncode else "refused",
        "relay": outcome(lambda: answer_of(relay)),
        "listener by sending": outcome(lambda: open_by_sending(port)),
        "datagrams": outcome(lambda: socket.socket(socket.AF_INET, socket.SOCK_DGRAM)),
        "to listen": outcome(lambda: socket.create_server(("127.0.0.1", 0))),
        "to listen on any port": outcome(lambda: socket.socket().listen()),
        "sockets of paths": outcome(lambda: socket.socket(socket.AF_UNIX)),
        "a signal to the worker": outcome(lambda: os.kill(os.getppid(), 0)),
    }
    channel.send(found)


def exceed(folder: str, channel: Connection) -> None:
    """Exceed each limit; send what is said of it."""
    limit_job(SETTINGS)
    channel.send({"file": said_of(lambda: Path(folder, "large").write_bytes(bytes(2 * MIB))), "open files": said_of(open_many)})


def exceed_processes(_: None, channel: Connection) -> None:
    """Start threads without end, as a user for whom the system counts them; send what is said of it."""
    if not os.getuid():
        os.setuid(NOBODY)
    resource.setrlimit(resource.RLIMIT_NPROC, (20, 20))
    channel.send({"threads": said_of(start_many)})


def said_of(do: Callable[[], Any]) -> str | None:
    """Return what is said of a job that does something."""
    try:
        do()
    except Exception as error:  # noqa: BLE001 - that is what is asked
        return limit_reached(error, SETTINGS)
    return "nothing happened"


def open_many() -> list[Any]:
    """Open files without end."""
    return [open(os.devnull, "rb") for _ in range(5000)]


def start_many() -> None:
    """Start threads without end."""
    over = threading.Event()
    try:
        for _ in range(100):
            threading.Thread(target=over.wait, args=(60,), daemon=True).start()
    finally:
        over.set()


def compute(_: None, channel: Connection) -> None:
    """Have a child, and compute without a pause."""
    child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    channel.send(child.pid)
    sum(range(10**12))  # No other thread of this process runs meanwhile.


def leave_a_child(_: None, channel: Connection) -> None:
    """End before a child does."""
    child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    child.returncode = 0  # It is not waited for.
    channel.send(child.pid)


def supervise(results: Connection) -> None:
    """Start a job as a worker that is killed."""
    job = starting.start(CONTEXT, compute, None, "job")
    results.send((job.pid, job.channel.recv()))
    time.sleep(60)


def is_running(pid: int) -> bool:
    """Tell whether a process has not ended; one for which nobody has asked has."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def all_end(pids: tuple[int, ...]) -> bool:
    """Tell whether processes end, within a time that is ample."""
    deadline = time.monotonic() + 30
    while any(map(is_running, pids)) and time.monotonic() < deadline:
        time.sleep(0.02)
    return not any(map(is_running, pids))


def end_of_a_worker() -> dict[str, bool]:
    """Kill a worker; return what becomes of its job and of the child of that."""
    here, there = multiprocessing.Pipe()
    worker = multiprocessing.get_context("fork").Process(target=supervise, args=(there,))
    worker.start()
    pids: tuple[int, ...] = here.recv()
    were_running = all(map(is_running, pids))
    os.kill(worker.pid or 0, signal.SIGKILL)
    worker.join()
    return {"job and child run": were_running, "end with their worker": all_end(pids)}


def end_of_a_job() -> dict[str, bool]:
    """Wait for the end of a job that leaves a child; return what becomes of that."""
    job = starting.start(CONTEXT, leave_a_child, None, "job")
    child: int = job.channel.recv()
    job_ends = all_end((job.pid,))
    is_left = is_running(child)
    job.close()
    return {"job ends before its child": job_ends and is_left, "child ends with it": all_end((child,))}


def sent_by(main: Callable[..., None], argument: Any) -> Any:
    """Return what a job process sends."""
    process: StartedProcess = starting.start(CONTEXT, main, argument, "job")
    try:
        return process.channel.recv()
    finally:
        process.kill(signal.SIGKILL)
        process.close()


def listener(answer: bytes) -> int:
    """Listen on a port, and send whoever connects an answer; return the port."""
    listening = socket.create_server(("127.0.0.1", 0))

    def answer_all() -> None:
        while True:
            connection, _ = listening.accept()
            with connection:
                connection.sendall(answer)

    threading.Thread(target=answer_all, daemon=True).start()
    return int(listening.getsockname()[1])


def main() -> None:
    """Print what is seen."""
    seen: dict[str, Any] = {"worker": end_of_a_worker(), "job": end_of_a_job()}
    port, database = listener(b"hello"), listener(b"database")
    relay = DatabaseRelay(Address("127.0.0.1", database)).start().port
    seen["relayed"] = answer_of(relay)
    for network in (CLOSED, Network(Reach.DATABASE, (relay,))):
        seen[network.reach] = sent_by(reach, (network, port, relay))
    with tempfile.TemporaryDirectory() as folder:
        seen["limits"] = sent_by(exceed, folder) | sent_by(exceed_processes, None)
    sys.stdout.write(json.dumps(seen))


if __name__ == "__main__":
    main()
