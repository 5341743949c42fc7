"""Artifacts run by the framework that made them."""

import threading
import warnings
from collections.abc import Callable
from zipfile import BadZipFile

from models.artifact.content import Artifact
from models.artifact.trusted import TRUSTED_TYPES
from models.core.errors import ArtifactError
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
        runtime = SklearnRuntime(_load_pipeline(artifact))
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
    if artifact.content.framework == "keras":
        return KerasRuntime(_load_network(artifact), tuple(artifact.content.signature.outputs))
    return SklearnRuntime(_load_pipeline(artifact))


def _load_network(artifact: Artifact) -> object:
    import keras

    try:
        return keras.models.load_model(artifact.path, compile=False)
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise ArtifactError(f"Keras {keras.__version__} does not load {artifact.path.name}: {error}") from error


def _load_pipeline(artifact: Artifact) -> object:
    import skops.io
    from sklearn.exceptions import InconsistentVersionWarning
    from skops.io.exceptions import UntrustedTypesFoundException

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", InconsistentVersionWarning)
            return skops.io.loads(artifact.estimator, trusted=list(TRUSTED_TYPES))
    except UntrustedTypesFoundException as error:
        raise ArtifactError(f"{artifact.path.name} holds types that are not on this service's list: {error}") from error
    except (BadZipFile, ValueError, KeyError, TypeError) as error:
        raise ArtifactError(f"{artifact.path.name} holds no pipeline that skops can rebuild: {error}") from error
    except InconsistentVersionWarning as error:
        raise ArtifactError(f"{artifact.path.name} was made by another scikit-learn; train it again from its spec: {error}") from error
