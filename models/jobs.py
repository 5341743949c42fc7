"""A whole training job: data, fit, evaluation, artifact, compiled form."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from models.artifact.content import Content
from models.artifact.golden import Golden
from models.core.arrays import Array
from models.core.output_files import OUTPUTS, SAMPLES
from models.evaluation.scores import evaluate
from models.preparing.parts import Parts, load_parts
from models.serving.latent import points_of
from models.serving.predictor import Predictor
from models.serving.runtime import KerasRuntime, SklearnRuntime
from models.specs.job import JobSpec
from models.specs.kinds import Kind
from models.specs.parse import data_set_of
from models.specs.ports import is_named
from models.specs.registered import NONE_REGISTERED, Registered
from models.training.carried import Carried
from models.training.content import content_of
from models.training.finish import Outcome, finish
from models.training.fit import fit
from models.training.history import RecordingListener
from models.training.learned import learned_figures
from models.training.listener import Listener
from models.training.outputs import write_rows
from models.training.signature import signature_of
from models.training.start import Start
from models.training.texts import example_texts


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
    if spec.task_facts.keeps_rows:
        write_rows(folder / OUTPUTS / "rows.npz", parts, predictor)
    return finish(content, runtime.network if isinstance(runtime, KerasRuntime) else runtime.pipeline, folder, recorder)


def _save_augmented(spec: JobSpec, parts: Parts, folder: Path, epoch: int) -> None:
    augmentation = spec.training.augmentation if spec.training and spec.from_checkpoint is None else None
    if augmentation is not None and augmentation.save:
        from models.training.augmented_files import save_pictures

        save_pictures(folder / OUTPUTS, spec, parts, epoch)


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
