"""A network's architecture as Keras writes it, translated into the model part of a spec."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from models.core.errors import Fault, SpecError, shortened
from models.core.faults import quote
from models.specs.keras_config.flattening import GRAPHS, ROW, Flat, flatten
from models.specs.keras_config.notes import POINTER, NamedAxis, Notes, named, refused

#: Most values along an axis of a sample.
_MAX_SIZE = 1_000_000


@dataclass(frozen=True)
class Translation:
    """An architecture as part of a spec.

    Args:
        model: The model part, not yet validated.
        input_shape: Shape of one sample.
        axes: Axes that have to be the last ones, to be judged once the shapes are known.
    """

    model: dict[str, Any]
    input_shape: list[int]
    axes: Sequence[NamedAxis] = ()


def network_of(config: Any) -> Translation:
    """Translate an architecture; networks within it are written out as their layers, with the name of the network before theirs.

    Args:
        config: Result of `model.to_json()` of Keras, or the architecture in an HDF5 file, decoded.

    Raises:
        SpecError: It has another form, or holds something that a spec has no layer or field for: all of it is named.
    """
    config = _with_fields(config)
    kind, _ = named(config, POINTER)
    if kind != ROW and kind not in GRAPHS:
        raise refused(f"{POINTER}/class_name", f"expected Sequential or Functional, got {quote(kind)}")
    notes = Notes(_version(config), str(config.get("backend") or ""))
    try:
        found = _translation(*flatten(config, notes))
    except SpecError as error:
        raise SpecError(shortened([*notes.faults, *error.faults])) from error
    if notes.faults:
        raise SpecError(shortened(notes.faults))
    return found


def names_version(config: dict[str, Any]) -> bool:
    """Tell whether an architecture says which Keras wrote it.

    `model.to_json()` of Keras 3 writes no version, but the module of every class, which earlier versions write with the version only.
    """
    return "keras_version" in config or ("module" in config and "registered_name" in config)


def misplaced_axes(axes: Sequence[NamedAxis], n_axes: dict[str, int]) -> list[Fault]:
    """Return a fault for each axis that is not the last one.

    Args:
        axes: The axes.
        n_axes: Number of axes of one sample of each layer's output, by name.
    """
    wrong = [axis for axis in axes if axis.axis not in (n_axes.get(axis.layer), [n_axes.get(axis.layer)])]
    return [Fault(axis.pointer, f"expected the last axis ({n_axes.get(axis.layer)} or -1), got {quote(axis.axis)}") for axis in wrong]


def _with_fields(config: Any) -> Any:
    """Return an architecture with the layers of every Sequential in a field, which up to Keras 2.2 were its whole configuration."""
    if isinstance(config, list):
        return [_with_fields(each) for each in config]
    if not isinstance(config, dict):
        return config
    found = {key: _with_fields(value) for key, value in config.items()}
    if found.get("class_name") == ROW and isinstance(found.get("config"), list) and found["config"]:
        found["config"] = {"name": found.get("name", "sequential"), "layers": found["config"]}
    return found


def _version(config: dict[str, Any]) -> int | None:
    """Return the major version of the Keras that wrote an architecture; None where it does not say so."""
    given = config.get("keras_version")
    if given is None:
        return 3 if names_version(config) else None
    if not isinstance(given, str) or not (digits := re.match(r"\d{1,3}", given)):
        raise refused(f"{POINTER}/keras_version", f'expected a version such as "2.15.0", got {quote(given)}')
    return int(digits.group())


def _translation(flat: Flat, ends: list[str]) -> Translation:
    if len(flat.shapes) != 1:
        raise refused(POINTER + "/config/input_layers", f"expected a network with one input, got {len(flat.shapes)}")
    (pointer, given) = flat.shapes[0]
    shape = _shape(given, pointer)
    if flat.is_row:
        return Translation({"kind": "sequential", "layers": [node["layer"] for node in flat.nodes[1:]]}, shape, flat.notes.axes)
    return Translation({"kind": "functional", "nodes": flat.nodes, "outputs": ends}, shape, flat.notes.axes)


def _shape(batch_shape: Any, pointer: str) -> list[int]:
    sizes = batch_shape[1:] if isinstance(batch_shape, list) else None
    if not sizes or not all(type(size) is int and 0 < size <= _MAX_SIZE for size in sizes):
        raise refused(pointer, f"expected the shape of a batch: null, then known sizes, got {quote(batch_shape)}")
    return sizes
