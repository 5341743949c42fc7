"""What runs a network of named inputs and outputs."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from models.core.arrays import Ports, as_fed
from models.serving.process import KerasProcess
from models.serving.runtime import open_session


class NamedRuntime(Protocol):
    """Something that runs a network on a batch."""

    #: How the network is run, as told to users: "onnx" or "keras".
    name: str

    def run(self, x: Ports) -> Ports:
        """Run the network.

        Args:
            x: Prepared inputs by name, in the network's order, arrays of shape (n_samples, ...).

        Returns:
            For each output an array of shape (n_samples, ...).
        """

    def close(self) -> None:
        """Give back what the runtime holds."""


class NamedOnnx:
    """A network compiled to ONNX, run by ONNX Runtime on one thread.

    Args:
        path: The ONNX file; its inputs and outputs are in the network's order.
        outputs: Names of the outputs.
    """

    name = "onnx"

    def __init__(self, path: Path, outputs: Sequence[str]) -> None:
        self._session, self._outputs = open_session(path), tuple(outputs)
        self._inputs = [given.name for given in self._session.get_inputs()]

    def run(self, x: Ports) -> Ports:
        fed = {name: np.ascontiguousarray(array, np.float32) for name, array in zip(self._inputs, x.values(), strict=True)}
        return _by_name(self._outputs, self._session.run(None, fed))

    def close(self) -> None:
        """Do nothing: the session goes with the object."""


class NamedKeras:
    """A live Keras network.

    Args:
        network: The network.
        outputs: Names of its outputs, in order.
        batch_size: Samples that are run at a time.
    """

    name = "keras"

    def __init__(self, network: Any, outputs: Sequence[str], batch_size: int = 1024) -> None:
        self.network, self._outputs, self._batch_size = network, tuple(outputs), batch_size

    def run(self, x: Ports) -> Ports:
        found = self.network.predict(as_fed(x), batch_size=self._batch_size, verbose=0)
        return _by_name(self._outputs, found if isinstance(found, list | tuple) else [found])

    def close(self) -> None:
        """Do nothing: the network goes with the object."""


class NamedProcess:
    """A Keras network in a child process that ends with this one.

    Args:
        path: The artifact.

    Raises:
        ArtifactError: The child cannot load it.
    """

    name = "keras"

    def __init__(self, path: Path) -> None:
        self._process = KerasProcess(path)

    def run(self, x: Ports) -> Ports:
        return self._process.run_named(x)

    def close(self) -> None:
        """End the child."""
        self._process.close()


def _by_name(names: Sequence[str], outputs: Sequence[Any]) -> Ports:
    return {name: np.asarray(output) for name, output in zip(names, outputs, strict=True)}
