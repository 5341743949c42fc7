"""What runs a model: inputs as the model takes them, outputs as it gives them."""

from pathlib import Path
from typing import Any, Protocol

import numpy as np
import onnxruntime

from models.errors import CompileError
from models.preprocessing.step import Array


class Runtime(Protocol):
    """Something that runs a model on a batch."""

    #: How the model is run, as told to users: "onnx", "keras" or "sklearn".
    name: str

    def run(self, x: Array) -> Array:
        """Run the model.

        Args:
            x: Prepared inputs, array of shape (n_samples, ...).

        Returns:
            Array of shape (n_samples, n_classes) of probabilities, or (n_samples, ...) of values.
        """

    def close(self) -> None:
        """Give back what the runtime holds."""


class OnnxRuntime:
    """A model compiled to ONNX, run by ONNX Runtime on one thread.

    Args:
        path: The ONNX file. The last output is taken: a classifier's probabilities come behind its labels.
    """

    name = "onnx"

    def __init__(self, path: Path) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        try:
            self._session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
        except Exception as error:
            raise CompileError(f"ONNX Runtime does not load the model: {error}") from error
        self._input = self._session.get_inputs()[0].name
        self._outputs = [self._session.get_outputs()[-1].name]

    def run(self, x: Array) -> Array:
        outputs: list[Any] = self._session.run(self._outputs, {self._input: np.ascontiguousarray(x, np.float32)})
        return np.asarray(outputs[0])

    def close(self) -> None:
        """Do nothing: the session goes with the object."""


class KerasRuntime:
    """A live Keras model."""

    name = "keras"

    def __init__(self, network: Any, batch_size: int = 1024) -> None:
        self.network, self._batch_size = network, batch_size

    def run(self, x: Array) -> Array:
        return np.asarray(self.network.predict(x, batch_size=self._batch_size, verbose=0))

    def close(self) -> None:
        """Do nothing: the model goes with the object."""


class SklearnRuntime:
    """A live scikit-learn pipeline."""

    name = "sklearn"

    def __init__(self, pipeline: Any) -> None:
        self.pipeline = pipeline
        self._predict = getattr(pipeline, "predict_proba", None) or pipeline.predict

    def run(self, x: Array) -> Array:
        outputs = np.asarray(self._predict(x))
        return outputs.reshape(len(outputs), -1)

    def close(self) -> None:
        """Do nothing: the pipeline goes with the object."""
