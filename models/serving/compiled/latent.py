"""The encoder and decoder of a variational autoencoder, each as an ONNX file."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from models.artifact.content import Artifact
from models.artifact.golden import Golden, relative_difference
from models.core.arrays import Array, Ports, as_fed
from models.core.errors import CompileError
from models.serving.compiled import PROBE_SIZE, CompiledForm, Part, WholeRun, probe_of, replay
from models.serving.export import export
from models.serving.runtimes.keras import KerasRuntime
from models.serving.runtimes.onnx import OnnxRuntime
from models.serving.runtimes.sklearn import SklearnRuntime
from models.specs.importing import spec_of
from models.specs.job import JobSpec
from models.specs.learned import LatentSpace, latent_space
from models.specs.ports import INPUT, OUTPUT

#: Name of this compiled form.
LATENT = "latent"
#: Names of the compiled halves, in the folder of the artifact.
ENCODER, DECODER = "encoder.onnx", "decoder.onnx"


@dataclass(frozen=True)
class Halves:
    """The compiled halves of a variational autoencoder.

    Args:
        encoder: Prepared inputs to latent points.
        decoder: Latent points to outputs of the whole model.
    """

    encoder: OnnxRuntime
    decoder: OnnxRuntime

    def encode(self, x: Array) -> Array:
        """Return the latent points of prepared inputs, float32 array of shape (n_samples, latent_size)."""
        return self.encoder.run({INPUT: x})[OUTPUT]

    def decode(self, points: Array) -> Array:
        """Return the outputs for latent points, array of shape (n_samples, ...)."""
        return self.decoder.run({INPUT: points})[OUTPUT]


class Latent(CompiledForm):
    """The encoder and the decoder of a variational autoencoder."""

    name = LATENT
    files = (ENCODER, DECODER)
    what = "latent space"
    lacking = "the halves of the model have no ONNX form, so that no samples can be drawn from it"

    def build(self, artifact: Artifact, source: KerasRuntime | SklearnRuntime) -> list[Part]:
        spec = spec_of(artifact.content.spec)
        space = latent_space(spec) if isinstance(spec, JobSpec) else None
        if space is None:
            raise CompileError(f"{artifact.path.name} has no latent space")
        encoder, decoder = halves_of(source.model, space)
        points = np.random.default_rng(0).normal(size=(PROBE_SIZE, *decoder.input_shape[1:])).astype(np.float32)
        return [_part(ENCODER, encoder, probe_of(_prepared(artifact))), _part(DECODER, decoder, points)]

    def load(self, artifact: Artifact, folder: Path) -> Halves:
        halves, points = Halves(*(OnnxRuntime(folder / file, (OUTPUT,)) for file in self.files)), artifact.content.latent_points
        if points is None:
            raise CompileError(f"{artifact.path.name} records no points of a latent space")
        if (difference := relative_difference(halves.encode(_prepared(artifact)), points)) > Golden.TOLERANCE:
            raise CompileError(
                f"the halves of {artifact.path.name} do not reproduce its golden examples: the latent points differ by {difference:.2g}"
            )
        (output,) = artifact.golden.outputs
        replay(artifact, WholeRun(self.name, lambda x: {output: halves.decode(halves.encode(as_fed(x)))}))
        return halves


def _prepared(artifact: Artifact) -> Array:
    """Return the prepared golden examples."""
    (prepared,) = artifact.content.chain.prepare(artifact.golden.inputs).values()
    return prepared


def _part(file: str, half: Any, probe: Array) -> Part:
    return Part(
        file=file,
        what=f"the ONNX form {file}",
        write=lambda draft: export(KerasRuntime(half, (OUTPUT,)), {INPUT: probe.shape[1:]}, draft),
        compiled=lambda path: OnnxRuntime(path, (OUTPUT,)).run({INPUT: probe}),
        expected=lambda: {OUTPUT: called_once(half, probe)},
    )


def halves_of(network: Any, space: LatentSpace) -> tuple[Any, Any]:
    """Split a Keras model in two: up to the mean of its latent values, and from the sampled values to its output."""
    import keras  # A process that only serves has no Keras.

    return keras.Model(network.input, network.get_layer(space.mean).output), keras.Model(network.get_layer(space.node).output, network.output)


def points_of(network: Any, spec: JobSpec, x: Ports) -> Array | None:
    """Return the latent points of prepared inputs, array of shape (n_samples, latent_size); None without a latent space.

    Args:
        network: A Keras model.
        spec: Its checked spec.
        x: Prepared inputs by port.
    """
    space = latent_space(spec)
    return None if space is None else called_once(halves_of(network, space)[0], as_fed(x))


def called_once(half: Any, x: Array) -> Array:
    """Call a Keras model once; for few samples this is faster than building a graph."""
    return np.asarray(half(x, training=False))
