"""The snapshots of a fit that its spec asks for."""

import math
import os
from dataclasses import asdict, replace
from pathlib import Path

import keras

from models.specs.training import Checkpoint
from models.training.background_writer import BackgroundWriter
from models.training.keras_form import KerasForm
from models.training.listener import Listener, SnapshotReport
from models.training.resuming.kept import Kept
from models.training.snapshot import Snapshot


class SnapshotWriter:
    """Writes snapshots in the background, and deletes the oldest.

    Args:
        folder: Folder for the files.
        rule: When to write, what, under which name, and how many to keep.
        listener: Receives a report of every file.
        form: The network in the form of Keras.
        writer: Writes them.
    """

    def __init__(self, folder: Path, rule: Checkpoint, listener: Listener, form: KerasForm, writer: BackgroundWriter) -> None:
        self._folder, self._rule, self._listener, self._form, self._writer = folder, rule, listener, form, writer
        self._best = self._best_written = math.nan
        self._kept: list[SnapshotReport] = []

    def offer(self, network: keras.Model, epoch: int, logged: dict[str, float]) -> None:
        """Take a snapshot after an epoch if one is due.

        Args:
            network: The network.
            epoch: Number of the epoch, from 1.
            logged: Values logged at its end, by name.
        """
        if epoch % self._rule.every == 0 and self._is_wanted(logged):
            snapshot, best = Snapshot.take(network, epoch, logged, weights_only=self._rule.weights_only), self._best
            self._writer.put(lambda: self._write(snapshot, best))

    def keep(self) -> Kept:
        """Return what was written; called on the thread that writes. Paths are relative to the folder of the job: its attempts have one each."""
        lines = [{**asdict(report), "path": os.path.relpath(report.path, self._job_folder), "removed": []} for report in self._kept]
        return Kept({"best": self._best_written, "kept": lines})

    def take_up(self, kept: Kept) -> None:
        """Continue where another attempt was, and report the snapshots that it kept."""
        self._best = self._best_written = kept.values["best"]
        self._kept = [SnapshotReport(**{**line, "path": self._job_folder / line["path"], "removed": ()}) for line in kept.values["kept"]]
        self._listener.on_snapshots_kept(tuple(self._kept))

    @property
    def _job_folder(self) -> Path:
        return self._folder.parent.parent

    def _is_wanted(self, logged: dict[str, float]) -> bool:
        if not self._rule.best_only:
            return True
        value = logged.get(self._rule.monitored, math.nan)
        better = self._rule.improves(value, self._best)
        self._best = value if better else self._best
        return better

    def _write(self, snapshot: Snapshot, best: float) -> None:
        self._best_written = best
        if not snapshot.is_finite:
            self._listener.log(f"no checkpoint after epoch {snapshot.epoch}: a weight is NaN or infinite")
            return
        path = self._folder / self._rule.file_name(snapshot.epoch, snapshot.metrics)
        snapshot.write(path, self._form)
        report = SnapshotReport(snapshot.epoch, path, snapshot.metrics, ())
        self._listener.on_snapshot(replace(report, removed=self._removed_for(report)))

    def _removed_for(self, made: SnapshotReport) -> tuple[Path, ...]:
        """Keep a new file, and delete the oldest beyond the limit."""
        self._kept.append(made)
        too_many = 0 if self._rule.keep is None else max(0, len(self._kept) - self._rule.keep)
        removed, self._kept = self._kept[:too_many], self._kept[too_many:]
        for old in removed:
            if old.path != made.path:
                old.path.unlink(missing_ok=True)
        return tuple(old.path for old in removed)
