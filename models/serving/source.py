"""Artifacts run by the framework that made them."""

import threading
from collections.abc import Callable

from models.artifact.content import Artifact
from models.serving.predictor import Predictor
from models.serving.runtimes.keras import KerasRuntime
from models.serving.runtimes.sklearn import SklearnRuntime


class LazySource:
    """The scikit-learn model behind a compiled one: most callers never ask for it, so it is loaded when the first one does.

    Like every runtime it answers the golden examples before it may serve.

    Args:
        read: Reads the artifact.
        size_bytes: Memory it is counted with once it is loaded.
    """

    def __init__(self, read: Callable[[], Artifact], size_bytes: int) -> None:
        self._read, self._size_bytes = read, size_bytes
        self._runtime: SklearnRuntime | None = None
        self._lock = threading.Lock()

    def __call__(self) -> SklearnRuntime:
        """Return the model.

        Raises:
            ArtifactError: It cannot be rebuilt here, or does not answer as recorded.
        """
        with self._lock:
            if self._runtime is None:
                self._runtime = self._proved(self._read())
            return self._runtime

    @property
    def size_bytes(self) -> int:
        """Return the memory taken so far."""
        return self._size_bytes if self._runtime else 0

    def _proved(self, artifact: Artifact) -> SklearnRuntime:
        runtime = SklearnRuntime.of(artifact)
        Predictor.of(artifact, runtime).replay(artifact.golden)
        return runtime


def source_predictor(artifact: Artifact) -> Predictor:
    """Return a predictor that runs the model itself, not its compiled form. Imports Keras or scikit-learn.

    Raises:
        ArtifactError: The model cannot be rebuilt here.
    """
    return Predictor.of(artifact, source_runtime(artifact))


def source_runtime(artifact: Artifact) -> KerasRuntime | SklearnRuntime:
    """Rebuild the model with the framework that made it."""
    return KerasRuntime.of(artifact) if artifact.content.framework == KerasRuntime.name else SklearnRuntime.of(artifact)
