"""The child of a Keras process: `python -m models.serving.keras_child ARTIFACT`."""

import os
import resource
import sys
from pathlib import Path

from models.artifact.file import read_artifact
from models.core.isolation.limits import lower_limit
from models.core.isolation.network import close_network
from models.serving.runtimes.keras_process import packed, receive, send, unpacked
from models.serving.source import source_runtime


def main() -> None:
    """Load the artifact named on the command line, then run batches from standard input until it closes."""
    close_network()
    lower_limit(resource.RLIMIT_CORE, 0)
    source, outputs = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # Output of libraries goes to the log, not into the messages.
    try:
        runtime = source_runtime(read_artifact(Path(sys.argv[1])))
    except Exception as error:  # noqa: BLE001 - sent to the parent process, which raises it
        send(outputs, b"")
        send(outputs, f"{type(error).__name__}: {error}".encode())
        return
    send(outputs, b"ready")
    while batch := receive(source):
        send(outputs, packed(runtime.run(unpacked(batch))))


if __name__ == "__main__":
    main()
