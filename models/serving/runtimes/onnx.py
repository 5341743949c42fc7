"""A model compiled to ONNX, run by ONNX Runtime."""

from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime

from models.artifact.content import Artifact
from models.core.arrays import Array, Ports
from models.core.errors import CompileError
from models.serving.runtimes import ServedRuntime


class OnnxRuntime(ServedRuntime):
    """A model compiled to ONNX, run by ONNX Runtime on one thread.

    Args:
        path: The ONNX file; its inputs and outputs are in the model's order. The last outputs are used: a classifier's probabilities
            follow its labels.
        outputs: Names of the model's outputs.
    """

    name = "onnx"

    def __init__(self, path: Path, outputs: Sequence[str]) -> None:
        self._path, self._outputs = path, tuple(outputs)
        self._session = open_session(path)
        self._inputs = [given.name for given in self._session.get_inputs()]
        self._wanted = [output.name for output in self._session.get_outputs()[-len(self._outputs) :]]

    @classmethod
    def serve(cls, artifact: Artifact, onnx: Path | None) -> "OnnxRuntime":
        if onnx is None:
            raise CompileError(f"{artifact.path.name} has no ONNX form")
        return cls(onnx, tuple(artifact.content.signature.outputs))

    @classmethod
    def memory_bytes(cls, artifact: Path, onnx: Path | None) -> int:
        return (2 * onnx.stat().st_size if onnx else 0) + artifact.stat().st_size // 4

    def run(self, x: Ports) -> Ports:
        fed = {name: _fed(array) for name, array in zip(self._inputs, x.values(), strict=True)}
        return dict(zip(self._outputs, self._session.run(self._wanted, fed), strict=True))

    def for_one(self) -> Callable[[Array], Array]:
        """Return a function that runs a model of one input and one output on single samples, a third faster because the batch size is fixed.

        The function takes float32 arrays of shape (1, ...).
        """
        run, (name,), wanted = self._of_one.run, self._inputs, self._wanted
        return lambda x: np.asarray(run(wanted, {name: x})[0])

    @cached_property
    def _of_one(self) -> Any:
        return open_session(self._path, self._session.get_inputs()[0].shape[0])

    def close(self) -> None:
        """Do nothing: the session is freed with the object."""


def _fed(array: Array) -> Array:
    """Return prepared inputs in the form that the model takes; what is too large for it becomes infinite."""
    if array.dtype == np.float32:
        return np.ascontiguousarray(array)
    with np.errstate(over="ignore"):
        return np.ascontiguousarray(array, np.float32)


def open_session(path: Path, of_one: str | int | None = None, what: str = "model") -> Any:
    """Load an ONNX file to run on one thread.

    Args:
        path: The file.
        of_one: Name of an axis fixed to size 1, known during optimization; None for no such axis.
        what: Name of its content in errors.

    Raises:
        CompileError: ONNX Runtime does not load it.
    """
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    if isinstance(of_one, str):
        options.add_free_dimension_override_by_name(of_one, 1)
    try:
        return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    except Exception as error:
        raise CompileError(f"ONNX Runtime does not load the {what}: {error}") from error
