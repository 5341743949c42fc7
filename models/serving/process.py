"""Keras in a process of its own, for models that ONNX cannot express: the process that asks never imports TensorFlow."""

import contextlib
import io
import os
import struct
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any, BinaryIO, cast

import numpy as np

from models.core.arrays import Array, Ports
from models.core.errors import ArtifactError

#: Length of a message as it goes over the pipe: 8 bytes, little end first. Zero is an error, its text the next message.
_LENGTH = struct.Struct("<Q")
#: What comes before a name among the arrays of a message: NumPy uses some names itself.
_NAMED = "by name: "


class KerasProcess:
    """A Keras model in a child process that ends with this one.

    Args:
        path: The artifact.

    Raises:
        ArtifactError: The child cannot load it, for instance because TensorFlow is not installed.
    """

    name = "keras"

    def __init__(self, path: Path) -> None:
        command = [sys.executable, "-m", "models.serving.process", str(path)]
        environment = {**os.environ, "TF_CPP_MIN_LOG_LEVEL": "3"}
        self._child = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment)
        self._to, self._from = cast("BinaryIO", self._child.stdin), cast("BinaryIO", self._child.stdout)
        self._lock = threading.Lock()
        self._receive("load the model")

    def run(self, x: Array) -> Array:
        return cast("Array", self._answer(x))

    def run_named(self, x: Ports) -> Ports:
        """Run a network of named inputs and outputs."""
        return cast("Ports", self._answer(x))

    def _answer(self, x: Array | Ports) -> Array | Ports:
        with self._lock:
            try:
                _send(self._to, _packed(x))
            except (OSError, ValueError) as error:
                raise ArtifactError("the Keras process has ended") from error
            return _unpacked(self._receive("answer"))

    def close(self) -> None:
        """End the child."""
        with self._lock:
            self._end()

    def _receive(self, purpose: str) -> bytes:
        message = _receive(self._from)
        if message:
            return message
        reason = (_receive(self._from) or b"the process ended").decode()
        self._end()
        raise ArtifactError(f"the Keras process did not {purpose}: {reason}")

    def _end(self) -> None:
        with contextlib.suppress(OSError):  # The child may have gone with a message half sent.
            self._to.close()
        self._child.wait()
        self._from.close()


def main() -> None:
    """Load the artifact named on the command line, then answer batches from standard input until it closes."""
    source, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # Whatever a library prints goes to the log, not between the answers.
    try:
        runtime = _load(Path(sys.argv[1]))
    except Exception as error:  # noqa: BLE001 - told to the process that asked, which raises it
        _send(answers, b"")
        _send(answers, f"{type(error).__name__}: {error}".encode())
        return
    _send(answers, b"ready")
    while batch := _receive(source):
        _send(answers, _packed(runtime.run(_unpacked(batch))))


def _load(path: Path) -> Any:
    from models.artifact.read import read_artifact
    from models.serving.source import source_runtime

    return source_runtime(read_artifact(path))


def _send(stream: BinaryIO, message: bytes) -> None:
    stream.write(_LENGTH.pack(len(message)) + message)
    stream.flush()


def _receive(stream: BinaryIO) -> bytes:
    """Return the next message; empty when it is an error's mark, or the other side has gone."""
    head = stream.read(_LENGTH.size)
    return stream.read(_LENGTH.unpack(head)[0]) if len(head) == _LENGTH.size else b""


def _packed(batch: Array | Ports) -> bytes:
    buffer = io.BytesIO()
    if isinstance(batch, dict):
        np.savez(buffer, allow_pickle=False, **{_NAMED + name: array for name, array in batch.items()})
    else:
        np.save(buffer, batch, allow_pickle=False)
    return buffer.getvalue()


def _unpacked(message: bytes) -> Array | Ports:
    batch = np.load(io.BytesIO(message), allow_pickle=False)
    return cast("Array", batch) if isinstance(batch, np.ndarray) else {name.removeprefix(_NAMED): batch[name] for name in batch}


if __name__ == "__main__":
    main()
