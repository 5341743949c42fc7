"""Several API processes on one port: started, watched, restarted and stopped by this one, which serves nothing itself."""

import logging
import os
import signal
import socket
import sys
import threading
from dataclasses import dataclass

from models.core.child_python import module_command
from service.child import Child
from service.http.ports import require_free, require_shared_ports

log = logging.getLogger(__name__)

#: Seconds until a process that is to stop is killed: its open requests have 5 s to end.
STOP_S = 12.0
#: Seconds between two looks at the processes.
LOOK_EVERY_S = 0.1


@dataclass(frozen=True)
class Listening:
    """Where API processes listen, and for whom.

    Args:
        host: Address to listen on.
        port: Port to listen on.
        is_open: Whether requests need no key, wherever they come from.
    """

    host: str
    port: int
    is_open: bool = False

    def command(self, number: int) -> list[str]:
        """Return the command of a process of several.

        Args:
            number: Its number, from 1.
        """
        command = module_command("service.cli", "api", "--host", self.host, "--port", str(self.port), "--process", str(number))
        return [*command, "--open"] if self.is_open else command

    @property
    def is_served(self) -> bool:
        """Tell whether connections are taken."""
        host = {"0.0.0.0": "127.0.0.1", "": "127.0.0.1", "::": "::1"}.get(self.host, self.host)
        try:
            socket.create_connection((host, self.port), timeout=1).close()
        except OSError:
            return False
        return True


def run_processes(listening: Listening, n_processes: int) -> None:
    """Run API processes until SIGINT or SIGTERM.

    The first one is started by itself: what keeps it from starting, such as a faulty setting, is said once, and ends this process with its code.

    Raises:
        PortError: The port is in use, or this system does not share one.
        SystemExit: The first process has ended before it served.
    """
    require_shared_ports()
    require_free(listening.host, listening.port)
    stopping = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stopping.set())
    commands = [listening.command(number) for number in range(1, n_processes + 1)]
    children = [Child(f"API process {number}", command, dict(os.environ), None, STOP_S) for number, command in enumerate(commands, 1)]
    try:
        _run(listening, children, stopping)
    finally:
        for child in children:
            child.ask_to_stop()  # All of them before the first is waited for.
        for child in children:
            child.stop()


def _run(listening: Listening, children: list[Child], stopping: threading.Event) -> None:
    children[0].start()
    while not listening.is_served:
        if stopping.wait(LOOK_EVERY_S):
            return
        if (code := children[0].ended_with()) is not None:
            sys.exit(code)
    for child in children[1:]:
        child.start()
    log.info("%d API processes share %s:%d.", len(children), listening.host, listening.port)
    while not stopping.wait(LOOK_EVERY_S):
        for child in children:
            child.keep_running()
