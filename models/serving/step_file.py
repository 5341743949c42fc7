"""The compiled step form of a model that is served: loaded, proved on the golden examples, made again where it is not sound."""

import logging
from pathlib import Path

from models.artifact.content import Artifact
from models.artifact.golden import Golden, relative_difference
from models.core.errors import ArtifactError, CompileError
from models.serving.predictor import Predictor
from models.serving.stepping import STEP_FILE, rebuild_steps
from models.serving.steps import OnnxSteps, Steps, run_windows

log = logging.getLogger(__name__)


def proved_steps(artifact: Artifact, predictor: Predictor) -> Steps | None:
    """Return the step form that lies beside an artifact; it is made again if it is not there, or not sound.

    Args:
        artifact: The model.
        predictor: The same, ready to answer.

    Returns:
        The step form; None where it cannot be had here, and texts are written by whole windows.
    """
    path = artifact.path.with_name(STEP_FILE)
    try:
        return _load(path, artifact, predictor)
    except CompileError as error:
        log.warning("A step form is made again.", extra={"reason": str(error)})
    try:
        rebuild_steps(artifact.path, path)
        return _load(path, artifact, predictor)
    except (ArtifactError, CompileError) as error:
        log.warning("A model writes by whole windows, for want of its step form.", extra={"reason": str(error)})
        return None


def _load(path: Path, artifact: Artifact, predictor: Predictor) -> Steps:
    if not path.is_file():
        raise CompileError(f"{path.name} is not there")
    steps = OnnxSteps(path)
    (outputs,), (windows,) = artifact.golden.outputs.values(), predictor.prepare(artifact.golden.inputs).values()
    found = run_windows(steps, windows)
    difference = relative_difference(found if outputs.ndim == found.ndim else found[:, -1], outputs)
    if difference > Golden.TOLERANCE:
        raise CompileError(f"it differs by {difference:.2g} from the golden examples; at most {Golden.TOLERANCE:g} is allowed")
    return steps
