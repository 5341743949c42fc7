"""BentoML on the same ONNX file; runs in an environment of its own: `python bentoml_app.py MODEL.onnx PORT`."""

import os
import sys
from pathlib import Path
from typing import Any

import bentoml
import numpy as np
import onnxruntime


@bentoml.service(workers=1)
class Digits:
    """The same work as that of the bare handler."""

    def __init__(self) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        self.session = onnxruntime.InferenceSession(os.environ["DIGITS"], options, providers=["CPUExecutionProvider"])
        self.input = self.session.get_inputs()[0].name

    @bentoml.api
    def predict(self, inputs: np.ndarray) -> dict[str, Any]:
        """Return labels and probabilities."""
        rows = inputs.astype(np.float32) / 255
        outputs = self.session.run(None, {self.input: rows.reshape(len(rows), -1)})[0]
        return {"labels": outputs.argmax(axis=1).tolist(), "probabilities": outputs.tolist()}


if __name__ == "__main__":
    os.environ["DIGITS"] = sys.argv[1]
    command = [sys.executable, "-m", "bentoml", "serve", "bentoml_app:Digits", "--host", "127.0.0.1", "--port", sys.argv[2]]
    os.chdir(Path(__file__).parent)
    os.execv(sys.executable, command)
