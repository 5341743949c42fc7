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

#: Size of a tensor from which it is mapped, in bytes.
LEAST_MAPPED_BYTES = 4096
#: Memory of a loaded model whatever its size, in bytes: measured of networks of 3 to 20 kB, whose sessions and records take 230 to 540 kB.
SESSION_BYTES = 400_000


class OnnxRuntime(ServedRuntime):
    """A model compiled to ONNX, run by ONNX Runtime on one thread.

    Args:
        path: The ONNX file; its inputs and outputs are in the model's order. The last outputs are used: a classifier's probabilities
            follow its labels.
        outputs: Names of the model's outputs.
        original: The file that it is a copy of, which may be removed; the file itself by default.
    """

    name = "onnx"

    def __init__(self, path: Path, outputs: Sequence[str], original: Path | None = None) -> None:
        self._path, self._original, self._outputs = path, original or path, tuple(outputs)
        self._session = open_session(path)
        self._inputs = [given.name for given in self._session.get_inputs()]
        self._wanted = [output.name for output in self._session.get_outputs()[-len(self._outputs) :]]

    @classmethod
    def serve(cls, artifact: Artifact, onnx: Path | None) -> "OnnxRuntime":
        if onnx is None:
            raise CompileError(f"{artifact.path.name} has no ONNX form")
        return cls(onnx, tuple(artifact.content.signature.outputs), artifact.path.with_name(onnx.name))

    @classmethod
    def memory_bytes(cls, artifact: Path, onnx: Path | None) -> int:
        return SESSION_BYTES + (2 * onnx.stat().st_size if onnx else 0) + artifact.stat().st_size // 4

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
        path = self._path if self._path.exists() else self._original
        return open_session(path, self._session.get_inputs()[0].shape[0])

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
    options = _options()
    if isinstance(of_one, str):
        options.add_free_dimension_override_by_name(of_one, 1)
    try:
        return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    except Exception as error:
        raise CompileError(f"ONNX Runtime does not load the {what}: {error}") from error


def write_mapped(path: Path, copy: Path) -> None:
    """Write a copy of an ONNX file whose weights are mapped into memory when it is loaded, also those that kernels read in a layout of their own.

    Args:
        path: The file.
        copy: Path of the copy; its weights are written beside it, to a file of the same name and `.weights`.

    Raises:
        Exception: ONNX Runtime does not write it.
    """
    options = _options()
    options.optimized_model_filepath = str(copy)
    options.add_session_config_entry("session.optimized_model_external_initializers_file_name", f"{copy.name}.weights")
    options.add_session_config_entry("session.optimized_model_external_initializers_min_size_in_bytes", str(LEAST_MAPPED_BYTES))
    options.add_session_config_entry("session.save_external_prepacked_constant_initializers", "1")
    onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def _options() -> Any:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return options
