"""Models to ONNX files."""

import logging
import warnings
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from models.core.arrays import as_fed
from models.core.errors import CompileError
from models.serving.runtimes.keras import KerasRuntime
from models.serving.runtimes.sklearn import SklearnRuntime
from models.specs.estimators import Role, role_of

#: Name of the one output of a model that answers with the position of a class or with a cluster.
POSITION = "position"
#: Version of the operators for machine learning that turns numbers, not text alone, into numbers by a table.
ML_OPSET = 3
#: Shape of one value at each input after preprocessing, by name.
Shapes = Mapping[str, tuple[int, ...]]


def export(source: KerasRuntime | SklearnRuntime, shapes: Shapes, draft: Path) -> None:
    """Write the ONNX form of a model.

    Args:
        source: The model, live.
        shapes: Shape of one value at each input after preprocessing, in the order of the model.
        draft: Where the file is to be.

    Raises:
        CompileError: It has none.
    """
    try:
        if isinstance(source, SklearnRuntime):
            _export_pipeline(source.pipeline, shapes, draft)
        else:
            _export_network(source.network, shapes, draft)
    except CompileError:
        raise
    except Exception as error:
        cause = error.__cause__ or error
        raise CompileError(f"ONNX cannot express it: {type(cause).__name__}: {str(cause)[:300]}") from error


def _export_network(network: Any, shapes: Shapes, draft: Path) -> None:
    write_network(network, as_fed({name: np.zeros((1, *one), np.float32) for name, one in shapes.items()}), draft)


def write_network(network: Any, given: Any, draft: Path) -> None:
    """Write the ONNX form of a Keras model, without what the libraries have to say of it.

    Args:
        network: The model.
        given: Something it takes; Keras exports only a model that has been called.
        draft: Where the file is to be.
    """
    network(given)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        logging.getLogger("tf2onnx").setLevel(logging.ERROR)
        network.export(draft, format="onnx", verbose=False)


def _export_pipeline(pipeline: Any, shapes: Shapes, draft: Path) -> None:
    from skl2onnx import to_onnx
    from skl2onnx.common.data_types import FloatTensorType

    ((name, shape),) = shapes.items()
    role = role_of(pipeline)
    if role is Role.LABELLER:
        raise CompileError(f"{type(pipeline[-1]).__name__} labels its training data only: there is nothing to compile")
    options = {id(pipeline): {"zipmap": False}} if role is Role.CLASSIFIER else None
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        model = to_onnx(pipeline, initial_types=[(name, FloatTensorType([None, *shape]))], options=options)
    if role is Role.CLUSTERER:
        model = _with_position(model, None)
    elif role is Role.CLASSIFIER and not hasattr(pipeline, "predict_proba"):
        model = _with_position(model, pipeline.classes_.tolist())
    draft.write_bytes(model.SerializeToString())


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
