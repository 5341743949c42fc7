"""Load a compiled form, prove it on the golden examples, and rebuild it in a separate process if it fails."""

import logging
import os
import subprocess
from typing import Any

from models.artifact.content import Artifact
from models.core.child_python import module_command
from models.core.errors import ArtifactError, CompileError
from models.serving.compiled import FORMS, CompiledForm
from models.serving.mapped import MappedCopies

log = logging.getLogger(__name__)

#: Most seconds for rebuilding a form.
REBUILD_TIMEOUT_S = 180.0


def proved_form(name: str, artifact: Artifact, copies: MappedCopies | None = None) -> Any:
    """Return a compiled form beside an artifact; it is rebuilt if missing or unsound.

    Args:
        name: Name of the form.
        artifact: The model.
        copies: Where large files of it are mapped from; None for the files themselves.

    Raises:
        ArtifactError: It cannot be rebuilt here, for instance because TensorFlow is not installed.
    """
    form, folder = FORMS[name], artifact.path.parent
    try:
        if copies is None:
            return form.load(artifact, folder)
        return copies.loaded([folder / file for file in form.files], lambda found: form.load(artifact, found))
    except CompileError as error:
        log.warning("A compiled form is rebuilt.", extra={"form": name, "reason": str(error)})
    try:
        return _rebuilt(form, artifact)
    except CompileError as error:
        raise ArtifactError(f"its {form.what} cannot be rebuilt: {error}") from error


def _rebuilt(form: CompiledForm, artifact: Artifact) -> Any:
    """Compile a form in a process of its own, whose last line of error output is the reason of a failure, and load it."""
    command = module_command("models.serving.compiling", str(artifact.path), form.name)
    environment = {**os.environ, "TF_CPP_MIN_LOG_LEVEL": "3"}
    try:
        done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=REBUILD_TIMEOUT_S, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise CompileError(str(error)) from error
    if done.returncode:
        raise CompileError((done.stderr.strip().splitlines() or ["no reason given"])[-1])
    return form.load(artifact, artifact.path.parent)
