"""The forms that a model is compiled to: one class a form, found by discovery. Export, proof, rebuilding and caching are shared.

The whole model is one of them; others, such as the single-step form of a recurrent network, are named by the kind of prediction.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

import numpy as np

from models.artifact.content import Artifact
from models.core.arrays import Array, Ports
from models.core.discovery import members
from models.core.errors import ArtifactError, CompileError
from models.serving.predictor import Predictor
from models.serving.runtimes import Runtime
from models.serving.runtimes.keras import KerasRuntime
from models.serving.runtimes.sklearn import SklearnRuntime

#: Samples in a batch of probes: the golden examples, and noise with the mean and deviation of each value.
PROBE_SIZE = 64


def probe_of(prepared: Array) -> Array:
    """Return a batch of probes, float32 array of shape (PROBE_SIZE, ...): the examples, and noise of their spread.

    Of integers, such as ids, draws from the examples take the place of noise.

    Raises:
        CompileError: The examples exceed the range of float32, with which ONNX forms compute.
    """
    if np.any(np.abs(prepared) > np.finfo(np.float32).max):
        raise CompileError(f"its inputs exceed the range of float32, up to {np.finfo(np.float32).max:.2g}")
    draws, deviation = np.random.default_rng(0), prepared.std(axis=0)
    if prepared.dtype.kind in "iu":
        others = draws.choice(prepared.reshape(-1), (PROBE_SIZE - len(prepared), *prepared.shape[1:]))
        return np.concatenate([prepared, others]).astype(np.float32)
    spread = np.where(deviation > 0, deviation, prepared.std() or 1.0)
    noise = draws.normal(prepared.mean(axis=0), spread, (PROBE_SIZE - len(prepared), *prepared.shape[1:]))
    return np.concatenate([prepared, noise]).astype(np.float32)


@dataclass(frozen=True)
class Part:
    """One file of a compiled form.

    Args:
        file: Its name, in the folder of the artifact.
        what: Name in messages.
        write: Writes the file.
        compiled: Runs the file at a path on the probes.
        expected: Runs the model itself on them.
    """

    file: str
    what: str
    write: Callable[[Path], None]
    compiled: Callable[[Path], Ports]
    expected: Callable[[], Ports]


class CompiledForm(ABC):
    """A form that a model is compiled to, in files beside its artifact."""

    #: Name in kinds of prediction and proofs.
    name: ClassVar[str]
    #: Names of its files.
    files: ClassVar[tuple[str, ...]]
    #: Name in messages.
    what: ClassVar[str]
    #: Beginning of the log line for a model without the form; the reason follows.
    lacking: ClassVar[str]

    @abstractmethod
    def build(self, artifact: Artifact, source: KerasRuntime | SklearnRuntime) -> list[Part]:
        """Build the parts of the form, each with its probes; nothing is written yet.

        Args:
            artifact: The recorded model.
            source: The model in its own framework.

        Raises:
            CompileError: The model has no such form.
        """

    @abstractmethod
    def load(self, artifact: Artifact, folder: Path) -> Any:
        """Load the form, and prove it on the golden examples.

        Args:
            artifact: The recorded model.
            folder: Folder of the files.

        Raises:
            CompileError: A file is missing, does not load, or does not reproduce the golden examples.
        """


class WholeRun:
    """A runtime that runs the whole model by a form of it, to replay the golden examples.

    Args:
        name: Name of the form.
        run: Runs the model on prepared inputs.
    """

    #: It runs in this process.
    has_ended = False

    def __init__(self, name: str, run: Callable[[Ports], Ports]) -> None:
        self.name, self.run = name, run

    def close(self) -> None:
        """Do nothing: the form is freed with the object."""


def replay(artifact: Artifact, runtime: Runtime) -> None:
    """Replay the golden examples of an artifact by a form of it.

    Raises:
        CompileError: It does not reproduce them.
    """
    try:
        Predictor.of(artifact, runtime).replay(artifact.golden)
    except ArtifactError as error:
        raise CompileError(f"the form {runtime.name} of {artifact.path.name} may not serve: {error}") from error


#: The forms by name.
FORMS: dict[str, CompiledForm] = {
    name: cls()
    for name, cls in members("compiled_form", __name__, CompiledForm, lambda cls: getattr(cls, "name", None)).items()  # type: ignore[type-abstract]
}
