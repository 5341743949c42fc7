"""What runs a model that is served: one class a runtime, found by discovery."""

from abc import ABC, abstractmethod
from pathlib import Path
from typing import ClassVar, Self

from models.artifact.content import Artifact
from models.core.arrays import Ports
from models.core.discovery import members


class ServedRuntime(ABC):
    """Something that runs a model for callers; see `models.artifact.runtime.Runtime`."""

    #: Name, as proofs and the API have it.
    name: ClassVar[str] = ""

    @classmethod
    def claims(cls, artifact: Artifact) -> bool:
        """Tell whether a model is to be served by this runtime and not by its ONNX form; asked once, when the model is made."""
        return False

    @classmethod
    @abstractmethod
    def serve(cls, artifact: Artifact, onnx: Path | None) -> Self:
        """Load a model.

        Args:
            artifact: What was recorded of it; the file has it whole.
            onnx: Its ONNX form; None where it has none.

        Raises:
            ArtifactError: It cannot be run here.
            CompileError: Its ONNX form does not load.
        """

    @classmethod
    @abstractmethod
    def memory_bytes(cls, artifact: Path, onnx: Path | None) -> int:
        """Return the memory that a loaded model is counted with, roughly; arguments are its files."""

    @abstractmethod
    def run(self, x: Ports) -> Ports:
        """Run the model on a batch; see `models.artifact.runtime.Runtime`."""

    @abstractmethod
    def close(self) -> None:
        """Release what the runtime holds."""


#: The runtimes by name.
RUNTIMES: dict[str, type[ServedRuntime]] = members("runtime", __name__, ServedRuntime, lambda cls: cls.name or None)  # type: ignore[type-abstract]
