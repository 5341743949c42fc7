"""Deleted models leave the memory of each API process within seconds: otherwise they would stay until others need their room."""

import logging
import threading
from collections.abc import Callable
from contextlib import suppress

from sqlalchemy.exc import SQLAlchemyError

from service.compiled_models import Predictors
from service.process_memory import return_freed_memory

log = logging.getLogger(__name__)

#: Seconds from one look for deleted models to the next.
LOOK_EVERY_S = 5.0
#: Seconds in which the thread ends.
STOP_S = 2.0


class Unloading:
    """Looks for loaded models that are deleted, and unloads them, in a thread of its own.

    One whose deletion is undone is loaded again when it is used.

    Args:
        predictors: The loaded models.
        find_missing: Returns those of some versions, named by their keys, that are deleted; may raise SQLAlchemyError.
        every_s: Seconds from one look to the next.
    """

    def __init__(self, predictors: Predictors, find_missing: Callable[[list[str]], list[str]], every_s: float = LOOK_EVERY_S) -> None:
        self._predictors, self._find_missing, self._every_s = predictors, find_missing, every_s
        self._stopping = threading.Event()
        self._thread: threading.Thread | None = None

    def begin(self) -> None:
        """Begin to look; again after `close`, as an application may live several times."""
        self._stopping.clear()
        self._thread = threading.Thread(target=self._run, name="unloading", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """End."""
        self._stopping.set()
        if self._thread is not None:
            self._thread.join(STOP_S)

    def _run(self) -> None:
        while not self._stopping.wait(self._every_s):
            with suppress(SQLAlchemyError):  # While the database is unavailable nothing is deleted, and what was is found later.
                self._look()

    def _look(self) -> None:
        loaded = self._predictors.keys()
        deleted = self._predictors.unload(self._find_missing(loaded)) if loaded else []
        if deleted:
            return_freed_memory()
            log.info("Deleted models are unloaded.", extra={"models": deleted})
