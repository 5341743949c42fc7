"""A training job: prepare, fit, evaluate, write, compile; and its output files besides the model."""

from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from models.core.arrays import Array, Ports
from models.core.files import OUTPUTS, SAMPLES, SNAPSHOTS, write_atomically
from models.kinds import kinds_of
from models.preparing.augmentation.draws import IMAGE_AXES, Values
from models.preparing.augmentation.shades import png_of_image
from models.preparing.deferring import MAX_HELD_BYTES
from models.preparing.prepared import Prepared, load_prepared
from models.serving.predictor import Predictor
from models.serving.runtimes import Runtime
from models.specs.job import JobSpec
from models.specs.model import SklearnPipeline
from models.specs.ports import PortSets, port_sets
from models.specs.registered import NONE_REGISTERED, Registered
from models.training.content import content_of
from models.training.finish import Outcome, finish
from models.training.fit import fit
from models.training.history import RecordingListener
from models.training.listener import Listener, Phase
from models.training.resuming.resume import ResumePlace, Resuming
from models.training.signature import signature_of
from models.training.start import Carried, Start


def run(
    spec: JobSpec,
    folder: Path,
    listener: Listener,
    cache: Path | None = None,
    registered: Registered = NONE_REGISTERED,
    resume: ResumePlace | None = None,
    most_bytes: int = MAX_HELD_BYTES,
    **note: Any,
) -> Outcome:
    """Train a model and write its artifact.

    Args:
        spec: A checked spec.
        folder: Folder for artifact, compiled form and snapshots.
        listener: Receives the reports; asked whether to stop.
        cache: Folder for unpacked data sets; None for none.
        registered: Lookup of registered models and of uploads.
        resume: Where resume points are, from which a fit goes on that another process has begun; None for none.
        most_bytes: Largest size of samples that are kept in memory; of more, samples are read when they are needed.
        **note: More entries of the provenance; JSON values.

    Raises:
        DataError: The data is not available, or does not match the spec.
        Cancelled: The listener asked to stop.
    """
    recorder = RecordingListener(listener, folder / OUTPUTS / SAMPLES)
    recorder.on_phase(Phase.LOADING)
    recorder.log(f"loading {spec.data.source}")
    start, sets = Start.of(spec, registered), port_sets(spec, registered)
    kinds = kinds_of(spec, {name: data_set.describe() for name, data_set in sets.targets.items()})
    takes_targets = all(kind.takes_targets for kind in kinds.values())
    fitted, begin_preparing = start.chain_for(spec) if start else None, partial(recorder.on_phase, Phase.PREPARING)
    prepared = load_prepared(spec, sets, cache, takes_targets=takes_targets, fitted=fitted, on_loaded=begin_preparing, most_bytes=most_bytes)
    _report(spec, sets, cache, prepared, start, recorder)
    _save_augmented(spec, prepared, folder, start.epoch_for(spec) if start else 0)
    resuming = _resuming(spec, prepared, recorder, resume)
    runtime = fit(spec, prepared, folder / SNAPSHOTS, recorder, registered, start, resuming)
    carried = Carried.of(runtime)
    recorder.on_phase(Phase.EVALUATING)
    recorder.log("evaluating")
    predictor = Predictor(signature_of(spec, prepared, kinds, runtime), prepared.chain, runtime)
    content = content_of(spec, prepared, predictor, recorder, carried, note)
    if spec.task_facts.keeps_rows:
        write_rows(folder / OUTPUTS / "rows.npz", prepared, runtime)
    return finish(content, runtime.model, folder, recorder)


def _resuming(spec: JobSpec, prepared: Prepared, recorder: RecordingListener, place: ResumePlace | None) -> Resuming | None:
    """Find the resume point to continue from, if there is one, and report where the fit begins."""
    takes_points = spec.model.steps[-1].stages if isinstance(spec.model, SklearnPipeline) else spec.from_checkpoint is None
    resuming = Resuming(place, spec, prepared, recorder) if place and takes_points else None
    point = resuming.find(recorder.log) if resuming else None
    recorder.on_begin(recorder.resumed_at(point.epoch, point.batch) if point else None)
    return resuming


