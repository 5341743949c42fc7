"""A training job: prepare, fit, evaluate, write, compile."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from models.core.files import OUTPUTS, SAMPLES, SNAPSHOTS
from models.kinds import Kind, kinds_of
from models.preparing.deferring import MAX_HELD_BYTES
from models.preparing.prepared import Prepared, load_prepared
from models.serving.predictor import Predictor
from models.serving.runtimes.keras import KerasRuntime
from models.serving.runtimes.sklearn import SklearnRuntime
from models.specs.job import JobSpec
from models.specs.model import SklearnPipeline
from models.specs.ports import PortSets, port_sets
from models.specs.registered import NONE_REGISTERED, Registered
from models.training.content import content_of
from models.training.finish import Outcome, finish
from models.training.fit import fit
from models.training.history import RecordingListener
from models.training.listener import Listener, Phase
from models.training.output_files import save_images, write_rows
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
    begun = _prepare(spec, registered, cache, most_bytes, recorder)
    _save_augmented(spec, begun, folder)
    resuming = _resuming(spec, begun.prepared, recorder, resume)
    runtime = fit(spec, begun.prepared, folder / SNAPSHOTS, recorder, registered, begun.start, resuming)
    return _finish(spec, begun, runtime, folder, recorder, note)


@dataclass(frozen=True)
class _Begun:
    """What a job has before its fit.

    Args:
        prepared: The data.
        kinds: The kind of each output, by name.
        start: The model that training continues from; None for a new one.
    """

    prepared: Prepared
    kinds: Mapping[str, Kind]
    start: Start | None


def _prepare(spec: JobSpec, registered: Registered, cache: Path | None, most_bytes: int, recorder: RecordingListener) -> _Begun:
    """Load the data, and fit the preprocessing to it or take that of the model that training continues from."""
    start, sets = Start.of(spec, registered), port_sets(spec, registered)
    kinds = kinds_of(spec, {name: data_set.describe() for name, data_set in sets.targets.items()})
    takes_targets = all(kind.takes_targets for kind in kinds.values())
    fitted, begin_preparing = start.chain_for(spec) if start else None, partial(recorder.on_phase, Phase.PREPARING)
    prepared = load_prepared(spec, sets, cache, takes_targets=takes_targets, fitted=fitted, on_loaded=begin_preparing, most_bytes=most_bytes)
    _report(spec, sets, cache, prepared, start, recorder)
    return _Begun(prepared, kinds, start)


def _finish(
    spec: JobSpec, begun: _Begun, runtime: KerasRuntime | SklearnRuntime, folder: Path, recorder: RecordingListener, note: dict[str, Any]
) -> Outcome:
    """Evaluate the fitted model, and write its files."""
    prepared, carried = begun.prepared, Carried.of(runtime)
    recorder.on_phase(Phase.EVALUATING)
    recorder.log("evaluating")
    predictor = Predictor(signature_of(spec, prepared, begun.kinds, runtime), prepared.chain, runtime)
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


def _save_augmented(spec: JobSpec, begun: _Begun, folder: Path) -> None:
    augmentation = spec.training.augmentation if spec.training and spec.from_checkpoint is None else None
    if augmentation is not None and augmentation.save:
        save_images(folder / OUTPUTS, spec, begun.prepared, begun.start.epoch_for(spec) if begun.start else 0)
