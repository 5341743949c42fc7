"""A model that takes its time, and callers who ask for predictions over sockets."""

import threading
import time
from dataclasses import replace
from pathlib import Path
from typing import ClassVar

import orjson

from models.artifact.content import Artifact
from models.core.arrays import Ports
from models.serving.runtimes import ServedRuntime
from models.serving.runtimes.sklearn import SklearnRuntime
from service.settings import Settings
from service.store.rows import NewVersion
from tests.integration.trained import register


class Lingering(ServedRuntime):
    """Runs a scikit-learn model, after a pause for each batch."""

    name = "lingering"
    pause_s: ClassVar[float] = 0.05
    #: Rows of each batch, of all models together.
    sizes: ClassVar[list[int]] = []
    #: Batches go on while it is set.
    goes_on: ClassVar[threading.Event] = threading.Event()

    def __init__(self, runtime: SklearnRuntime) -> None:
        self._runtime = runtime

    @classmethod
    def serve(cls, artifact: Artifact, onnx: Path | None) -> "Lingering":
        return cls(SklearnRuntime.of(artifact))

    @classmethod
    def memory_bytes(cls, artifact: Path, onnx: Path | None) -> int:
        return 1

    def run(self, x: Ports) -> Ports:
        type(self).sizes.append(len(next(iter(x.values()))))
        type(self).goes_on.wait(20)
        time.sleep(self.pause_s)
        return self._runtime.run(x)

    def close(self) -> None: ...


def register_lingering(settings: Settings, new: NewVersion, name: str) -> None:
    """Register a scikit-learn model under a name, to be run with pauses."""
    register(settings, name, replace(new, onnx=None, serving={**new.serving, "runtime": Lingering.name}))


def posted(path: str, body: object, *lines: str) -> bytes:
    """Return a request with a JSON body."""
    content = orjson.dumps(body)
    head = (f"POST {path} HTTP/1.1", "Host: 127.0.0.1", "Content-Type: application/json", f"Content-Length: {len(content)}", *lines, "", "")
    return "\r\n".join(head).encode() + content


def predicting(model: str, rows: list[object], *lines: str) -> bytes:
    """Return a request for predictions."""
    return posted(f"/v1/models/{model}/predict", {"inputs": rows}, *lines)
