"""Export models to ONNX files."""

import logging
import warnings
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np

from models.core.arrays import Array, as_fed
from models.core.errors import CompileError
from models.core.room import raise_if_full
from models.serving.runtimes.keras import KerasRuntime
from models.serving.runtimes.sklearn import SklearnRuntime
from models.specs.estimators.offered_estimators import Role, role_of

#: Shape of one value at each input after preprocessing, by name.
Shapes = Mapping[str, tuple[int, ...]]
#: Name of the output with the position of a class or a cluster.
POSITION = "position"
#: Version of the operator set ai.onnx.ml whose LabelEncoder maps numbers, not only text, to numbers.
ML_OPSET = 3


def export(source: KerasRuntime | SklearnRuntime, shapes: Shapes, draft: Path) -> None:
    """Write the ONNX form of a model.

    Args:
        source: The model in its own framework.
        shapes: Shape of one value at each input after preprocessing, in the order of the model.
        draft: Path of the file.

    Raises:
        CompileError: The model has no ONNX form.
        OSError: The disk is full.
    """
    try:
        if isinstance(source, SklearnRuntime):
            ((name, shape),) = shapes.items()
            write_pipeline(source.pipeline, name, shape, draft, None if source.seen is None else _one_at(source.seen, source.n_classes))
        else:
            write_network(source.network, as_fed({name: np.zeros((1, *one), np.float32) for name, one in shapes.items()}), draft)
    except CompileError:
        raise
    except Exception as error:
        raise_if_full(error)
        cause = error.__cause__ or error
        raise CompileError(f"ONNX cannot express it: {type(cause).__name__}: {str(cause)[:300]}") from error


def write_network(network: Any, given: Any, draft: Path) -> None:
    """Write the ONNX form of a Keras model, without the libraries' warnings.

    Args:
        network: The model.
        given: Example inputs; Keras exports only a model that has been called.
        draft: Path of the file.
    """
    network(given)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        logging.getLogger("tf2onnx").setLevel(logging.ERROR)
        network.export(draft, format="onnx", verbose=False)


def write_pipeline(pipeline: Any, name: str, shape: tuple[int, ...], draft: Path, seen: Array | None = None) -> None:
    """Write the ONNX form of a pipeline.

    Args:
        pipeline: The fitted pipeline.
        name: Name of its input.
        shape: Shape of one sample.
        draft: Path of the file.
        seen: A row for each class of a classifier with a 1 at its position among all classes, float32 array of shape
            (n_seen, n_classes); None where its classes are all.

    Raises:
        CompileError: The model has no ONNX form.
    """
    model = _WRITERS[role_of(pipeline)](pipeline, name, shape)
    if seen is not None:
        _widen(model, seen)
    draft.write_bytes(model.SerializeToString())


def _converted(pipeline: Any, name: str, shape: tuple[int, ...], options: dict[str, Any] | None = None) -> Any:
    from skl2onnx import to_onnx  # A process that only serves has no converter.
    from skl2onnx.common.data_types import FloatTensorType

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return to_onnx(pipeline, initial_types=[(name, FloatTensorType([None, *shape]))], options={id(pipeline): options} if options else None)


def _classifier(pipeline: Any, name: str, shape: tuple[int, ...]) -> Any:
    model = _converted(pipeline, name, shape, {"zipmap": False})
    return model if hasattr(pipeline, "predict_proba") else _with_position(model, pipeline.classes_.tolist())


def _clusterer(pipeline: Any, name: str, shape: tuple[int, ...]) -> Any:
    return _with_position(_converted(pipeline, name, shape), None)


def _labeller(pipeline: Any, name: str, shape: tuple[int, ...]) -> Any:
    raise CompileError(f"{type(pipeline[-1]).__name__} labels its training data only: there is nothing to compile")


#: Functions that convert a pipeline, by the role of its last estimator.
_WRITERS: dict[Role, Callable[[Any, str, tuple[int, ...]], Any]] = {
    Role.CLASSIFIER: _classifier,
    Role.REGRESSOR: _converted,
    Role.TRANSFORMER: _converted,
    Role.CLUSTERER: _clusterer,
    Role.LABELLER: _labeller,
}


def _one_at(positions: Array, n_classes: int) -> Array:
    return np.eye(n_classes, dtype=np.float32)[positions]


def _widen(model: Any, seen: Array) -> None:
    """Convert the last output, a position or probabilities over the classes of a classifier, to one over all classes."""
    from onnx import helper, numpy_helper

    graph, output = model.graph, model.graph.output[-1]
    narrow, output_type = output.name, output.type.tensor_type.elem_type
    is_position = narrow == POSITION
    given = np.argmax(seen, axis=1).astype(np.int64) if is_position else seen
    graph.initializer.append(numpy_helper.from_array(given, "seen"))
    inputs = ["seen", narrow] if is_position else [narrow, "seen"]
    graph.node.append(helper.make_node("Gather" if is_position else "MatMul", inputs, [f"{narrow}_of_all"]))
    del graph.output[-1]
    shape = [None] if is_position else [None, seen.shape[1]]
    graph.output.append(helper.make_tensor_value_info(f"{narrow}_of_all", output_type, shape))


def _with_position(model: Any, labels: list[Any] | None) -> Any:
    """Reduce the outputs to one, the position of a class or a cluster; the scores are not probabilities.

    Args:
        model: An ONNX model whose first output is a label or a cluster for each sample.
        labels: The labels, numbers or text, in order; None where the output is the cluster itself.
    """
    from onnx import TensorProto, helper, numpy_helper
    from skl2onnx.helpers.onnx_helper import select_model_inputs_outputs

    found = model.graph.output[0].name
    model = select_model_inputs_outputs(model, found)
    graph = model.graph
    if labels is not None:
        graph.node.append(_table(found, labels))
        _raise_ml_opset(model)
        found = graph.node[-1].output[0]
    graph.initializer.append(numpy_helper.from_array(np.array([-1], np.int64), "flat"))
    graph.node.append(helper.make_node("Reshape", [found, "flat"], [POSITION]))
    del graph.output[:]
    graph.output.append(helper.make_tensor_value_info(POSITION, TensorProto.INT64, [None]))
    return model


def _table(found: str, labels: list[Any]) -> Any:
    from onnx import helper

    keys: dict[str, Any] = {"keys_strings": labels} if isinstance(labels[0], str) else {"keys_int64s": [int(label) for label in labels]}
    return helper.make_node("LabelEncoder", [found], ["index"], domain="ai.onnx.ml", values_int64s=list(range(len(labels))), **keys)


def _raise_ml_opset(model: Any) -> None:
    for opset in model.opset_import:
        if opset.domain == "ai.onnx.ml":
            opset.version = max(opset.version, ML_OPSET)
