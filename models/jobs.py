"""A whole training job: prepare, fit, evaluate, write, compile."""

from pathlib import Path
from typing import Any

from models.core.output_files import OUTPUTS, SAMPLES
from models.kinds import kinds_of
from models.preparing.prepared import Prepared, load_prepared
from models.serving.predictor import Predictor
from models.specs.job import JobSpec
from models.specs.port_sets import PortSets, port_sets
from models.specs.registered import NONE_REGISTERED, Registered
from models.training.carried import Carried
from models.training.content import content_of
from models.training.finish import Outcome, finish
from models.training.fit import fit
from models.training.history import RecordingListener
from models.training.listener import Listener
from models.training.outputs import write_rows
from models.training.signature import signature_of
from models.training.start import Start


def run(spec: JobSpec, folder: Path, listener: Listener, cache: Path | None = None, registered: Registered = NONE_REGISTERED, **note: Any) -> Outcome:
    """Train a model and write its artifact.

    Args:
        spec: A checked spec.
        folder: Where artifact, compiled form and snapshots go.
        listener: Told of every step; asked whether to stop.
        cache: Folder for unpacked data sets; None to do without.
        registered: Where models used as layers or continued from, and uploads, are looked up.
        **note: More to record of where the model comes from; JSON values.

    Raises:
        DataError: The data cannot be had, or does not fit the spec.
        Cancelled: The listener asked for it.
    """
    recorder = RecordingListener(listener, folder / OUTPUTS / SAMPLES)
    recorder.log(f"loading {spec.data.source}")
    start, sets = Start.of(spec, registered), port_sets(spec, registered)
    kinds = kinds_of(spec, {name: data_set.describe() for name, data_set in sets.targets.items()})
    takes_targets = all(kind.takes_targets for kind in kinds.values())
    prepared = load_prepared(spec, sets, cache, takes_targets=takes_targets, fitted=start.chain_for(spec) if start else None)
    _report(spec, sets, cache, prepared, start, recorder)
    _save_augmented(spec, prepared, folder, start.epoch_for(spec) if start else 0)
    runtime = fit(spec, prepared, folder / "snapshots", recorder, registered, start)
    carried = Carried.of(runtime)
    recorder.log("evaluating")
    predictor = Predictor(signature_of(spec, prepared, kinds, runtime), prepared.chain, runtime)
    content = content_of(spec, prepared, predictor, recorder, carried, note)
    if spec.task_facts.keeps_rows:
        write_rows(folder / OUTPUTS / "rows.npz", prepared, runtime)
    return finish(content, runtime.model, folder, recorder)


def _report(spec: JobSpec, sets: PortSets, cache: Path | None, prepared: Prepared, start: Start | None, recorder: RecordingListener) -> None:
    """Log how the data was obtained, what is trained on, and what training continues from."""
    notes = dict.fromkeys(data_set.note(cache) for data_set in (*sets.inputs.values(), *sets.targets.values()))
    for note in filter(None, notes):
        recorder.log(note)
    begun = f", going on from {spec.origin_ref} after epoch {start.epoch_for(spec)}" if start else ""
    what = "fresh samples in every epoch" if prepared.stream else f"{prepared.train.n_samples:,} samples"
    recorder.log(f"training on {what}{begun}")


def _save_augmented(spec: JobSpec, prepared: Prepared, folder: Path, epoch: int) -> None:
    augmentation = spec.training.augmentation if spec.training and spec.from_checkpoint is None else None
    if augmentation is not None and augmentation.save:
        from models.training.augmented_files import save_images  # TensorFlow is imported for a network only.

        save_images(folder / OUTPUTS, spec, prepared, epoch)
