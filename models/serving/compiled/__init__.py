"""The forms that a model is compiled to: one class a form, found by discovery. Export, proof, rebuilding and caching are written once.

The whole model is one of them; others, such as the single-step form of a recurrent network, are named by the kind of prediction.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

from models.artifact.content import Artifact
from models.core.arrays import Ports
from models.core.discovery import members
from models.serving.runtimes.keras import KerasRuntime
from models.serving.runtimes.sklearn import SklearnRuntime


@dataclass(frozen=True)
class Part:
    """One file of a compiled form.

    Args:
        file: Its name, in the folder of the artifact.
        what: What messages call it.
        write: Writes the file.
        compiled: Returns what a file of that path gives for the probes.
        expected: Returns what the model itself gives for them.
    """

    file: str
    what: str
    write: Callable[[Path], None]
    compiled: Callable[[Path], Ports]
    expected: Callable[[], Ports]


class CompiledForm(ABC):
    """A form that a model is compiled to, in files beside its artifact."""

    #: Name, as kinds of prediction and proofs have it.
    name: ClassVar[str]
    #: Names of its files.
    files: ClassVar[tuple[str, ...]]
    #: What messages call it.
    what: ClassVar[str]
    #: What a job logs where there is no such form, before the reason.
    lacking: ClassVar[str]

    @abstractmethod
    def build(self, artifact: Artifact, source: KerasRuntime | SklearnRuntime) -> list[Part]:
        """Build the parts of the form, each with its probes; nothing is written yet.

        Args:
            artifact: The model as it was recorded.
            source: The model, run by its own framework.

        Raises:
            CompileError: The model has no such form; the message says why.
        """

    @abstractmethod
    def load(self, artifact: Artifact, folder: Path) -> Any:
        """Load the form, and have it answer the golden examples.

        Args:
            artifact: The model as it was recorded.
            folder: Where the files are.

        Raises:
            CompileError: A file is not there, does not load, or does not answer as recorded.
        """


#: The forms by name.
FORMS: dict[str, CompiledForm] = {
    name: cls()
    for name, cls in members("compiled_form", __name__, CompiledForm, lambda cls: getattr(cls, "name", None)).items()  # type: ignore[type-abstract]
}
