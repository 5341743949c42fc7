"""The models last used are loaded before the process counts as ready: after a restart, no caller waits for them.

Which they are is written to a small file from time to time, never by a request.
"""

import logging
import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import orjson
from sqlalchemy.exc import SQLAlchemyError

from models.core.files import write_atomically
from service.compiled_models import Predictors
from service.errors import ServiceError
from service.store.rows import Version

log = logging.getLogger(__name__)

#: Most models that are remembered.
MOST_MODELS = 20
#: Seconds after which the process counts as ready although models are still to be loaded, and no other one is begun.
LONGEST_S = 20.0
#: Seconds from one look at what was used to the next.
NOTE_EVERY_S = 15.0
#: Seconds from one try to the next while the database does not answer: it may be started at the same time.
AGAIN_S = 0.5
#: Seconds in which the thread ends, unless it loads a model: that ends with the process.
STOP_S = 2.0


class WarmUp:
    """Loads the models last used, and notes which they are, in a thread of its own.

    Args:
        path: The file; all API processes of a machine share it.
        predictors: The loaded models.
        find: Returns a version by its key; raises ServiceError or SQLAlchemyError.
        longest_s: Seconds after which the process counts as ready in any case.
    """

    def __init__(self, path: Path, predictors: Predictors, find: Callable[[str], Version], longest_s: float = LONGEST_S) -> None:
        self._path, self._predictors, self._find = path, predictors, find
        self._keys: list[str] = []
        self._noted: list[str] = []
        self._n_done = 0
        self._ends_at, self._is_done = time.monotonic() + longest_s, False
        self._stopping = threading.Event()
        self._thread: threading.Thread | None = None

    def begin(self) -> None:
        """Begin to load the models that the file names; again after `close`, as an application may live several times."""
        self._stopping.clear()
        self._keys = self._remembered()
        self._is_done = not self._keys
        self._thread = threading.Thread(target=self._run, name="warm-up", daemon=True)
        self._thread.start()

    @property
    def check(self) -> str:
        """Return `ok`, or what is still to be loaded."""
        if self._is_done or self._is_late:
            return "ok"
        return f"loading the models that were used last: {self._n_done} of {len(self._keys)} are loaded"

    def close(self) -> None:
        """Note what was used, and end."""
        self._stopping.set()
        if self._thread is not None:
            self._thread.join(STOP_S)

    def _run(self) -> None:
        try:
            self._load_all()
        finally:
            self._is_done = True
        while not self._stopping.wait(NOTE_EVERY_S):
            self._note()
        self._note()

    def _load_all(self) -> None:
        for key in self._keys:
            if self._stopping.is_set() or self._is_late or not self._predictors.has_room:
                break
            self._load(key)
            self._n_done += 1
        for key in reversed(self._keys):
            self._predictors.ready(key)  # The one used last is removed last.
        if self._keys:
            log.info("The models that were used last are loaded.", extra={"n_loaded": len(self._predictors.keys())})

    def _load(self, key: str) -> None:
        try:
            version = self._found(key)
            with self._marked(key):
                self._predictors.load(version)
        except ServiceError as error:
            log.info("A model that was used last is not loaded.", extra={"model": key, "reason": error.detail})
        except Exception:
            log.warning("A model that was used last cannot be loaded.", extra={"model": key}, exc_info=True)

    def _found(self, key: str) -> Version:
        """Return a version by its key, as soon as the database answers."""
        while True:
            try:
                return self._find(key)
            except SQLAlchemyError:
                if self._is_late or self._stopping.wait(AGAIN_S):
                    raise

    @property
    def _is_late(self) -> bool:
        return time.monotonic() > self._ends_at

    def _remembered(self) -> list[str]:
        """Return what the file names, without a model that a process was loading when it was killed: it would end this one, too."""
        try:
            known = orjson.loads(self._path.read_bytes())
        except (OSError, orjson.JSONDecodeError):
            return []
        if not isinstance(known, list):
            return []
        fatal = set(self._left_marks())
        return [key for key in known if isinstance(key, str) and key not in fatal][:MOST_MODELS]

    def _note(self) -> None:
        """Write what was used last in this process, and then what others have noted."""
        used = self._predictors.keys()[:MOST_MODELS]
        if used == self._noted:
            return
        self._noted = used
        known = [*used, *(key for key in self._remembered() if key not in used)][:MOST_MODELS]
        try:
            write_atomically(self._path, lambda draft: draft.write_bytes(orjson.dumps(known)))
        except OSError as error:
            log.warning("The models that were used last are not noted.", extra={"reason": error.strerror})

    @contextmanager
    def _marked(self, key: str) -> Iterator[None]:
        """Leave a mark while a model is loaded: it stays if the process is killed meanwhile, such as for its memory."""
        mark = self._path.with_name(f"loading-{os.getpid()}")
        with suppress(OSError):
            mark.write_text(key)
        try:
            yield
        finally:
            with suppress(OSError):
                mark.unlink(missing_ok=True)

    def _left_marks(self) -> Iterator[str]:
        for mark in self._path.parent.glob("loading-*"):
            process = mark.name.removeprefix("loading-")
            if process == str(os.getpid()) or not Path("/proc", process).exists():
                with suppress(OSError):  # Another process has found it meanwhile.
                    yield mark.read_text()
                    mark.unlink()
