"""Snapshots: all variables of a running fit in one HDF5 file."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import h5py
import keras
import numpy as np

from models.artifact.keras_places import read_optimizer, write_optimizer
from models.artifact.new_hdf5 import new_hdf5
from models.artifact.packing import read_variables, write_variables
from models.core.arrays import Array
from models.core.files import write_atomically
from models.specs.losses_and_metrics import LEARNING_RATE
from models.training.keras_form import KerasForm


@dataclass(frozen=True)
class Snapshot:
    """The variables of a fit after an epoch.

    Args:
        epoch: Number of the last finished epoch, from 1.
        metrics: Metrics and learning rate of that epoch.
        variables: Every entry of `model.variables`: weights, moving averages and dropout generators.
        optimizer: Every entry of `optimizer.variables`; None if they were left out.
    """

    epoch: int
    metrics: dict[str, float]
    variables: tuple[Array, ...]
    optimizer: tuple[Array, ...] | None

    @classmethod
    def take(cls, network: keras.Model, epoch: int, metrics: dict[str, float], *, weights_only: bool = False) -> "Snapshot":
        """Copy the variables of a network, with or without those of its optimizer."""
        return cls(epoch, metrics, copies_of(network.variables), None if weights_only else copies_of(network.optimizer.variables))

    @property
    def is_finite(self) -> bool:
        """Return whether no variable has NaN or infinity."""
        return all(np.isfinite(value).all() for value in (*self.variables, *(self.optimizer or ())))

    def restore(self, network: keras.Model) -> None:
        """Restore the variables of a compiled network of the same spec."""
        assign(network.variables, self.variables)
        if self.optimizer is not None:
            network.optimizer.build(network.trainable_variables)
            assign(network.optimizer.variables, self.optimizer)

    def write(self, path: Path, form: KerasForm) -> None:
        """Write the snapshot atomically.

        Args:
            path: Where the file is to be; it ends in ".h5".
            form: The network in the form of Keras, which is written beside the variables.
        """

        def fill(draft: Path) -> None:
            with new_hdf5(draft) as file:
                file.attrs["epoch"] = self.epoch
                for name, value in self.metrics.items():
                    file.attrs[f"metric:{name}"] = value
                write_variables(file.create_group("variables"), self.variables)
                write_optimizer(file, self.optimizer or ())
                form.write(file, file["variables"], self.metrics.get(LEARNING_RATE))

        write_atomically(path, fill)

    @classmethod
    def read(cls, path: Path) -> "Snapshot":
        """Read a snapshot."""
        with h5py.File(path) as file:
            metrics = {name.removeprefix("metric:"): float(value) for name, value in file.attrs.items() if name.startswith("metric:")}
            return cls(int(file.attrs["epoch"]), metrics, read_variables(file["variables"]), _optimizer(file))


def _optimizer(file: h5py.File) -> tuple[Array, ...] | None:
    """Read the optimizer's variables; files written before they had the form of Keras have them in another group."""
    found = read_optimizer(file)
    return read_variables(file["optimizer"]) if found is None and "optimizer" in file else found


def copies_of(variables: Sequence[keras.Variable]) -> tuple[Array, ...]:
    """Copy the values of Keras variables."""
    return tuple(np.asarray(variable.value.numpy()) for variable in variables)


def assign(variables: Sequence[keras.Variable], values: Sequence[Any]) -> None:
    """Assign values to variables in order."""
    for variable, value in zip(variables, values, strict=True):
        variable.assign(value)
