"""Golden examples in an HDF5 group: arrays of numbers as they are, all else as JSON."""

import base64
from typing import Any

import h5py
import numpy as np

from models.artifact.packing import read_json, write_json
from models.preprocessing.step import Array
from models.serving.golden import Golden

#: Marks bytes, such as an encoded picture, in JSON.
_BYTES = "__base64__"


def write_golden(group: h5py.Group, golden: Golden) -> None:
    """Write recorded examples."""
    if golden.inputs.dtype.kind in "OUS":
        write_json(group, "inputs_json", _plain(golden.inputs))
    else:
        group.create_dataset("inputs", data=golden.inputs)
    group.create_dataset("outputs", data=golden.outputs)


def read_golden(group: h5py.Group) -> Golden:
    """Read recorded examples back."""
    inputs = _array(read_json(group, "inputs_json")) if "inputs_json" in group else np.asarray(group["inputs"])
    return Golden(inputs, np.asarray(group["outputs"]))


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
