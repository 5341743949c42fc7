"""The form in which Keras stores a network, for snapshots: plain `keras.models.load_model` opens them."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Self

import h5py
import keras

from models.artifact.file import save_network
from models.artifact.foreign import names_in
from models.artifact.keras_places import write_settings
from models.artifact.new_hdf5 import new_hdf5
from models.building.compile_settings import compile_settings
from models.specs.training import Training

_WEIGHTS = "model_weights"


@dataclass(frozen=True)
class KerasForm:
    """What Keras' HDF5 form of a network consists of, besides the values of its variables.

    Args:
        attributes: Attributes of each group of the file by path: architecture, names of layers and weights.
        weights: Path of each weight, and its index in the variables of a snapshot.
        settings: How the network is compiled; None where Keras cannot compile it alike.
    """

    attributes: dict[str, dict[str, Any]]
    weights: dict[str, int]
    settings: dict[str, Any] | None

    @classmethod
    def of(cls, network: keras.Model, variables: Sequence[keras.Variable], training: Training, folder: Path) -> Self:
        """Read the form of a compiled network from a file that Keras writes.

        Args:
            network: The network.
            variables: Variables in the order of the snapshots.
            training: How it is compiled.
            folder: Where a temporary file may be as large as a snapshot.
        """
        folder.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(prefix=".part-", dir=folder) as inside, new_hdf5(Path(inside) / "network.h5") as file:
            save_network(file, network)
            return cls(_attributes(file), _weights(file, network, variables), compile_settings(network, training))

    def write(self, file: h5py.File, variables: h5py.Group, rate: float | None) -> None:
        """Add the form to a snapshot; values are linked, not copied.

        Args:
            file: The snapshot.
            variables: Its group of variables, whose names sort in order.
            rate: The learning rate; None for that of the spec.
        """
        names = sorted(variables)
        for path, attributes in self.attributes.items():
            file.require_group(path).attrs.update(attributes)
        for path, index in self.weights.items():
            file[path] = variables[names[index]]
        write_settings(file, _at_rate(self.settings, rate))


def _attributes(file: h5py.File) -> dict[str, dict[str, Any]]:
    found = {"/": dict(file.attrs)}
    file.visititems(lambda path, item: found.update({path: dict(item.attrs)}) if isinstance(item, h5py.Group) else None)
    return found


def _weights(file: h5py.File, network: keras.Model, variables: Sequence[keras.Variable]) -> dict[str, int]:
    indices = {id(variable): index for index, variable in enumerate(variables)}
    found: dict[str, int] = {}
    for layer in network.layers:
        group = file[_WEIGHTS][layer.name]
        weights = (*layer.trainable_weights, *layer.non_trainable_weights)  # In the order in which Keras writes them.
        names = names_in(group, "weight_names")
        found |= {f"{group.name}/{name}": indices[id(weight)] for name, weight in zip(names, weights, strict=True)}
    return found


def _at_rate(settings: dict[str, Any] | None, rate: float | None) -> dict[str, Any] | None:
    if settings is None or rate is None:
        return settings
    optimizer = settings["optimizer_config"]
    return {**settings, "optimizer_config": {**optimizer, "config": {**optimizer["config"], "learning_rate": rate}}}
