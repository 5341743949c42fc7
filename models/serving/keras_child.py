"""The child of a Keras process: `python -m models.serving.keras_child ARTIFACT`."""

import os
import sys
from pathlib import Path

from models.artifact.read import read_artifact
from models.serving.runtimes.keras_process import packed, receive, send, unpacked
from models.serving.source import source_runtime


def main() -> None:
    """Load the artifact named on the command line, then answer batches from standard input until it closes."""
    source, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # Whatever a library prints goes to the log, not between the answers.
    try:
        runtime = source_runtime(read_artifact(Path(sys.argv[1])))
    except Exception as error:  # noqa: BLE001 - sent to the process that asked, which raises it
        send(answers, b"")
        send(answers, f"{type(error).__name__}: {error}".encode())
        return
    send(answers, b"ready")
    while batch := receive(source):
        send(answers, packed(runtime.run(unpacked(batch))))


if __name__ == "__main__":
    main()
