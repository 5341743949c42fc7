"""A whole training job: data, fit, evaluation, artifact, compiled form."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from models.artifact.content import Content
from models.artifact.read import read_artifact
from models.artifact.write import write_artifact
from models.errors import CompileError
from models.files import sha256_of
from models.preprocessing.step import Array
from models.serving.compile import Proof, compile_artifact, with_steps
from models.serving.golden import Golden
from models.serving.latent import compile_halves, points_of
from models.serving.predictor import Predictor
from models.serving.runtime import KerasRuntime, SklearnRuntime
from models.serving.stepping import STEP_FILE
from models.spec.job import JobSpec
from models.spec.kinds import Kind
from models.spec.named import is_named
from models.spec.parse import data_set_of
from models.spec.registered import NONE_REGISTERED, Registered
from models.training.carried import Carried
from models.training.content import content_of
from models.training.fit import fit
from models.training.history import RecordingListener
from models.training.learned import learned_figures
from models.training.listener import Listener
from models.training.outputs import OUTPUTS, SAMPLES, write_rows
from models.training.parts import Parts, load_parts
from models.training.scores import evaluate
from models.training.signature import signature_of
from models.training.start import Start
from models.training.texts import example_texts


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


def run(spec: JobSpec, folder: Path, listener: Listener, cache: Path | None = None, registered: Registered = NONE_REGISTERED, **note: Any) -> Outcome:
    """Train a model and write its artifact.

    Args:
        spec: A checked spec.
        folder: Where artifact, compiled form and snapshots go.
        listener: Told of every step; asked whether to stop.
        cache: Folder for unpacked data sets; None to do without.
        registered: Where models used as layers or gone on from, and uploads, are looked up.
        **note: More to record of where the model comes from; JSON values.

    Raises:
        DataError: The data cannot be had, or does not fit the spec.
        Cancelled: The listener asked for it.
    """
    recorder = RecordingListener(listener, folder / OUTPUTS / SAMPLES)
    recorder.log(f"loading {spec.data.source}")
    if is_named(spec):
        from models.training.named_run import train_named  # Keras is imported for a network only.

        return finish(*train_named(spec, folder / "snapshots", recorder, cache, registered, note), folder, recorder)
    start = Start.of(spec, registered)
    data_set = data_set_of(spec.data, registered)
    parts = load_parts(spec, data_set, cache, start.chain_for(spec) if start else None)
    if told := data_set.note(cache):
        recorder.log(told)
    done = start.epoch_for(spec) if start else 0
    begun = f", going on from {spec.origin_ref} after epoch {done}" if start else ""
    what = "fresh samples in every epoch" if parts.stream else f"{len(parts.train.x):,} samples"
    recorder.log(f"training on {what}{begun}")
    _save_augmented(spec, parts, folder, done)
    runtime = fit(spec, parts, folder / "snapshots", recorder, registered, start)
    carried = Carried.of(runtime)
    recorder.log("evaluating")
    predictor = Predictor(signature_of(spec, parts, runtime), parts.chain, runtime)
    content = _content(spec, parts, predictor, recorder, carried, note)
    if spec.task == "transform":
        write_rows(folder / OUTPUTS / "rows.npz", parts, predictor)
    return finish(content, runtime.network if isinstance(runtime, KerasRuntime) else runtime.pipeline, folder, recorder)


def _save_augmented(spec: JobSpec, parts: Parts, folder: Path, epoch: int) -> None:
    augmentation = spec.training.augmentation if spec.training and spec.from_checkpoint is None else None
    if augmentation is not None and augmentation.save:
        from models.training.augmented_files import save_pictures

        save_pictures(folder / OUTPUTS, spec, parts, epoch)


def finish(content: Content, model: Any, folder: Path, listener: Listener) -> Outcome:
    """Write the artifact of a model, and its compiled form.

    Args:
        content: Everything but the weights.
        model: The Keras model or the pipeline.
        folder: Where both files go.
        listener: Told of the step.
    """
    artifact = folder / "model.h5"
    write_artifact(artifact, content, model)
    listener.log("compiling to ONNX")
    onnx = folder / "model.onnx"
    written = read_artifact(artifact)
    proof = with_steps(compile_artifact(written, onnx), written, model, folder / STEP_FILE)
    if proof.steps and not proof.steps.is_sound:
        listener.log(f"it is run by whole windows, not step by step: {proof.steps.reason}")
    try:
        compile_halves(written, folder)
    except CompileError as error:
        listener.log(f"the halves of the model have no ONNX form, so that no samples can be drawn from it: {error}")
    return Outcome(artifact, sha256_of(artifact), onnx if proof.runtime == "onnx" else None, proof, content)


def _content(spec: JobSpec, parts: Parts, predictor: Predictor, recorder: RecordingListener, carried: Carried, note: dict[str, Any]) -> Content:
    scores = evaluate(parts, predictor)
    golden = _golden(parts, predictor)
    content = content_of(spec, parts, predictor, golden, recorder, carried, note)
    return replace(
        content,
        metrics={**content.metrics, **scores.metrics, **_learned(predictor)},
        training_labels=_training_labels(predictor),
        evaluation=scores.evaluation,
        latent_points=_latent_points(spec, predictor, golden),
    )


def _latent_points(spec: JobSpec, predictor: Predictor, golden: Golden) -> Array | None:
    runtime = predictor.runtime
    return points_of(runtime.network, spec, predictor.prepare(golden.inputs)) if isinstance(runtime, KerasRuntime) else None


def _learned(predictor: Predictor) -> dict[str, float]:
    return learned_figures(predictor.runtime.pipeline) if isinstance(predictor.runtime, SklearnRuntime) else {}


def _training_labels(predictor: Predictor) -> Array | None:
    return predictor.runtime.training_labels if isinstance(predictor.runtime, SklearnRuntime) else None


def _golden(parts: Parts, predictor: Predictor) -> Golden:
    """Record examples; none for a model that has no answer for any input."""
    raw = parts.raw_test or parts.raw_train
    window = parts.chain.window
    if predictor.signature.kind is Kind.GENERATION:
        inputs = example_texts(parts.raw_train.inputs, parts.chain)
    elif window is None:
        size = Golden.SIZE if _training_labels(predictor) is None else 0
        inputs = np.asarray(raw.inputs[:size])
    else:
        size, first = window.size, raw.lengths[0] if raw.lengths else len(raw.inputs)
        inputs = np.stack([raw.inputs[start : start + size] for start in range(min(Golden.SIZE, first - size + 1))])
    return Golden(inputs, predictor.outputs(inputs))
