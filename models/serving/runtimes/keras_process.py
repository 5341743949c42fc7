"""Keras in a child process, for models without an ONNX form: the parent never imports TensorFlow."""

import contextlib
import io
import os
import struct
import subprocess
import threading
import weakref
from pathlib import Path
from typing import BinaryIO, cast

import numpy as np

from models.artifact.content import Artifact
from models.core.arrays import Ports
from models.core.child_python import module_command
from models.core.errors import ArtifactError
from models.serving.runtimes import ServedRuntime

#: The module that the child runs; by name, because it imports modules that import this one.
CHILD = "models.serving.keras_child"
#: Memory of a Keras process without a model, in bytes.
KERAS_PROCESS_BYTES = 450 * 1024 * 1024
#: Length prefix of a message: 8 bytes, little-endian. Zero marks an error, whose text is the next message.
_LENGTH = struct.Struct("<Q")
#: Prefix of array names in a message: NumPy reserves some names.
_PREFIX = "port "


class KerasProcess(ServedRuntime):
    """A Keras model in a child process, which ends when nothing refers to this object any more, or with this process.

    Args:
        path: The artifact.

    Raises:
        ArtifactError: The child cannot load it, for instance because TensorFlow is not installed.
    """

    name = "keras"

    def __init__(self, path: Path) -> None:
        environment = {**os.environ, "TF_CPP_MIN_LOG_LEVEL": "3"}
        self._child = subprocess.Popen(module_command(CHILD, str(path)), stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment)
        self._to, self._from = cast("BinaryIO", self._child.stdin), cast("BinaryIO", self._child.stdout)
        self._lock = threading.Lock()
        # In a thread, as the last request that used the model may be on the event loop, and the child takes a moment.
        self._end_later = weakref.finalize(self, lambda child: threading.Thread(target=_end, args=(child,), daemon=True).start(), self._child)
        self._end_later.atexit = False  # It ends with this process.
        self._receive("load the model")

    @classmethod
    def serve(cls, artifact: Artifact, onnx: Path | None) -> "KerasProcess":
        return cls(artifact.path)

    @classmethod
    def memory_bytes(cls, artifact: Path, onnx: Path | None) -> int:
        return KERAS_PROCESS_BYTES

    @property
    def has_ended(self) -> bool:
        return self._child.poll() is not None

    def run(self, x: Ports) -> Ports:
        with self._lock:
            try:
                send(self._to, packed(x))
            except (OSError, ValueError) as error:
                raise ArtifactError("the Keras process has ended") from error
            return unpacked(self._receive("run the batch"))

    def close(self) -> None:
        """End the child."""
        with self._lock:
            self._end()

    def _receive(self, purpose: str) -> bytes:
        message = receive(self._from)
        if message:
            return message
        reason = (receive(self._from) or b"the process ended").decode()
        self._end()
        raise ArtifactError(f"the Keras process did not {purpose}: {reason}")

    def _end(self) -> None:
        self._end_later.detach()
        _end(self._child)


def _end(child: "subprocess.Popen[bytes]") -> None:
    with contextlib.suppress(OSError):  # The child may have ended during a message.
        cast("BinaryIO", child.stdin).close()
    child.wait()
    cast("BinaryIO", child.stdout).close()


def send(stream: BinaryIO, message: bytes) -> None:
    """Write a message; an empty one marks an error, whose text is the next message."""
    stream.write(_LENGTH.pack(len(message)) + message)
    stream.flush()


def receive(stream: BinaryIO) -> bytes:
    """Return the next message; empty for the mark of an error, or a pipe that is closed before its end."""
    head = stream.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return b""
    (size,) = _LENGTH.unpack(head)
    message = stream.read(size)
    return message if len(message) == size else b""


def packed(arrays: Ports) -> bytes:
    """Return arrays by port as one message."""
    buffer = io.BytesIO()
    np.savez(buffer, allow_pickle=False, **{_PREFIX + name: array for name, array in arrays.items()})
    return buffer.getvalue()


def unpacked(message: bytes) -> Ports:
    """Return the arrays of a message by port."""
    with np.load(io.BytesIO(message), allow_pickle=False) as arrays:
        return {name.removeprefix(_PREFIX): arrays[name] for name in arrays.files}
