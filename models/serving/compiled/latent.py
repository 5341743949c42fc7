"""The two halves of a variational autoencoder, each as an ONNX file."""

from pathlib import Path
from typing import Any

import numpy as np

from models.artifact.content import Artifact
from models.artifact.golden import Golden, relative_difference
from models.core.arrays import Array
from models.core.errors import CompileError
from models.serving.compiled import CompiledForm, Part
from models.serving.export import export
from models.serving.halves import Halves, called_once, halves_of
from models.serving.probes import PROBE_SIZE, probe_of
from models.serving.runtimes.keras import KerasRuntime
from models.serving.runtimes.onnx import OnnxRuntime
from models.serving.runtimes.sklearn import SklearnRuntime
from models.specs.importing import spec_of
from models.specs.job import JobSpec
from models.specs.latent import latent_space
from models.specs.ports import INPUT, OUTPUT

#: Name of the halves among the forms of a model.
LATENT = "latent"
#: Names of the compiled halves, in the folder of the artifact.
ENCODER, DECODER = "encoder.onnx", "decoder.onnx"


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
        (outputs,) = artifact.golden.outputs.values()
        differences = relative_difference(halves.encode(_prepared(artifact)), points), relative_difference(halves.decode(points), outputs)
        if max(differences) > Golden.TOLERANCE:
            raise CompileError(f"the halves of {artifact.path.name} do not answer its golden examples as recorded")
        return halves


def _prepared(artifact: Artifact) -> Array:
    """Return the golden examples as the model takes them."""
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
