"""MLflow's scoring server on the same ONNX file; runs in an environment of its own: `python mlflow_app.py MODEL.onnx PORT`."""

import os
import sys
import tempfile
from pathlib import Path
from typing import Any

import mlflow
import numpy as np
import onnxruntime


class Digits(mlflow.pyfunc.PythonModel):
    """The same work as that of the bare handler."""

    def load_context(self, context: Any) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        self.session = onnxruntime.InferenceSession(context.artifacts["onnx"], options, providers=["CPUExecutionProvider"])
        self.input = self.session.get_inputs()[0].name

    def predict(self, context: Any, model_input: Any, params: Any = None) -> Any:
        rows = np.asarray(model_input, dtype=np.float32) / 255
        return self.session.run(None, {self.input: rows.reshape(len(rows), -1)})[0]


if __name__ == "__main__":
    folder = Path(tempfile.mkdtemp()) / "model"
    mlflow.pyfunc.save_model(folder, python_model=Digits(), artifacts={"onnx": sys.argv[1]}, pip_requirements=[])
    serve = ["models", "serve", "--model-uri", str(folder), "--env-manager", "local", "--host", "127.0.0.1", "--port", sys.argv[2], "--workers", "1"]
    os.execv(sys.executable, [sys.executable, "-m", "mlflow", *serve])