def _report(spec: JobSpec, sets: PortSets, cache: Path | None, prepared: Prepared, start: Start | None, recorder: RecordingListener) -> None:
    """Log how the data was obtained, the number of samples, and what training continues from."""
    notes = dict.fromkeys(data_set.note(cache) for data_set in (*sets.inputs.values(), *sets.targets.values()))
    for note in filter(None, notes):
        recorder.log(note)
    begun = f", continuing from {spec.origin_ref} after epoch {start.epoch_for(spec)}" if start else ""
    what = "new samples in every epoch" if prepared.stream else f"{prepared.train.n_samples:,} samples"
    what += ", which are read when they are needed" if prepared.train.is_deferred and not prepared.stream else ""
    recorder.log(f"training on {what}{begun}")


def _save_augmented(spec: JobSpec, prepared: Prepared, folder: Path, epoch: int) -> None:
    augmentation = spec.training.augmentation if spec.training and spec.from_checkpoint is None else None
    if augmentation is not None and augmentation.save:
        save_images(folder / OUTPUTS, spec, prepared, epoch)


def write_rows(path: Path, prepared: Prepared, runtime: Runtime) -> None:
    """Write the transformed data of a transformer.

    Args:
        path: The .npz file. For each part (train, test) it has the raw inputs and targets as `train_inputs` and `train_targets`,
            and the transformed samples as `train_rows`; text is left out.
        prepared: The data; of one input.
        runtime: The fitted transformer.
    """
    arrays = _arrays("train", prepared.raw_train.input_arrays, prepared.train.run(runtime.run), prepared.truth)
    if prepared.raw_test is not None and prepared.test is not None:
        arrays |= _arrays("test", prepared.raw_test.input_arrays, prepared.test.run(runtime.run), prepared.raw_test.target_arrays)
    plain = {name: array for name, array in arrays.items() if array.dtype != object}

    def fill(draft: Path) -> None:
        with draft.open("wb") as file:
            np.savez_compressed(file, allow_pickle=False, **plain)

    write_atomically(path, fill)


def _arrays(part: str, inputs: Ports, rows: Ports, targets: Ports | None) -> dict[str, Array]:
    sides = {"inputs": inputs, "rows": rows, "targets": targets or {}}
    return {f"{part}_{side}": array for side, ports in sides.items() for array in ports.values()}


def save_images(folder: Path, spec: JobSpec, prepared: Prepared, epoch: int) -> None:
    """Write the first augmented images of an epoch, of the first image input, as augmented-001.png and so on.

    Args:
        folder: Folder for the files.
        spec: A checked spec with augmentation, which gives their number.
        prepared: The data.
        epoch: Index of the epoch, from 0.
    """
    from models.training.epoch_batches import batches_of  # Loads TensorFlow, for networks only.

    training = spec.training
    if training is None or training.augmentation is None:
        raise TypeError("expected a spec with augmentation, got one without")
    batches, wanted = batches_of(prepared, training, spec.seed), training.augmentation.save
    batches.epoch = epoch
    few = list(batches.dataset.take(-(-wanted // training.batch_size)).as_numpy_iterator())
    index, seen = next((index, array) for index, array in enumerate(prepared.train.x.values()) if array.ndim == IMAGE_AXES)
    images = np.concatenate([x[index] if isinstance(x, tuple) else x for x, _ in few])[:wanted]
    for number, image in enumerate(images, 1):
        _write(folder / f"augmented-{number:03d}.png", png_of_image(image, Values.of(seen)))


def _write(path: Path, content: bytes) -> None:
    def fill(draft: Path) -> None:
        draft.write_bytes(content)

    write_atomically(path, fill)
