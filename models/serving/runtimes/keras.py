"""A live Keras model."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from models.artifact.content import Artifact
from models.core.arrays import Ports, as_fed
from models.core.errors import ArtifactError


class KerasRuntime:
    """A live Keras model.

    Args:
        network: The model.
        outputs: Names of its outputs, in order.
        batch_size: Samples in a batch.
    """

    name = "keras"
    #: It runs in this process.
    has_ended = False

    def __init__(self, network: Any, outputs: Sequence[str], batch_size: int = 1024) -> None:
        self.network, self._outputs, self._batch_size = network, tuple(outputs), batch_size

    @classmethod
    def of(cls, artifact: Artifact) -> "KerasRuntime":
        """Rebuild the network of an artifact. Imports Keras.

        Raises:
            ArtifactError: It cannot be rebuilt here.
        """
        return cls(_load_network(artifact), tuple(artifact.content.signature.outputs))

    @property
    def model(self) -> Any:
        """Return the model object of the framework."""
        return self.network

    def run(self, x: Ports) -> Ports:
        found = self.network.predict(as_fed(x), batch_size=self._batch_size, verbose=0)
        arrays = found if isinstance(found, list | tuple) else [found]
        return {name: np.asarray(array) for name, array in zip(self._outputs, arrays, strict=True)}

    def close(self) -> None:
        """Do nothing: the model is freed with the object."""


def _load_network(artifact: Artifact) -> object:
    import keras  # A process that only serves has no Keras.

    try:
        return keras.models.load_model(artifact.path, compile=False)
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise ArtifactError(f"Keras {keras.__version__} does not load {artifact.path.name}: {error}") from error
