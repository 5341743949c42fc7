"""Write the artifact of a trained model, and its compiled forms."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from models.artifact.content import Content
from models.artifact.file import read_artifact, write_artifact
from models.core.files import sha256_of
from models.serving.compiled import FORMS
from models.serving.compiled.whole import WHOLE, WHOLE_FILE
from models.serving.compiling import Proof, claimed_by, compile_model, proof_of
from models.training.listener import Listener, Phase


@dataclass(frozen=True)
class Outcome:
    """Result of a training job.

    Args:
        artifact: The HDF5 file.
        sha256: Its digest.
        onnx: The compiled form; None if the model is served by its own framework.
        proof: How the model is served, with the measured difference.
        content: The artifact's content besides the weights.
    """

    artifact: Path
    sha256: str
    onnx: Path | None
    proof: Proof
    content: Content


def finish(content: Content, model: Any, folder: Path, listener: Listener) -> Outcome:
    """Write the artifact of a model, and its compiled forms.

    Args:
        content: The artifact's content besides the weights.
        model: The Keras model or the pipeline.
        folder: Folder for the files.
        listener: Receives log messages.
    """
    artifact = folder / "model.h5"
    write_artifact(artifact, content, model)
    listener.on_phase(Phase.COMPILING)
    listener.log("compiling to ONNX")
    written = read_artifact(artifact)
    claimed = claimed_by(written)
    if claimed:
        return Outcome(artifact, sha256_of(artifact), None, claimed, content)
    proofs = compile_model(written, folder)
    for name, proof in proofs.items():
        if name != WHOLE and not proof.is_sound:
            listener.log(f"{FORMS[name].lacking}: {proof.reason}")
    onnx = folder / WHOLE_FILE if proofs[WHOLE].is_sound else None
    return Outcome(artifact, sha256_of(artifact), onnx, proof_of(proofs, content.framework), content)
