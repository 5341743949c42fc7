"""Models are loaded once however many requests wait for them, in threads of their own: no endpoint waits for one of these."""

import asyncio

from models.serving.runtimes.onnx import OnnxRuntime
from service.batching.threads import Threads
from service.compiled_models import Loaded, Predictors
from service.store.rows import Version

#: Most models that are loaded at a time: of those that are loaded in a few hundredths of a second, and of those that may take seconds. More at a
#: time would make each take longer.
N_QUICK, N_SLOW = 2, 8
#: Size of an artifact from which its model takes longer, in bytes.
SLOW_FROM_BYTES = 64 * 1024 * 1024


class Loading:
    """Loads models for requests. Used on the event loop.

    Args:
        predictors: The loaded models.
    """

    def __init__(self, predictors: Predictors) -> None:
        self._predictors = predictors
        self._quick, self._slow = Threads(N_QUICK), Threads(N_SLOW)
        self._running: dict[str, asyncio.Task[Loaded]] = {}

    async def get(self, version: Version) -> Loaded:
        """Return a model, loaded now if necessary; a request that leaves meanwhile does not end that for the others.

        Raises:
            Unavailable: Its files are missing or damaged, or a library it needs is not installed.
        """
        loaded = self._predictors.ready(version.key)
        if loaded is None:
            loaded = await asyncio.shield(self._running.get(version.key) or self._begin(version))
        return loaded

    def _begin(self, version: Version) -> asyncio.Task[Loaded]:
        task = self._running[version.key] = asyncio.create_task(self._load(version))
        task.add_done_callback(lambda done: done.cancelled() or done.exception())  # Nobody may be left who waits for it.
        return task

    async def _load(self, version: Version) -> Loaded:
        threads = self._quick if is_quick_to_load(version) else self._slow
        try:
            return await threads.call(lambda: self._predictors.load(version))
        finally:
            del self._running[version.key]


def is_quick_to_load(version: Version) -> bool:
    """Tell whether a model is loaded in a few hundredths of a second: one small file for ONNX Runtime, without others that may have to be rebuilt."""
    return version.serving["runtime"] == OnnxRuntime.name and not version.serving.get("steps") and version.size_bytes < SLOW_FROM_BYTES
