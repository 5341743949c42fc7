"""Snapshots: every variable of a running fit in one HDF5 file, written off the training thread."""

import queue
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import h5py
import keras
import numpy as np

from models.artifact.variables import read_variables, write_variables
from models.files import write_atomically
from models.preprocessing.step import Array
from models.spec.training import Checkpoint
from models.training.listener import Listener, SnapshotReport


@dataclass(frozen=True)
class Snapshot:
    """All state of a fit after an epoch.

    Args:
        epoch: Number of the last finished epoch, from 1.
        metrics: Metrics of that epoch.
        variables: Every entry of `model.variables`: weights, moving averages and dropout generators.
        optimizer: Every entry of `optimizer.variables`.
    """

    epoch: int
    metrics: dict[str, float]
    variables: tuple[Array, ...]
    optimizer: tuple[Array, ...]

    @classmethod
    def take(cls, network: keras.Model, epoch: int, metrics: dict[str, float]) -> "Snapshot":
        """Copy the state of a network."""
        return cls(epoch, metrics, copies_of(network.variables), copies_of(network.optimizer.variables))

    def restore(self, network: keras.Model) -> None:
        """Put the state back into a network of the same spec, compiled and built."""
        network.optimizer.build(network.trainable_variables)
        for variables, values in ((network.variables, self.variables), (network.optimizer.variables, self.optimizer)):
            for variable, value in zip(variables, values, strict=True):
                variable.assign(value)

    def write(self, path: Path) -> None:
        """Write the snapshot; a reader sees the whole file or none."""

        def fill(draft: Path) -> None:
            with h5py.File(draft, "w") as file:
                file.attrs["epoch"] = self.epoch
                for name, value in self.metrics.items():
                    file.attrs[f"metric:{name}"] = value
                write_variables(file.create_group("variables"), self.variables)
                write_variables(file.create_group("optimizer"), self.optimizer)

        write_atomically(path, fill)

    @classmethod
    def read(cls, path: Path) -> "Snapshot":
        """Read a snapshot."""
        with h5py.File(path) as file:
            metrics = {name.removeprefix("metric:"): float(value) for name, value in file.attrs.items() if name.startswith("metric:")}
            return cls(int(file.attrs["epoch"]), metrics, read_variables(file["variables"]), read_variables(file["optimizer"]))


def copies_of(variables: Sequence[keras.Variable]) -> tuple[Array, ...]:
    """Copy the values of Keras variables."""
    return tuple(np.asarray(variable.value.numpy()) for variable in variables)


class SnapshotWriter:
    """Writes snapshots on a thread of its own, at most one behind the fit, and keeps the newest few.

    Args:
        folder: Where the files go.
        rule: How often to write, and how many to keep.
        listener: Told of every file written.
    """

    def __init__(self, folder: Path, rule: Checkpoint, listener: Listener) -> None:
        self._folder, self._rule, self._listener = folder, rule, listener
        self._waiting: queue.Queue[Snapshot | None] = queue.Queue(maxsize=1)
        self._kept: list[Path] = []
        self._error: Exception | None = None
        self._thread = threading.Thread(target=self._write_all, name="snapshots", daemon=True)
        self._thread.start()

    def offer(self, network: keras.Model, epoch: int, metrics: dict[str, float]) -> None:
        """Take a snapshot if one is due after this epoch."""
        if epoch % self._rule.every == 0:
            self._waiting.put(Snapshot.take(network, epoch, metrics))

    def close(self) -> None:
        """Wait until everything offered is on disk.

        Raises:
            OSError: A snapshot could not be written.
        """
        self._waiting.put(None)
        self._thread.join()
        if self._error is not None:
            raise self._error

    def _write_all(self) -> None:
        while (snapshot := self._waiting.get()) is not None:
            try:
                if self._error is None:
                    self._write(snapshot)
            except Exception as error:  # noqa: BLE001 - raised again by close(), on the training thread
                self._error = error

    def _write(self, snapshot: Snapshot) -> None:
        path = self._folder / f"epoch-{snapshot.epoch:05d}.h5"
        snapshot.write(path)
        self._kept.append(path)
        removed, self._kept = self._kept[: -self._rule.keep], self._kept[-self._rule.keep :]
        for old in removed:
            old.unlink(missing_ok=True)
        self._listener.on_snapshot(SnapshotReport(snapshot.epoch, path, snapshot.metrics, tuple(removed)))
