"""Write the artifact of a trained model, and its compiled forms."""

import errno
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from models.artifact.content import Artifact, Content
from models.artifact.file import read_artifact, write_artifact
from models.core.errors import ArtifactError
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

    Raises:
        ArtifactError: The model, as it is to be served, does not reproduce its golden examples.
        OSError: A file cannot be written, for instance because the disk is full, or is not stored as it was written.
    """
    artifact = folder / "model.h5"
    write_artifact(artifact, content, model)
    sha256 = sha256_of(artifact)
    listener.on_phase(Phase.COMPILING)
    listener.log("compiling to ONNX")
    written = _read_back(artifact)
    claimed = claimed_by(written)
    if claimed:
        return Outcome(artifact, sha256, None, claimed, content)
    proofs = compile_model(written, folder)
    for name, proof in proofs.items():
        if name != WHOLE and not proof.is_sound:
            listener.log(f"{FORMS[name].lacking}: {proof.reason}")
    onnx = folder / WHOLE_FILE if proofs[WHOLE].is_sound else None
    return Outcome(artifact, sha256, onnx, proof_of(proofs, content.framework), content)


def _read_back(path: Path) -> Artifact:
    """Read what was just written; if that is not a sound artifact, the disk is at fault, and not the job."""
    try:
        return read_artifact(path)
    except ArtifactError as error:
        raise OSError(errno.EIO, f"the artifact was not stored as it was written: {error}") from error
