"""Write parts of a network's artifact as separate files: weights only, architecture only. Needs only h5py."""

import json
from pathlib import Path
from typing import Any

import h5py

from models.artifact.new_hdf5 import new_hdf5
from models.core.errors import ArtifactError
from models.core.files import write_atomically

#: Modules in which Keras looks for the class of a model; its HDF5 files leave them out.
_MODULES = {"Sequential": "keras", "Functional": "keras.src.models.functional"}


def holds_network(artifact: Path) -> bool:
    """Tell whether an artifact holds a network; a scikit-learn pipeline has neither weights nor layers.

    Raises:
        ArtifactError: The artifact cannot be read.
    """
    with _opened(artifact) as file:
        return "model_config" in file.attrs and "model_weights" in file


def write_weights(artifact: Path, path: Path) -> None:
    """Copy the weights of a network into a file that `model.load_weights` of Keras reads.

    The layout is that of Keras' HDF5 files: layers by name, each with its weights in order. Keras chooses the layout by
    the file name: it must end in ".h5", not in ".weights.h5".

    Args:
        artifact: The HDF5 file of a network.
        path: Where the weights are to be.

    Raises:
        ArtifactError: The artifact cannot be read.
        OSError: The weights cannot be written, for instance because the disk is full.
    """

    def fill(draft: Path) -> None:
        with _opened(artifact) as source, new_hdf5(draft) as file:
            group = source["model_weights"]
            for name, value in group.attrs.items():
                file.attrs[name] = value
            for name in group:
                group.copy(name, file)

    write_atomically(path, fill)


def read_architecture(artifact: Path) -> dict[str, Any]:
    """Return the architecture of a network, as `keras.models.model_from_json` takes it.

    Args:
        artifact: The HDF5 file of a network.

    Raises:
        ArtifactError: The artifact cannot be read.
    """
    with _opened(artifact) as file:
        config: dict[str, Any] = json.loads(file.attrs["model_config"])
    return {"module": _MODULES[config["class_name"]], **config}


def _opened(artifact: Path) -> h5py.File:
    try:
        return h5py.File(artifact, "r")
    except OSError as error:
        raise ArtifactError(f"expected an HDF5 file, but {artifact.name} cannot be opened: {error}") from error
