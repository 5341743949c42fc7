"""Write the artifact of a trained model, and its compiled forms."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from models.artifact.content import Content
from models.artifact.read import read_artifact
from models.artifact.write import write_artifact
from models.core.errors import CompileError
from models.core.files import sha256_of
from models.serving.compile import Proof, compile_artifact, with_steps
from models.serving.latent import compile_halves
from models.serving.stepping import STEP_FILE
from models.training.listener import Listener


@dataclass(frozen=True)
class Outcome:
    """What a training job leaves.

    Args:
        artifact: The HDF5 file.
        sha256: Its digest.
        onnx: The compiled form; None where the model is served by its own framework.
        proof: How the model is served, and why that is sound.
        content: What the artifact holds besides the weights.
    """

    artifact: Path
    sha256: str
    onnx: Path | None
    proof: Proof
    content: Content


def finish(content: Content, model: Any, folder: Path, listener: Listener) -> Outcome:
    """Write the artifact of a model, and its compiled form.

    Args:
        content: Everything but the weights.
        model: The Keras model or the pipeline.
        folder: Where both files go.
        listener: Told of the step.
    """
    artifact = folder / "model.h5"
    write_artifact(artifact, content, model)
    listener.log("compiling to ONNX")
    onnx = folder / "model.onnx"
    written = read_artifact(artifact)
    proof = with_steps(compile_artifact(written, onnx), written, model, folder / STEP_FILE)
    if proof.steps and not proof.steps.is_sound:
        listener.log(f"it is run by whole windows, not step by step: {proof.steps.reason}")
    try:
        compile_halves(written, folder)
    except CompileError as error:
        listener.log(f"the halves of the model have no ONNX form, so that no samples can be drawn from it: {error}")
    return Outcome(artifact, sha256_of(artifact), onnx if proof.runtime == "onnx" else None, proof, content)
