"""A handful of clients, each of which does one thing again and again at a bounded rate, and checks every response."""

import random
import threading
import time
import traceback
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from modelbook import Client

from tests.acceptance.service import Service
from tests.figures import patient_get
from tests.soak.standing import Standing

#: Faults after which the clients stop: what comes then says nothing new.
MOST_FAULTS = 20
#: Seconds in which a client ends what it is at.
LAST_S = 300.0
#: How a file of a figure begins, by its form.
FIRST_BYTES = {"svg": b"<", "png": b"\x89PNG"}
#: Lines of the place of a fault.
_LINES = 3


@dataclass(frozen=True)
class Caller:
    """What a client calls the service by.

    Args:
        service: Plain HTTP.
        api: The Python client, which repeats nothing.
        standing: The models that are there, by name.
        random: Its choices.
    """

    service: Service
    api: Client
    standing: Mapping[str, Standing]
    random: random.Random

    def require_figures(self, path: str, *forms: str) -> None:
        """Fail unless the figures at a path are made, and drawn in forms; those that are not drawn yet are waited for."""
        for plot in patient_get(self.service.http, path).json()["plots"]:
            for form in forms:
                content = patient_get(self.service.http, plot[form]).content
                assert content.startswith(FIRST_BYTES[form]), f"{plot[form]}: expected {form}, got {content[:20]!r}"


@dataclass(frozen=True)
class Use:
    """Something that is done again and again.

    Args:
        name: What it is called.
        act: Does it once, checks what comes back, and removes what it has made.
        every_s: Seconds from one beginning to the next, at least.
    """

    name: str
    act: Callable[[Caller], None]
    every_s: float


@dataclass
class Crowd:
    """The clients.

    Args:
        url: Where the service is.
        key: Key that is sent; None for none.
        standing: The models that are there, by name.
        seed: Seed of all choices.
        say: Receives each fault.
    """

    url: str
    key: str | None
    standing: Mapping[str, Standing]
    seed: int
    say: Callable[[str], None]
    done: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.stopping = threading.Event()
        self._threads: list[threading.Thread] = []
        self._lock = threading.Lock()

    def start(self, uses: Sequence[Use]) -> None:
        """Start a client for each use."""
        for number, use in enumerate(uses):
            thread = threading.Thread(target=self._run, args=(use, random.Random(self.seed + number)), name=use.name, daemon=True)
            self._threads.append(thread)
            thread.start()

    def stop(self) -> None:
        """Let every client end what it is at."""
        self.stopping.set()
        deadline = time.monotonic() + LAST_S
        for thread in self._threads:
            thread.join(max(0.0, deadline - time.monotonic()))
        self.faults += [f"{thread.name}: not at its end after {LAST_S:.0f} s" for thread in self._threads if thread.is_alive()]

    def _run(self, use: Use, choices: random.Random) -> None:
        service = Service(self.url, key=self.key)
        with service.http, Client(self.url, self.key, max_retries=0) as api:
            caller = Caller(service, api, self.standing, choices)
            while not self.stopping.is_set():
                start = time.monotonic()
                self._act(use, caller)
                self.stopping.wait(max(0.0, start + use.every_s - time.monotonic()))

    def _act(self, use: Use, caller: Caller) -> None:
        try:
            use.act(caller)
        except Exception as error:  # noqa: BLE001 - whatever goes wrong is a fault of the run, which goes on
            fault = f"{use.name}: {_told(error)}"
            self.say(f"error: {fault}")
            with self._lock:
                self.faults.append(fault)
                if len(self.faults) >= MOST_FAULTS:
                    self.stopping.set()
        with self._lock:
            self.done[use.name] += 1


def _told(error: Exception) -> str:
    """Return an error with the last lines of ours that it came through."""
    ours = [f"{frame.name}:{frame.lineno}" for frame in traceback.extract_tb(error.__traceback__) if "/tests/" in frame.filename]
    return f"{type(error).__name__}: {error} (in {' > '.join(ours[-_LINES:])})"
