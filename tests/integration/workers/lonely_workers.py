"""Workers without jobs whose Celery receives nothing any more, all started at once: most of their time is that of imports."""

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from redis import Redis

from service.queue import WORK, celery_app
from tests.acceptance.service import until

#: Seconds in which a worker is ready, beside others that start.
START_S = 60.0


@dataclass
class Lonely:
    """A worker that only counts its messages, and its part of the broker."""

    process: subprocess.Popen[bytes]
    said: Path
    url: str

    def words(self) -> list[str]:
        return self.said.read_text().splitlines()

    def wake(self) -> None:
        """Send a message, unless one waits already; as reapers do every second."""
        with Redis.from_url(self.url) as redis:
            if redis.llen("cpu") == 0:
                app = celery_app(self.url)
                app.send_task(WORK, args=["cpu"], queue="cpu")
                app.close()

    def seconds_to_message(self, most_s: float = 20) -> float:
        """Return the seconds until it receives the next message."""
        before, began = self.words().count("got"), time.monotonic()
        while self.words().count("got") == before:
            assert time.monotonic() - began < most_s, "no message was received"
            assert self.process.poll() is None, self.words()
            self.wake()
            time.sleep(0.2)
        return time.monotonic() - began

    def end(self, seconds: float = 30) -> tuple[int, list[str]]:
        """Wait until it has ended; return its exit code and what it said."""
        return self.process.wait(seconds), self.words()


@contextmanager
def lonely_workers(folder: Path, workers: dict[str, tuple[str, str]], direct_url: str) -> Iterator[dict[str, Lonely]]:
    """Run workers, each with a part of the broker of its own, and yield them by name.

    Args:
        folder: For what they say, and their logs.
        workers: URL of the broker as a worker reaches it, without the number of its part, and its fault, by name.
        direct_url: URL of the broker, in the same form.
    """
    found = dict[str, Lonely]()
    with ExitStack() as stack:
        for number, (name, (url, fault)) in enumerate(workers.items()):
            command = [sys.executable, "-m", "tests.integration.workers.lonely_worker", f"{url}/{number}", fault]
            with (folder / name).open("wb") as out, (folder / f"{name}.log").open("wb") as log:
                process = stack.enter_context(subprocess.Popen(command, stdout=out, stderr=log))
            stack.callback(process.kill)
            found[name] = Lonely(process, folder / name, f"{direct_url}/{number}")
        until(lambda: all("ready" in worker.words() for worker in found.values()), "the workers", START_S)
        yield found
