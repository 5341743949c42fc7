"""Snapshots, written on their own thread."""

import math
import queue
import threading
from pathlib import Path

import keras

from models.specs.training import Checkpoint
from models.training.keras_form import KerasForm
from models.training.listener import Listener, SnapshotReport
from models.training.snapshot import Snapshot


class SnapshotWriter:
    """Writes snapshots on its own thread, with at most one waiting, and deletes the oldest.

    Args:
        folder: Folder for the files.
        rule: When to write, what, under which name, and how many to keep.
        listener: Receives a report of every file.
        form: The network in the form of Keras.
    """

    def __init__(self, folder: Path, rule: Checkpoint, listener: Listener, form: KerasForm) -> None:
        self._folder, self._rule, self._listener, self._form = folder, rule, listener, form
        self._best = math.nan
        self._waiting: queue.Queue[Snapshot | None] = queue.Queue(maxsize=1)
        self._kept: list[Path] = []
        self._error: Exception | None = None
        self._thread = threading.Thread(target=self._write_all, name="snapshots", daemon=True)
        self._thread.start()

    def offer(self, network: keras.Model, epoch: int, logged: dict[str, float]) -> None:
        """Take a snapshot after an epoch if one is due.

        Args:
            network: The network.
            epoch: Number of the epoch, from 1.
            logged: Values logged at its end, by name.
        """
        if epoch % self._rule.every == 0 and self._is_wanted(logged):
            self._waiting.put(Snapshot.take(network, epoch, logged, weights_only=self._rule.weights_only))

    def close(self) -> None:
        """Wait until all snapshots are on disk.

        Raises:
            OSError: A snapshot could not be written.
        """
        self._waiting.put(None)
        self._thread.join()
        if self._error is not None:
            raise self._error

    def _is_wanted(self, logged: dict[str, float]) -> bool:
        if not self._rule.best_only:
            return True
        value = logged.get(self._rule.monitored, math.nan)
        better = self._rule.improves(value, self._best)
        self._best = value if better else self._best
        return better

    def _write_all(self) -> None:
        while (snapshot := self._waiting.get()) is not None:
            try:
                if self._error is None:
                    self._write(snapshot)
            except Exception as error:  # noqa: BLE001 - raised again by close(), on the training thread
                self._error = error

    def _write(self, snapshot: Snapshot) -> None:
        if not snapshot.is_finite:
            self._listener.log(f"no checkpoint after epoch {snapshot.epoch}: a weight is NaN or infinite")
            return
        path = self._folder / self._rule.file_name(snapshot.epoch, snapshot.metrics)
        snapshot.write(path, self._form)
        removed = self._removed_for(path)
        self._listener.on_snapshot(SnapshotReport(snapshot.epoch, path, snapshot.metrics, removed))

    def _removed_for(self, path: Path) -> tuple[Path, ...]:
        """Keep a new file, and delete the oldest beyond the limit."""
        self._kept.append(path)
        too_many = 0 if self._rule.keep is None else max(0, len(self._kept) - self._rule.keep)
        removed, self._kept = self._kept[:too_many], self._kept[too_many:]
        for old in removed:
            if old != path:
                old.unlink(missing_ok=True)
        return tuple(removed)
