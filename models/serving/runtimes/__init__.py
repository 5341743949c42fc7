"""Runtimes for serving: one class a runtime, found by discovery."""

from abc import ABC, abstractmethod
from pathlib import Path
from typing import ClassVar, Protocol, Self

from models.artifact.content import Artifact
from models.core.arrays import Ports
from models.core.discovery import members


class Runtime(Protocol):
    """Something that runs a model on a batch."""

    @property
    def name(self) -> str:
        """Return the name shown to users, for example "onnx", "keras" or "sklearn"."""

    @property
    def has_ended(self) -> bool:
        """Tell whether it can run nothing any more; see `ServedRuntime`."""

    def run(self, x: Ports) -> Ports:
        """Run the model.

        Args:
            x: Prepared inputs by name, in the model's order, arrays of shape (n_samples, ...).

        Returns:
            For each output an array of shape (n_samples, n_classes) of probabilities, or (n_samples, ...) of values; or int64 array
            of shape (n_samples,): the cluster of each sample, or the position of its class where the model has no probabilities.

        Raises:
            InputError: The model labels its training data only.
        """

    def close(self) -> None:
        """Release resources."""


class ServedRuntime(ABC):
    """A runtime for serving, found by discovery."""

    #: Name in proofs and the API.
    name: ClassVar[str] = ""

    @property
    def has_ended(self) -> bool:
        """Tell whether it can run nothing any more, such as one whose process has died; then it is loaded again."""
        return False

    @classmethod
    def claims(cls, artifact: Artifact) -> bool:
        """Tell whether this runtime serves a model instead of its ONNX form; called once, after training."""
        return False

    @classmethod
    @abstractmethod
    def serve(cls, artifact: Artifact, onnx: Path | None) -> Self:
        """Load a model.

        Args:
            artifact: The artifact, without the weights; these are in its file.
            onnx: Its ONNX form; None without one.

        Raises:
            ArtifactError: The model cannot be run here.
            CompileError: Its ONNX form does not load.
        """

    @classmethod
    @abstractmethod
    def memory_bytes(cls, artifact: Path, onnx: Path | None) -> int:
        """Return the approximate memory of a loaded model in bytes; arguments are its files."""

    @abstractmethod
    def run(self, x: Ports) -> Ports:
        """Run the model on a batch; see `Runtime`."""

    @abstractmethod
    def close(self) -> None:
        """Release resources."""


#: The runtimes by name.
RUNTIMES: dict[str, type[ServedRuntime]] = members("runtime", __name__, ServedRuntime, lambda cls: cls.name or None)  # type: ignore[type-abstract]
