"""Scikit-learn pipelines to ONNX files. What the roles of the last estimator mean for that stands here."""

import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from models.core.errors import CompileError
from models.specs.estimators import Role, role_of

#: Name of the one output of a model that gives the position of a class or a cluster.
POSITION = "position"
#: Version of the operators for machine learning that turns numbers, not text only, into numbers by a table.
ML_OPSET = 3


def write_pipeline(pipeline: Any, name: str, shape: tuple[int, ...], draft: Path) -> None:
    """Write the ONNX form of a pipeline.

    Args:
        pipeline: The fitted pipeline.
        name: Name of its input.
        shape: Shape of one sample.
        draft: Where the file is to be.

    Raises:
        CompileError: It has none.
    """
    model = _WRITERS[role_of(pipeline)](pipeline, name, shape)
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


#: What writes a pipeline, by the role of its last estimator.
_WRITERS: dict[Role, Callable[[Any, str, tuple[int, ...]], Any]] = {
    Role.CLASSIFIER: _classifier,
    Role.REGRESSOR: _converted,
    Role.TRANSFORMER: _converted,
    Role.CLUSTERER: _clusterer,
    Role.LABELLER: _labeller,
}


def _with_position(model: Any, labels: list[Any] | None) -> Any:
    """Leave one output, the position of a class or a cluster; the scores behind it are no probabilities.

    Args:
        model: An ONNX model whose first output is a label or a cluster for each sample.
        labels: The labels, numbers or text, whose positions are meant; None where the output is the cluster itself.
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
    return helper.make_node("LabelEncoder", [found], ["place"], domain="ai.onnx.ml", values_int64s=list(range(len(labels))), **keys)


def _raise_ml_opset(model: Any) -> None:
    for opset in model.opset_import:
        if opset.domain == "ai.onnx.ml":
            opset.version = max(opset.version, ML_OPSET)
