"""The places in an HDF5 file where Keras has compile settings and optimizer."""

import json
from collections.abc import Sequence
from typing import Any

import h5py
import numpy as np

from models.core.arrays import Array

#: Attribute with loss, metrics and optimizer, by which `keras.models.load_model` compiles a network.
TRAINING_CONFIG = "training_config"
#: Group of the optimizer's variables, named by their index, as in a `.weights.h5` file. The group `optimizer_weights` of Keras' older layout is
#: left out on purpose: where it exists, Keras 3 builds the optimizer for no variables, and the loaded network refuses to train.
OPTIMIZER = "optimizer/vars"


def write_settings(file: h5py.File, settings: dict[str, Any] | None) -> None:
    """Write how a network is compiled; nothing where Keras cannot compile it alike."""
    if settings is not None:
        file.attrs[TRAINING_CONFIG] = json.dumps(settings)


def read_settings(file: h5py.File) -> dict[str, Any] | None:
    """Read how a network is compiled; None if the file does not say so."""
    settings: dict[str, Any] | None = json.loads(file.attrs[TRAINING_CONFIG]) if TRAINING_CONFIG in file.attrs else None
    return settings


def write_optimizer(file: h5py.File, variables: Sequence[Array | h5py.Dataset]) -> None:
    """Write the variables of an optimizer, in order; data sets of the same file are linked, not copied."""
    for index, variable in enumerate(variables):
        file[f"{OPTIMIZER}/{index}"] = variable


def read_optimizer(file: h5py.File) -> tuple[Array, ...] | None:
    """Read the variables of an optimizer in order; None if there are none."""
    if OPTIMIZER not in file:
        return None
    group = file[OPTIMIZER]
    return tuple(np.asarray(group[str(index)][()]) for index in range(len(group)))
