"""A whole training job: data, fit, evaluation, artifact, compiled form."""

import platform
import time
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np

from models.artifact.content import Content
from models.artifact.read import read_artifact
from models.artifact.write import write_artifact
from models.files import sha256_of
from models.preprocessing.image import Image
from models.preprocessing.one_hot import OneHot
from models.preprocessing.step import Array
from models.serving.compile import Proof, compile_artifact
from models.serving.golden import Golden
from models.serving.predictor import Predictor
from models.serving.runtime import KerasRuntime, SklearnRuntime
from models.serving.signature import Signature
from models.spec.job import JobSpec
from models.spec.kind import Kind, kind_of
from models.spec.model import SklearnPipeline
from models.spec.parse import data_set_of
from models.training.evaluation import accuracy, regression_metrics
from models.training.history import RecordingListener
from models.training.listener import Listener
from models.training.parts import Pairs, Parts, load_parts

#: Libraries whose versions are recorded with every model.
LIBRARIES = ("numpy", "tensorflow", "keras", "scikit-learn", "onnxruntime", "h5py")


@dataclass(frozen=True)
class Outcome:
    """What a training job leaves.

    Args:
        artifact: The HDF5 file.
        sha256: Its digest.
        onnx: The compiled form; None where the model is served by its own framework.
        proof: How the model is served, and why that is sound.
        content: What the artifact holds besides the weights.
    """

    artifact: Path
    sha256: str
    onnx: Path | None
    proof: Proof
    content: Content


def run(spec: JobSpec, folder: Path, listener: Listener, cache: Path | None = None) -> Outcome:
    """Train a model and write its artifact.

    Args:
        spec: A checked spec.
        folder: Where artifact, compiled form and snapshots go.
        listener: Told of every step; asked whether to stop.
        cache: Folder for unpacked data sets; None to do without.

    Raises:
        DataError: The data cannot be had, or does not fit the spec.
        Cancelled: The listener asked for it.
    """
    recorder = RecordingListener(listener)
    recorder.log(f"loading {spec.data.source}")
    parts = load_parts(spec, cache)
    recorder.log(f"training on {len(parts.train.x):,} samples")
    runtime, optimizer = _fit(spec, parts, folder / "snapshots", recorder)
    recorder.log("evaluating")
    predictor = Predictor(_signature(spec, parts, runtime), parts.chain, runtime)
    content = _content(spec, parts, predictor, recorder, optimizer)
    artifact = folder / "model.h5"
    write_artifact(artifact, content, runtime.network if isinstance(runtime, KerasRuntime) else runtime.pipeline)
    recorder.log("compiling to ONNX")
    onnx = folder / "model.onnx"
    proof = compile_artifact(read_artifact(artifact), onnx)
    return Outcome(artifact, sha256_of(artifact), onnx if proof.runtime == "onnx" else None, proof, content)


def _fit(spec: JobSpec, parts: Parts, snapshots: Path, listener: Listener) -> tuple[KerasRuntime | SklearnRuntime, tuple[Array, ...]]:
    if isinstance(spec.model, SklearnPipeline):
        from models.training.pipeline import fit_pipeline

        return SklearnRuntime(fit_pipeline(spec.model, spec.seed, parts, listener)), ()
    from models.training.network import fit_network
    from models.training.snapshot import copies_of

    network = fit_network(spec, parts, snapshots, listener)
    return KerasRuntime(network), copies_of(network.optimizer.variables)


def _content(spec: JobSpec, parts: Parts, predictor: Predictor, recorder: RecordingListener, optimizer: tuple[Array, ...]) -> Content:
    return Content(
        framework=predictor.runtime.name,
        spec=spec.model_dump(mode="json"),
        signature=predictor.signature,
        chain=parts.chain,
        golden=_golden(parts, predictor),
        metrics={**recorder.last_metrics, **_evaluate(parts, predictor)},
        history=recorder.history,
        provenance={
            "modelbook": version("modelbook"),
            "python": platform.python_version(),
            "libraries": {name: version(name) for name in LIBRARIES},
            "machine": f"{platform.system()} {platform.machine()}",
            "data_sha256": parts.sha256,
            "created_at": time.time(),
        },
        optimizer=optimizer,
    )


def _signature(spec: JobSpec, parts: Parts, runtime: KerasRuntime | SklearnRuntime) -> Signature:
    raw = data_set_of(spec.data).describe().inputs
    kind = kind_of(spec)
    labels = _labels(parts, runtime, kind)
    return Signature(
        kind=kind,
        input_shape=(None, *raw.shape) if raw.axis == "time" else raw.shape,
        input_dtype=raw.dtype,
        pictures=any(isinstance(step, Image) for step in parts.chain.inputs),
        model_shape=parts.train.x.shape[1:],
        output_shape=(len(labels),) if labels else (parts.train.y.shape[1:] or (1,)),
        labels=labels,
    )


def _labels(parts: Parts, runtime: KerasRuntime | SklearnRuntime, kind: Kind) -> tuple[Any, ...] | None:
    if kind is not Kind.CLASSIFICATION:
        return None
    if isinstance(runtime, SklearnRuntime):
        return tuple(runtime.pipeline.classes_.tolist())
    one_hot = next((step for step in parts.chain.targets if isinstance(step, OneHot)), None)
    return tuple(one_hot.classes_) if one_hot else tuple(range(int(runtime.network.output_shape[-1])))


def _golden(parts: Parts, predictor: Predictor) -> Golden:
    raw = parts.raw_test or parts.raw_train
    window = parts.chain.window
    if window is None:
        inputs = np.asarray(raw.inputs[: Golden.SIZE])
    else:
        size = window.size
        inputs = np.stack([raw.inputs[start : start + size] for start in range(min(Golden.SIZE, len(raw.inputs) - size + 1))])
    return Golden(inputs, predictor.outputs(inputs))


def _evaluate(parts: Parts, predictor: Predictor) -> dict[str, float]:
    """Evaluate on the test part, and on the training part where no epoch has."""
    metrics: dict[str, float] = {}
    if parts.test is not None and parts.raw_test is not None:
        metrics |= _part_metrics("test", parts.test, predictor)
    if predictor.signature.kind is not Kind.CLASSIFICATION or isinstance(predictor.runtime, SklearnRuntime):
        metrics |= _part_metrics("train", parts.train, predictor)
    return metrics


def _part_metrics(part: str, pairs: Pairs, predictor: Predictor) -> dict[str, float]:
    outputs = predictor.runtime.run(pairs.x)
    if predictor.signature.labels is not None:
        true = np.argmax(pairs.y, axis=-1) if pairs.y.ndim > 1 else _columns(pairs.y, predictor)
        return {f"{part}_accuracy": accuracy(np.argmax(outputs, axis=-1), true)}
    found = regression_metrics(predictor.chain.invert(outputs), predictor.chain.invert(pairs.y))
    return {f"{part}_{name}": value for name, value in found.items()}


def _columns(labels: Array, predictor: Predictor) -> Array:
    places = {label: column for column, label in enumerate(predictor.signature.labels or ())}
    return np.array([places.get(label, -1) for label in labels.tolist()])
