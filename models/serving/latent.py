"""The two halves of a variational autoencoder: the encoder up to its latent space, and the decoder from there on.

Run as `python -m models.serving.latent ARTIFACT`, it compiles both anew beside an artifact; Keras is imported there only.
"""

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from models.artifact.content import Artifact
from models.artifact.golden import Golden, relative_difference
from models.artifact.read import read_artifact
from models.core.arrays import Array, Ports, as_fed
from models.core.errors import ArtifactError, CompileError
from models.core.files import write_atomically
from models.serving.compile import PROBE_SIZE, probe_of
from models.serving.export import export
from models.serving.runtimes.keras import KerasRuntime
from models.serving.runtimes.onnx import OnnxRuntime
from models.serving.source import source_runtime
from models.specs.importing import spec_of
from models.specs.job import JobSpec
from models.specs.latent import latent_space
from models.specs.ports import INPUT, OUTPUT
from models.specs.variational import LatentSpace

#: Names of the compiled halves, in the folder of the artifact.
ENCODER, DECODER = "encoder.onnx", "decoder.onnx"


@dataclass(frozen=True)
class Halves:
    """The compiled halves of a variational autoencoder.

    Args:
        encoder: Runs the first half: prepared inputs to points.
        decoder: Runs the second half: points to outputs, as the whole model gives them for inputs.
    """

    encoder: OnnxRuntime
    decoder: OnnxRuntime

    def encode(self, x: Array) -> Array:
        """Return the points of prepared inputs, float32 array of shape (n_samples, latent_size)."""
        return self.encoder.run({INPUT: x})[OUTPUT]

    def decode(self, points: Array) -> Array:
        """Return outputs for points, array of shape (n_samples, ...)."""
        return self.decoder.run({INPUT: points})[OUTPUT]

    @classmethod
    def load(cls, artifact: Artifact, folder: Path) -> "Halves":
        """Load the compiled halves, and have them answer what the artifact records.

        Args:
            artifact: The whole model.
            folder: Where both files lie.

        Raises:
            CompileError: A file does not load.
            ArtifactError: They are not the halves of this model.
        """
        halves, points = cls(*(OnnxRuntime(folder / name, (OUTPUT,)) for name in (ENCODER, DECODER))), artifact.content.latent_points
        if points is None:
            raise ArtifactError(f"{artifact.path.name} records no points of a latent space")
        (outputs,) = artifact.golden.outputs.values()
        differences = relative_difference(halves.encode(_prepared(artifact)), points), relative_difference(halves.decode(points), outputs)
        if max(differences) > Golden.TOLERANCE:
            raise ArtifactError(f"the halves of {artifact.path.name} do not answer its golden examples as recorded")
        return halves


def halves_of(network: Any, space: LatentSpace) -> tuple[Any, Any]:
    """Cut a Keras model in two: up to the mean of its latent values, and from the draw to its output."""
    import keras

    return keras.Model(network.input, network.get_layer(space.mean).output), keras.Model(network.get_layer(space.node).output, network.output)


def points_of(network: Any, spec: JobSpec, x: Ports) -> Array | None:
    """Return the points that prepared inputs are encoded as; None where the network has no latent space.

    Args:
        network: A Keras model.
        spec: The checked spec that it was trained by.
        x: Inputs as it takes them, by port.
    """
    space = latent_space(spec)
    return None if space is None else _answer(halves_of(network, space)[0], as_fed(x))


def compile_halves(artifact: Artifact, folder: Path) -> None:
    """Write the ONNX forms of both halves, each proven equal to the one it came from; do nothing for a model without a latent space.

    Raises:
        CompileError: ONNX does not do; neither file is there then.
    """
    spec = spec_of(artifact.content.spec)
    space = latent_space(spec) if isinstance(spec, JobSpec) else None
    source = source_runtime(artifact) if space else None
    if space is None or not isinstance(source, KerasRuntime):
        return
    encoder, decoder = halves_of(source.network, space)
    points = np.random.default_rng(0).normal(size=(PROBE_SIZE, *decoder.input_shape[1:])).astype(np.float32)
    try:
        _compile(encoder, probe_of(_prepared(artifact)), folder / ENCODER)
        _compile(decoder, points, folder / DECODER)
    except CompileError:
        for name in (ENCODER, DECODER):
            (folder / name).unlink(missing_ok=True)
        raise


def _prepared(artifact: Artifact) -> Array:
    """Return the golden examples as the model takes them."""
    (prepared,) = artifact.content.chain.prepare(artifact.golden.inputs).values()
    return prepared


def _compile(half: Any, probe: Array, path: Path) -> None:
    write_atomically(path, lambda draft: export(KerasRuntime(half, (OUTPUT,)), {INPUT: probe.shape[1:]}, draft))
    difference = relative_difference(OnnxRuntime(path, (OUTPUT,)).run({INPUT: probe})[OUTPUT], _answer(half, probe))
    if difference > Golden.TOLERANCE:
        raise CompileError(f"the ONNX form {path.name} differs by {difference:.2g} on the probe batch; at most {Golden.TOLERANCE:g} is allowed")


def _answer(half: Any, x: Array) -> Array:
    """Call a Keras model once; for so few samples that is sooner done than making a graph of it."""
    return np.asarray(half(x, training=False))


def main() -> None:
    """Compile the halves of the artifact named on the command line."""
    path = Path(sys.argv[1])
    compile_halves(read_artifact(path), path.parent)


if __name__ == "__main__":
    main()
