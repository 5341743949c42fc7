"""A compiled form: the weights of a network of Dense layers as a NumPy archive."""

from functools import partial
from pathlib import Path

import numpy as np

from modelbook_toys.dense_network import DenseNetwork, is_dense, read_network
from models.artifact.content import Artifact
from models.core.arrays import Ports
from models.core.errors import CompileError
from models.serving.compiled import CompiledForm, Part
from models.serving.predictor import Predictor
from models.serving.runtimes.keras import KerasRuntime
from models.serving.runtimes.sklearn import SklearnRuntime

FILE = "weights.npz"


class Weights(CompiledForm):
    """The weights of a network of Dense layers, which NumPy runs."""

    name = "weights"
    files = (FILE,)
    what = "archive of weights"
    lacking = "it has no archive of weights"

    def build(self, artifact: Artifact, source: KerasRuntime | SklearnRuntime) -> list[Part]:
        if not is_dense(artifact):
            raise CompileError("expected a chain of Dense layers")
        prepared, (output,) = Predictor.of(artifact, source).prepare(artifact.golden.inputs), artifact.golden.outputs
        return [
            Part(
                file=FILE,
                what="its archive of weights",
                write=partial(_write, read_network(artifact)),
                compiled=lambda path: _outputs(_read(path), prepared, output),
                expected=lambda: source.run(prepared),
            )
        ]

    def load(self, artifact: Artifact, folder: Path) -> DenseNetwork:
        path, (output,) = folder / FILE, artifact.golden.outputs
        if not path.is_file():
            raise CompileError(f"{FILE} is missing")
        network, chain = _read(path), artifact.content.chain
        if artifact.golden.difference(_outputs(network, chain.prepare(artifact.golden.inputs), output)) > artifact.golden.TOLERANCE:
            raise CompileError(f"{FILE} does not give the golden examples as recorded")
        return network


def _outputs(network: DenseNetwork, x: Ports, output: str) -> Ports:
    (array,) = x.values()
    return {output: network.run(np.asarray(array, np.float32))}


def _write(network: DenseNetwork, path: Path) -> None:
    arrays = {f"{index}/{name}": part for index, layer in enumerate(network.layers) for name, part in zip(("kernel", "bias"), layer, strict=False)}
    with path.open("wb") as file:
        np.savez(file, allow_pickle=False, activations=[activation for _, _, activation in network.layers], **arrays)


def _read(path: Path) -> DenseNetwork:
    with np.load(path, allow_pickle=False) as arrays:
        names = arrays["activations"].tolist()
        return DenseNetwork(tuple((arrays[f"{index}/kernel"], arrays[f"{index}/bias"], name) for index, name in enumerate(names)))
