"""What runs a model: inputs as the model takes them, outputs as it gives them."""

from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import Any, Protocol, cast

import numpy as np
import onnxruntime

from models.artifact.method import Method
from models.core.arrays import Array
from models.core.errors import CompileError, Fault, InputError
from models.specs.estimators import Role, role_of


class Runtime(Protocol):
    """Something that runs a model on a batch."""

    #: How the model is run, as told to users: "onnx", "keras" or "sklearn".
    name: str

    def run(self, x: Array) -> Array:
        """Run the model.

        Args:
            x: Prepared inputs, array of shape (n_samples, ...).

        Returns:
            Array of shape (n_samples, n_classes) of probabilities, or (n_samples, ...) of values; or int64 array of shape
            (n_samples,): the cluster of each sample, or the position of its class where the model gives no probabilities.

        Raises:
            InputError: The model has no answer for any new inputs.
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
        self._path = path
        self._session = open_session(path)
        self._input = self._session.get_inputs()[0].name
        self._outputs = [self._session.get_outputs()[-1].name]

    def run(self, x: Array) -> Array:
        outputs: list[Any] = self._session.run(self._outputs, {self._input: np.ascontiguousarray(x, np.float32)})
        return np.asarray(outputs[0])

    def for_one(self) -> Callable[[Array], Array]:
        """Return what runs the model on one sample after the other: knowing the size of the batch, it takes two thirds of the time.

        The function takes float32 arrays of shape (1, ...).
        """
        run, name, outputs = self._of_one.run, self._input, self._outputs
        return lambda x: np.asarray(run(outputs, {name: x})[0])

    @cached_property
    def _of_one(self) -> Any:
        return open_session(self._path, self._session.get_inputs()[0].shape[0])

    def close(self) -> None:
        """Do nothing: the session goes with the object."""


def open_session(path: Path, of_one: str | int | None = None, what: str = "model") -> Any:
    """Load an ONNX file, to be run on one thread.

    Args:
        path: The file.
        of_one: Name of an axis of size 1, which is known then when the model is optimized; None for no such axis.
        what: What it holds, for the error.

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
    """A live scikit-learn pipeline, asked by the method that its role has."""

    name = "sklearn"

    def __init__(self, pipeline: Any) -> None:
        self.pipeline = pipeline
        self._run = _method_of(pipeline)

    @property
    def training_labels(self) -> Array | None:
        """Return the cluster of each training sample where the pipeline labels nothing else; None for other roles."""
        return np.asarray(self.pipeline[-1].labels_) if role_of(self.pipeline) is Role.LABELLER else None

    def run(self, x: Array) -> Array:
        return self._run(x)

    def ask(self, method: Method, x: Array) -> Array:
        """Call one of the pipeline's own methods.

        Args:
            method: One that the pipeline has.
            x: Prepared inputs, array of shape (n_samples, ...); transformed rows for the way back.

        Returns:
            What scikit-learn gives; the position of a class in place of its label.
        """
        pipeline = self.pipeline
        if role_of(pipeline) is Role.CLUSTERER:
            x = np.asarray(x, _cluster_dtype(pipeline[-1]))
        answer = np.asarray(getattr(pipeline, method)(x))
        is_label = method is Method.PREDICT and role_of(pipeline) is Role.CLASSIFIER
        return np.searchsorted(pipeline.classes_, answer) if is_label else answer

    def close(self) -> None:
        """Do nothing: the pipeline goes with the object."""


#: Gives a scikit-learn model; what it takes to load it is spent at the first call.
Source = Callable[[], SklearnRuntime]


def _method_of(pipeline: Any) -> Callable[[Array], Array]:
    match role_of(pipeline):
        case Role.CLASSIFIER if hasattr(pipeline, "predict_proba"):
            return cast("Callable[[Array], Array]", pipeline.predict_proba)
        case Role.CLASSIFIER:
            return lambda x: np.searchsorted(pipeline.classes_, pipeline.predict(x))
        case Role.REGRESSOR:
            return lambda x: np.asarray(pipeline.predict(x)).reshape(len(x), -1)
        case Role.TRANSFORMER:
            return cast("Callable[[Array], Array]", pipeline.transform)
        case Role.CLUSTERER:
            dtype = _cluster_dtype(pipeline[-1])
            return lambda x: np.asarray(pipeline.predict(np.asarray(x, dtype)), np.int64)
        case Role.LABELLER:
            return lambda x: _refuse(type(pipeline[-1]).__name__, x)


def _cluster_dtype(estimator: Any) -> np.dtype[Any]:
    """Return the number type to ask a clusterer in: KMeans takes that of its centers alone."""
    return np.asarray(getattr(estimator, "cluster_centers_", 0.0)).dtype


def _refuse(name: str, x: Array) -> Array:
    """Answer no samples with no clusters, and no others."""
    if len(x):
        raise InputError([Fault("/inputs", f"{name} labels its training data only; it has no answer for new inputs")])
    return np.empty(0, np.int64)
