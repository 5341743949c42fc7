"""A recurrent network in step form, compiled to ONNX and proved equal to the network over whole windows.

The second compiled file of a model. It can be made again from the artifact: `python -m models.serving.stepping model.h5 step.onnx`.
"""

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from models.artifact.golden import Golden, relative_difference
from models.core.arrays import Array
from models.core.errors import ArtifactError, CompileError
from models.core.files import write_atomically
from models.serving.apart import compile_apart
from models.serving.export import write_network
from models.serving.step_model import step_form
from models.serving.steps import OnnxSteps, run_windows

#: Name of the single-step form among the forms that a kind is compiled to.
STEP = "step"
#: Name of the compiled step form, beside the artifact.
STEP_FILE = "step.onnx"
#: Longest time that making it again may take, in seconds.
REBUILD_TIMEOUT_S = 180.0


@dataclass(frozen=True)
class StepProof:
    """Whether a model has a step form, and why that is sound.

    Args:
        difference: Largest difference to the network over the probe windows, relative to its largest output; None without.
        reason: Why there is no step form; empty where there is one.
    """

    difference: float | None
    reason: str = ""

    @property
    def is_sound(self) -> bool:
        """Tell whether the step form may serve."""
        return self.difference is not None


def compile_steps(network: Any, windows: Array, path: Path) -> StepProof:
    """Write the step form of a network to an ONNX file, if it has one that answers as the network does.

    Args:
        network: The Keras network.
        windows: Prepared windows that both answer, array of shape (n_windows, size, ...).
        path: Where the file is to be; nothing is left there without a sound step form.
    """
    try:
        form = step_form(network)
        write_atomically(path, lambda draft: _export(form.model, len(windows), draft))
        found = run_windows(OnnxSteps(path), windows)
        expected = np.asarray(network.predict(np.asarray(windows, np.float32), verbose=0))
        difference = relative_difference(found if expected.ndim == found.ndim else found[:, -1], expected)
        if difference > Golden.TOLERANCE:
            raise CompileError(f"its step form differs by {difference:.2g} over whole windows; at most {Golden.TOLERANCE:g} is allowed")
    except CompileError as error:
        path.unlink(missing_ok=True)
        return StepProof(None, str(error))
    return StepProof(difference)


def rebuild_steps(artifact: Path, path: Path) -> None:
    """Make the compiled step form again from an artifact, in a process that may import TensorFlow.

    Raises:
        ArtifactError: It cannot be made here, for instance because TensorFlow is not installed.
    """
    try:
        compile_apart("models.serving.stepping", artifact, path, timeout_s=REBUILD_TIMEOUT_S)
    except CompileError as error:
        raise ArtifactError(f"its step form cannot be made again: {error}") from error


def main() -> None:
    """Make the step form of the artifact named first in the file named second."""
    from models.artifact.read import read_artifact
    from models.serving.source import source_predictor

    artifact = read_artifact(Path(sys.argv[1]))
    predictor = source_predictor(artifact)
    (windows,) = predictor.prepare(artifact.golden.inputs).values()
    proof = compile_steps(getattr(predictor.runtime, "network", None), windows, Path(sys.argv[2]))
    if not proof.is_sound:
        sys.exit(proof.reason)


def _export(model: Any, n_series: int, draft: Path) -> None:
    try:
        given = [np.zeros((n_series, *(size or 1 for size in tensor.shape[1:])), np.float32) for tensor in model.inputs]
        write_network(model, given, draft)
    except Exception as error:
        raise CompileError(f"ONNX cannot express its step form: {type(error).__name__}: {str(error)[:300]}") from error


if __name__ == "__main__":
    main()
