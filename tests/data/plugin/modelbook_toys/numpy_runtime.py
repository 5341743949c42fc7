"""A runtime: NumPy, for networks of Dense layers."""

from pathlib import Path

import numpy as np

from modelbook_toys.dense_network import DenseNetwork, is_dense, read_network
from models.artifact.content import Artifact
from models.core.arrays import Ports
from models.kinds import kind_named
from models.serving.runtimes import ServedRuntime


class NumpyRuntime(ServedRuntime):
    """A network of Dense layers, computed with NumPy.

    Args:
        network: The network.
        output: Name of its output.
    """

    name = "numpy"

    def __init__(self, network: DenseNetwork, output: str) -> None:
        self._network, self._output = network, output

    @classmethod
    def claims(cls, artifact: Artifact) -> bool:
        signature = artifact.content.signature
        has_forms = bool(kind_named(signature.output.kind).compiled_forms(signature))  # A claimed model is not compiled.
        return not has_forms and is_dense(artifact)

    @classmethod
    def serve(cls, artifact: Artifact, onnx: Path | None) -> "NumpyRuntime":
        (output,) = artifact.content.signature.outputs
        return cls(read_network(artifact), output)

    @classmethod
    def memory_bytes(cls, artifact: Path, onnx: Path | None) -> int:
        return artifact.stat().st_size

    def run(self, x: Ports) -> Ports:
        (array,) = x.values()
        return {self._output: self._network.run(np.asarray(array, np.float32))}

    def close(self) -> None:
        """Do nothing: the arrays go with the object."""
