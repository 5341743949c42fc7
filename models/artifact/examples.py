"""Golden examples in an HDF5 group: arrays of numbers as they are, all else as JSON."""

import base64
from typing import Any

import h5py
import numpy as np

from models.artifact.golden import Golden, NamedGolden
from models.artifact.packing import read_json, write_json
from models.core.arrays import Array

#: Names of inputs and outputs in the network's order, which groups do not keep.
_NAMES = "names"
#: Marks bytes, such as an encoded picture, in JSON.
_BYTES = "__base64__"


def write_golden(group: h5py.Group, golden: Golden | NamedGolden) -> None:
    """Write recorded examples; those of named inputs and outputs in a group for each name."""
    if isinstance(golden, NamedGolden):
        _write_named(group, golden)
        return
    _write_inputs(group, golden.inputs)
    group.create_dataset("outputs", data=golden.outputs)


def read_golden(group: h5py.Group) -> Golden | NamedGolden:
    """Read recorded examples back."""
    if _NAMES in group:
        return _read_named(group)
    return Golden(_read_inputs(group), np.asarray(group["outputs"]))


def _write_inputs(group: h5py.Group, inputs: Array) -> None:
    if inputs.dtype.kind in "OUS":
        write_json(group, "inputs_json", _plain(inputs))
    else:
        group.create_dataset("inputs", data=inputs)


def _read_inputs(group: h5py.Group) -> Array:
    return _array(read_json(group, "inputs_json")) if "inputs_json" in group else np.asarray(group["inputs"])


def _write_named(group: h5py.Group, golden: NamedGolden) -> None:
    write_json(group, _NAMES, {"inputs": list(golden.inputs), "outputs": list(golden.outputs)})
    for name, array in golden.inputs.items():
        _write_inputs(group.create_group(f"inputs/{name}"), array)
    for name, array in golden.outputs.items():
        group.create_dataset(f"outputs/{name}", data=array)


def _read_named(group: h5py.Group) -> NamedGolden:
    names = read_json(group, _NAMES)
    inputs = {name: _read_inputs(group[f"inputs/{name}"]) for name in names["inputs"]}
    return NamedGolden(inputs, {name: np.asarray(group[f"outputs/{name}"]) for name in names["outputs"]})


def _plain(array: Array) -> dict[str, Any]:
    values = [_plain_value(value) for value in array.reshape(-1).tolist()]
    return {"dtype": array.dtype.str if array.dtype.kind != "O" else "object", "shape": list(array.shape), "values": values}


def _plain_value(value: Any) -> Any:
    if isinstance(value, bytes):
        return {_BYTES: base64.b64encode(value).decode()}
    return value.item() if isinstance(value, np.generic) else value


def _array(record: dict[str, Any]) -> Array:
    array = np.empty(len(record["values"]), record["dtype"])
    for place, value in enumerate(record["values"]):
        array[place] = base64.b64decode(value[_BYTES]) if isinstance(value, dict) else value
    return array.reshape(record["shape"])
