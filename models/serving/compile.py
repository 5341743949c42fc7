"""Compile an artifact to ONNX and prove the result equal to the model it came from."""

import logging
import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from models.artifact.content import Artifact
from models.errors import CompileError
from models.files import write_atomically
from models.preprocessing.step import Array
from models.serving.golden import Golden, relative_difference
from models.serving.predictor import Predictor
from models.serving.runtime import KerasRuntime, OnnxRuntime, SklearnRuntime
from models.serving.source import source_runtime

#: Samples in the batch that both forms answer: the golden examples, and noise of their mean and deviation.
PROBE_SIZE = 64


@dataclass(frozen=True)
class Proof:
    """How a model is served, and why that is sound.

    Args:
        runtime: "onnx", or the framework itself where ONNX does not do.
        difference: Largest difference on the probe batch, relative to the largest output; None without ONNX.
        samples: Samples in the probe batch.
        reason: Why ONNX does not do; empty where it does.
    """

    runtime: str
    difference: float | None
    samples: int
    reason: str = ""


def compile_artifact(artifact: Artifact, path: Path, tolerance: float = Golden.TOLERANCE) -> Proof:
    """Write the ONNX form of an artifact, if it has one that answers equally.

    Args:
        artifact: The model.
        path: Where the ONNX file is to be; nothing is left there where ONNX does not do.
        tolerance: Largest relative difference allowed.
    """
    source = source_runtime(artifact)
    try:
        write_atomically(path, lambda draft: _export(source, artifact, draft))
        difference, samples = _compare(source, artifact, path)
        if difference > tolerance:
            raise CompileError(f"its ONNX form differs by {difference:.2g} relative to the largest output; at most {tolerance:g} is allowed")
    except CompileError as error:
        path.unlink(missing_ok=True)
        return Proof(artifact.content.framework, None, 0, str(error))
    return Proof("onnx", difference, samples)


def _compare(source: KerasRuntime | SklearnRuntime, artifact: Artifact, path: Path) -> tuple[float, int]:
    compiled = OnnxRuntime(path)
    prepared = Predictor(artifact.content.signature, artifact.content.chain, source).prepare(artifact.golden.inputs)
    probe = _probe(prepared)
    return relative_difference(compiled.run(probe), source.run(probe)), len(probe)


def _probe(prepared: Array) -> Array:
    draws = np.random.default_rng(0)
    noise = draws.normal(prepared.mean(), prepared.std() or 1.0, (PROBE_SIZE - len(prepared), *prepared.shape[1:]))
    return np.concatenate([prepared, noise]).astype(np.float32)


def _export(source: KerasRuntime | SklearnRuntime, artifact: Artifact, draft: Path) -> None:
    try:
        if isinstance(source, KerasRuntime):
            _export_network(source.network, artifact.content.signature.model_shape, draft)
        else:
            _export_pipeline(source.pipeline, artifact.content.signature.model_shape, draft)
    except Exception as error:
        raise CompileError(f"ONNX cannot express it: {type(error).__name__}: {str(error)[:300]}") from error


def _export_network(network: Any, shape: tuple[int, ...], draft: Path) -> None:
    network(np.zeros((1, *shape), np.float32))  # Keras exports only a model that has been called.
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        logging.getLogger("tf2onnx").setLevel(logging.ERROR)
        network.export(draft, format="onnx", verbose=False)


def _export_pipeline(pipeline: Any, shape: tuple[int, ...], draft: Path) -> None:
    from skl2onnx import to_onnx
    from skl2onnx.common.data_types import FloatTensorType

    options = {id(pipeline): {"zipmap": False}} if hasattr(pipeline, "predict_proba") else None
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        model = to_onnx(pipeline, initial_types=[("inputs", FloatTensorType([None, *shape]))], options=options)
    draft.write_bytes(model.SerializeToString())
