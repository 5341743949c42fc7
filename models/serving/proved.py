"""A compiled form of a model that is served: loaded, proved on the golden examples, made again where it is not sound."""

import logging
from typing import Any

from models.artifact.content import Artifact
from models.core.errors import ArtifactError, CompileError
from models.serving.compile_process import compile_apart
from models.serving.compiled import FORMS, CompiledForm

log = logging.getLogger(__name__)

#: Longest time that making a form again may take, in seconds.
REBUILD_TIMEOUT_S = 180.0


def proved_form(name: str, artifact: Artifact) -> Any:
    """Return a compiled form that is beside an artifact; it is made again if it is not there, or not sound.

    Args:
        name: Name of the form.
        artifact: The model.

    Raises:
        ArtifactError: It cannot be made here, for instance because TensorFlow is not installed.
    """
    form, folder = FORMS[name], artifact.path.parent
    try:
        return form.load(artifact, folder)
    except CompileError as error:
        log.warning("A compiled form is made again.", extra={"form": name, "reason": str(error)})
    try:
        return _made_again(form, artifact)
    except CompileError as error:
        raise ArtifactError(f"its {form.what} cannot be made again: {error}") from error


def _made_again(form: CompiledForm, artifact: Artifact) -> Any:
    compile_apart("models.serving.compiling", str(artifact.path), form.name, timeout_s=REBUILD_TIMEOUT_S)
    return form.load(artifact, artifact.path.parent)
