"""The numbers that a model has learned, by name, read from its artifact without its framework where that is possible."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import h5py
import numpy as np

from models.artifact.content import Artifact
from models.core.arrays import Array
from models.serving.runtimes.sklearn import SklearnRuntime

#: The groups of an artifact that Keras does not write, and its record of the optimizer: they hold no weights.
_OTHERS = ("modelbook", "estimator", "optimizer_weights")


def learned_values(artifact: Artifact) -> dict[str, Array]:
    """Return the weights of a network, or all numbers in a fitted pipeline, by name.

    Args:
        artifact: An artifact that has been read.

    Raises:
        ArtifactError: Its pipeline cannot be rebuilt here.
    """
    if artifact.estimator:
        return dict(_numbers(SklearnRuntime.of(artifact).pipeline, "", set()))
    return _weights(artifact.path)


def _weights(path: Path) -> dict[str, Array]:
    found: dict[str, Array] = {}

    def add(name: str, item: h5py.Dataset | h5py.Group) -> None:
        if isinstance(item, h5py.Dataset) and item.dtype.kind in "biuf" and name.partition("/")[0] not in _OTHERS:
            found[name] = np.asarray(item)

    with h5py.File(path, "r") as file:
        file.visititems(add)
    return found


def _numbers(value: Any, name: str, above: set[int]) -> Iterator[tuple[str, Array]]:
    """Yield the numbers within an object, wherever it keeps them: attributes, items, the state of a compiled class.

    Args:
        value: The object.
        name: Its name.
        above: Ids of the objects that it is in, so that one that contains itself ends.
    """
    if isinstance(value, bool | int | float | np.number):
        yield name, np.asarray(value)
    elif isinstance(value, np.ndarray) and value.dtype.kind in "biufV":
        yield from _columns(value, name)
    elif value is not None and not isinstance(value, str | bytes | type) and not callable(value) and id(value) not in above:
        for key, inner in _items(value):
            yield from _numbers(inner, f"{name}/{key}", above | {id(value)})


def _columns(array: Array, name: str) -> Iterator[tuple[str, Array]]:
    """Yield an array; one of records by field, as there may be unused bytes between them."""
    if array.dtype.names is None:
        yield name, array
        return
    for field in array.dtype.names:
        yield f"{name}/{field}", array[field]


def _items(value: Any) -> Iterator[tuple[Any, Any]]:
    if isinstance(value, Mapping):
        yield from value.items()
    elif isinstance(value, Sequence | np.ndarray):
        yield from enumerate(value)
    else:
        state = value.__getstate__()
        yield from _items(state) if isinstance(state, Mapping | Sequence) else ()
