"""Golden examples in an HDF5 group: arrays of numbers as they are, all else as JSON."""

import base64
from typing import Any

import h5py
import numpy as np

from models.artifact.golden import Golden
from models.artifact.packing import read_json, write_json
from models.core.arrays import Array
from models.specs.ports import INPUT, OUTPUT

#: Names of inputs and outputs in the model's order, which groups do not keep; format versions before 4 have none where there is one of each.
_NAMES = "names"
#: Marks bytes, such as an encoded image, in JSON.
_BYTES = "__base64__"


def write_golden(group: h5py.Group, golden: Golden) -> None:
    """Write recorded examples, in a group for each port."""
    write_json(group, _NAMES, {"inputs": list(golden.inputs), "outputs": list(golden.outputs)})
    for name, array in golden.inputs.items():
        _write_inputs(group.create_group(f"inputs/{name}"), array)
    for name, array in golden.outputs.items():
        group.create_dataset(f"outputs/{name}", data=array)


def read_golden(group: h5py.Group) -> Golden:
    """Read recorded examples back."""
    if _NAMES not in group:
        return Golden({INPUT: _read_inputs(group)}, {OUTPUT: np.asarray(group["outputs"])})
    names = read_json(group, _NAMES)
    inputs = {name: _read_inputs(group[f"inputs/{name}"]) for name in names["inputs"]}
    return Golden(inputs, {name: np.asarray(group[f"outputs/{name}"]) for name in names["outputs"]})


def _write_inputs(group: h5py.Group, inputs: Array) -> None:
    if inputs.dtype.kind in "OUS":
        write_json(group, "inputs_json", _plain(inputs))
    else:
        group.create_dataset("inputs", data=inputs)


def _read_inputs(group: h5py.Group) -> Array:
    return _array(read_json(group, "inputs_json")) if "inputs_json" in group else np.asarray(group["inputs"])


def _plain(array: Array) -> dict[str, Any]:
    values = [_plain_value(value) for value in array.reshape(-1).tolist()]
    return {"dtype": array.dtype.str if array.dtype.kind != "O" else "object", "shape": list(array.shape), "values": values}


def _plain_value(value: Any) -> Any:
    if isinstance(value, bytes):
        return {_BYTES: base64.b64encode(value).decode()}
    return value.item() if isinstance(value, np.generic) else value


def _array(record: dict[str, Any]) -> Array:
    array = np.empty(len(record["values"]), record["dtype"])
    for index, value in enumerate(record["values"]):
        array[index] = base64.b64decode(value[_BYTES]) if isinstance(value, dict) else value
    return array.reshape(record["shape"])
