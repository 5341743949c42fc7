"""A training job by names: its network, and all that its artifact records."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from models.artifact.content import Content
from models.artifact.golden import Golden, NamedGolden
from models.artifact.named_signature import InputSignature, NamedSignature, OutputSignature
from models.evaluation.named_scores import evaluate_named
from models.preparing.named_parts import NamedParts, load_named_parts
from models.preprocessing.image import Image
from models.serving.named_predictor import NamedPredictor
from models.serving.named_runtime import NamedKeras
from models.serving.runtime import KerasRuntime
from models.specs.job import JobSpec
from models.specs.kind import Kind, kind_of
from models.specs.port_sets import port_sets
from models.specs.ports import graph_of, output_spec
from models.specs.registered import Registered
from models.training.carried import Carried
from models.training.content import content_of
from models.training.fit import network_of
from models.training.history import RecordingListener
from models.training.signature import network_labels


def train_named(
    spec: JobSpec, snapshots: Path, recorder: RecordingListener, cache: Path | None, registered: Registered, note: dict[str, Any]
) -> tuple[Content, Any]:
    """Train a network of named inputs and outputs.

    Args:
        spec: A checked spec.
        snapshots: Folder for snapshots.
        recorder: Told of every step; asked whether to stop.
        cache: Folder for unpacked data sets; None to do without.
        registered: Where models used as layers, and uploads, are looked up.
        note: More to record of where the model comes from; JSON values.

    Returns:
        What its artifact holds besides the weights, and the network.

    Raises:
        DataError: The data cannot be had, or does not fit the spec.
        Cancelled: The listener asked for it.
    """
    parts = load_named_parts(spec, port_sets(spec, registered), cache)
    recorder.log(f"training on {parts.train.n_samples:,} samples")
    network = network_of(spec, parts, snapshots, recorder, registered)
    carried = Carried.of(KerasRuntime(network))
    recorder.log("evaluating")
    predictor = NamedPredictor(_signature(spec, parts, network), parts.chain, NamedKeras(network, graph_of(spec).outputs))
    scores = evaluate_named(parts, predictor)
    content = content_of(spec, parts, predictor, _golden(parts, predictor), recorder, carried, note)
    return replace(content, metrics={**content.metrics, **scores.metrics}, evaluations=scores.evaluations), network


def _signature(spec: JobSpec, parts: NamedParts, network: Any) -> NamedSignature:
    shapes = {name: tuple(output.shape[1:]) for name, output in zip(graph_of(spec).outputs, network.outputs, strict=True)}
    return NamedSignature(
        {name: _input_signature(name, parts) for name in parts.inputs},
        {name: _output_signature(spec, name, parts, shape) for name, shape in shapes.items()},
    )


def _input_signature(name: str, parts: NamedParts) -> InputSignature:
    data = parts.inputs[name]
    return InputSignature(
        input_shape=data.inputs.shape,
        input_dtype=data.inputs.dtype,
        pictures=any(isinstance(step, Image) for step in parts.chain.inputs[name].inputs),
        model_shape=parts.train.shape[name],
        columns=data.columns,
        text_columns=data.text_columns,
    )


def _output_signature(spec: JobSpec, name: str, parts: NamedParts, shape: tuple[int, ...]) -> OutputSignature:
    kind = kind_of(output_spec(spec, name), parts.targets[name])
    labels = network_labels(parts.chain.targets[name], shape) if kind is Kind.CLASSIFICATION else None
    return OutputSignature(kind, shape, labels)


def _golden(parts: NamedParts, predictor: NamedPredictor) -> NamedGolden:
    raw = parts.raw_test or parts.raw_train
    inputs = {name: np.asarray(array[: Golden.SIZE]) for name, array in raw.x.items()}
    return NamedGolden(inputs, predictor.outputs(inputs))
