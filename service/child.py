"""A child process that is restarted when it dies."""

import ctypes
import logging
import os
import signal
import subprocess
import sys
import time
from contextlib import nullcontext, suppress
from dataclasses import dataclass, field
from pathlib import Path

from service.log_rotation import rotate

log = logging.getLogger(__name__)

#: Shortest and longest pause before a restart, in seconds.
RESTART_PAUSE_S = (0.5, 30.0)
#: Seconds of running after which the pause starts at its shortest again.
HEALTHY_AFTER_S = 60.0
#: Bytes at the end of a log in which its last line is looked for.
LAST_BYTES = 4096
#: Seconds after which a log is begun anew that could not be: its disk may be full, and each try copies it.
ROTATE_AGAIN_S = 60.0


@dataclass
class Child:
    """A child process that is restarted when it dies.

    Args:
        name: Name in messages.
        command: Its command line.
        environment: Its environment.
        log_path: File for its output; None for that of this process.
        stop_grace_s: Seconds to stop, from when it is asked to, before it is killed.
        stdin: Input at its start, for what must not be on a command line.
    """

    name: str
    command: list[str]
    environment: dict[str, str] = field(repr=False)
    log_path: Path | None
    stop_grace_s: float
    stdin: bytes = field(default=b"", repr=False)
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    pause_s: float = field(default=RESTART_PAUSE_S[0])
    restart_at: float | None = None
    stop_by: float | None = None
    log_start: int = 0
    rotate_at: float = 0.0

    def start(self) -> None:
        """Start the process in its own session, so that Ctrl-C reaches only the supervisor."""
        with nullcontext() if self.log_path is None else self.log_path.open("ab") as output:
            self.log_start = 0 if output is None else output.tell()
            self.process = subprocess.Popen(
                self.command,
                env=self.environment,
                stdin=subprocess.PIPE,
                stdout=output,
                stderr=output,
                start_new_session=True,
                preexec_fn=_die_with_parent,
            )
        stdin = self.process.stdin
        assert stdin is not None
        with suppress(BrokenPipeError):  # It has ended already; who watches it sees that, and its log says why.
            stdin.write(self.stdin)
            stdin.flush()
        with suppress(BrokenPipeError):
            stdin.close()
        self.started, self.restart_at, self.stop_by = time.monotonic(), None, None

    def keep_running(self) -> None:
        """Restart the process after a pause if it has died; the pause doubles with each early death."""
        now = time.monotonic()
        if self.process is None or self.process.poll() is None:
            return
        if self.restart_at is None:
            self.pause_s = RESTART_PAUSE_S[0] if now - self.started > HEALTHY_AFTER_S else min(2 * self.pause_s, RESTART_PAUSE_S[1])
            self.restart_at = now + self.pause_s
            reason = "" if self.log_path is None else f" ({self.last_line()})"
            its_log = "" if self.log_path is None else f" Its log: {self.log_path}"
            log.warning(
                "The %s ended with code %s%s; it is restarted in %.1f s.%s", self.name, self.process.returncode, reason, self.pause_s, its_log
            )
        elif now >= self.restart_at:
            self.start()

    def rotate_log(self, max_bytes: int) -> None:
        """Begin its log anew if that is too large; if that fails, it is tried again later."""
        if self.log_path is None or time.monotonic() < self.rotate_at:
            return
        try:
            if rotate(self.log_path, max_bytes):
                self.log_start = 0
        except OSError as error:
            self.rotate_at = time.monotonic() + ROTATE_AGAIN_S
            log.warning("A log could not be begun anew.", extra={"path": str(self.log_path), "error": error.strerror})

    def last_line(self) -> str:
        """Return the last line that the process wrote since its start: for one that could not start, the reason."""
        if self.log_path is None:
            return ""
        with self.log_path.open("rb") as output:
            output.seek(max(self.log_start, self.log_path.stat().st_size - LAST_BYTES))
            lines = output.read().decode(errors="replace").strip().splitlines()
        return lines[-1].strip().removeprefix("Error: ") if lines else "it wrote nothing to its log"

    def ended_with(self) -> int | None:
        """Return the code with which the process has ended, 128 and more after a signal; None while it runs, or before its start."""
        code = None if self.process is None else self.process.poll()
        return code if code is None or code >= 0 else 128 - code

    def ask_to_stop(self) -> None:
        """Terminate the process, without waiting for its end."""
        if self.process is not None and self.process.poll() is None and self.stop_by is None:
            self.process.terminate()
            self.stop_by = time.monotonic() + self.stop_grace_s

    def stop(self) -> None:
        """Terminate the process if it is not asked to end yet, wait, and kill the rest of its session."""
        if self.process is None:
            return
        self.ask_to_stop()
        if self.stop_by is not None:
            try:
                self.process.wait(max(0.0, self.stop_by - time.monotonic()))
            except subprocess.TimeoutExpired:
                log.warning("The %s did not stop within %.0f s and is killed.", self.name, self.stop_grace_s)
        _kill_group(self.process)


def _kill_group(process: subprocess.Popen[bytes]) -> None:
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        log.debug("The process group has ended already.")
    process.wait()


def _die_with_parent() -> None:
    """Let Linux terminate this process when the supervisor dies for any reason."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGTERM)
