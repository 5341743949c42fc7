"""Run artifacts by the framework they were trained with."""

import threading
from collections.abc import Callable
from pathlib import Path

from models.artifact.content import Artifact
from models.artifact.file import read_artifact
from models.serving.predictor import Predictor
from models.serving.runtimes.keras import KerasRuntime
from models.serving.runtimes.sklearn import SklearnRuntime


class LazySource:
    """The scikit-learn model of an artifact that is served compiled, loaded when first needed: most callers never need it.

    Like every runtime it must reproduce the golden examples before it serves.

    Args:
        read: Reads the artifact.
        size_bytes: Memory of the loaded model, in bytes.
    """

    def __init__(self, read: Callable[[], Artifact], size_bytes: int) -> None:
        self._read, self._size_bytes = read, size_bytes
        self._runtime: SklearnRuntime | None = None
        self._lock = threading.Lock()

    def __call__(self) -> SklearnRuntime:
        """Return the model.

        Raises:
            ArtifactError: It cannot be rebuilt here, or does not reproduce its golden examples.
        """
        with self._lock:
            if self._runtime is None:
                self._runtime = self._proved(self._read())
            return self._runtime

    @property
    def size_bytes(self) -> int:
        """Return its memory in bytes; 0 until it is loaded."""
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
    """Rebuild the model in its own framework."""
    return KerasRuntime.of(artifact) if artifact.content.framework == KerasRuntime.name else SklearnRuntime.of(artifact)


def load_artifact(path: Path) -> Predictor:
    """Load an artifact with its own framework, Keras or scikit-learn, and replay its golden examples.

    Args:
        path: The HDF5 file.

    Raises:
        ArtifactError: Not an artifact, one that was changed after it was written, or the model does not reproduce its golden examples.
    """
    artifact = read_artifact(path)
    predictor = source_predictor(artifact)
    predictor.replay(artifact.golden)
    return predictor
