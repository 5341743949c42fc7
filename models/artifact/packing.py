"""JSON with arrays in it: arrays are stored as HDF5 data sets, which the JSON refers to by name. Also golden examples and lists of variables."""

import base64
import json
from collections.abc import Sequence
from typing import Any

import h5py
import numpy as np

from models.artifact.golden import SYNTHETIC, Golden
from models.artifact.signature import Method
from models.core.arrays import Array
from models.specs.ports import INPUT, OUTPUT

_KEY = "__array__"
#: Names of inputs and outputs in the model's order, which HDF5 groups do not preserve; missing before format version 4 for a single input and output.
_NAMES = "names"
#: Name of the recorded predictions; missing before format version 5.
_PREDICTIONS, _BY_METHOD = "predictions", "by_method"
#: Attribute that says where the examples come from; missing in earlier files, which hold samples of the data.
_SOURCE = "source"
#: Numbers of a list from which it is stored as an array.
_MANY = 32
#: Marks bytes, such as an encoded image, in JSON.
_BYTES = "__base64__"


def write_json(group: h5py.Group, name: str, value: Any) -> None:
    """Write a JSON value as a string data set; HDF5 attributes take no more than 64 KB."""
    group.create_dataset(name, data=json.dumps(value), dtype=h5py.string_dtype())


def read_json(group: h5py.Group, name: str) -> Any:
    """Read a JSON value back."""
    return json.loads(group[name].asstr()[()])


def write_record(group: h5py.Group, name: str, record: Any) -> None:
    """Write a record whose leaves may be arrays."""
    arrays = group.create_group(f"{name}_arrays")
    write_json(group, name, _outlined(record, arrays))


def read_record(group: h5py.Group, name: str) -> Any:
    """Read a record back with its arrays."""
    return _filled(read_json(group, name), group[f"{name}_arrays"])


def _outlined(value: Any, arrays: h5py.Group) -> Any:
    if isinstance(value, np.ndarray):
        key = f"{len(arrays):05d}"
        arrays.create_dataset(key, data=value)
        return {_KEY: key}
    if isinstance(value, dict):
        return {key: _outlined(item, arrays) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_outlined(item, arrays) for item in value]
    return value


def _filled(value: Any, arrays: h5py.Group) -> Any:
    if isinstance(value, dict):
        if set(value) == {_KEY}:
            return arrays[value[_KEY]][()]
        return {key: _filled(item, arrays) for key, item in value.items()}
    if isinstance(value, list):
        return [_filled(item, arrays) for item in value]
    return value


def write_variables(group: h5py.Group, values: Sequence[Array]) -> None:
    """Write arrays into a group, in order."""
    for index, value in enumerate(values):
        group.create_dataset(f"{index:05d}", data=value)


def read_variables(group: h5py.Group) -> tuple[Array, ...]:
    """Read arrays back in the order they were written."""
    return tuple(np.asarray(group[name][()]) for name in sorted(group))


def write_golden(group: h5py.Group, golden: Golden) -> None:
    """Write recorded examples, in a group for each port."""
    group.attrs[_SOURCE] = golden.source
    write_json(group, _NAMES, {"inputs": list(golden.inputs), "outputs": list(golden.outputs), "columns": golden.columns})
    for name, array in golden.inputs.items():
        _write_inputs(group.create_group(f"inputs/{name}"), array)
    for name, array in golden.outputs.items():
        group.create_dataset(f"outputs/{name}", data=array)
    if golden.predictions is not None:
        write_record(group, _PREDICTIONS, _compact(list(golden.predictions)))
        write_record(group, _BY_METHOD, {method: _compact(list(predictions)) for method, predictions in golden.by_method.items()})


def read_golden(group: h5py.Group) -> Golden:
    """Read recorded examples back."""
    if _NAMES not in group:
        return Golden({INPUT: _read_inputs(group)}, {OUTPUT: np.asarray(group["outputs"])})
    names = read_json(group, _NAMES)
    inputs = {name: _read_inputs(group[f"inputs/{name}"]) for name in names["inputs"]}
    outputs = {name: np.asarray(group[f"outputs/{name}"]) for name in names["outputs"]}
    if _PREDICTIONS not in group:
        return Golden(inputs, outputs, is_synthetic=group.attrs.get(_SOURCE) == SYNTHETIC)
    by_method = {Method(name): tuple(predictions) for name, predictions in _listed(read_record(group, _BY_METHOD)).items()}
    columns = {name: tuple(columns) for name, columns in names["columns"].items()}
    is_synthetic = group.attrs.get(_SOURCE) == SYNTHETIC
    return Golden(inputs, outputs, tuple(_listed(read_record(group, _PREDICTIONS))), by_method, columns, is_synthetic)


def _compact(value: Any) -> Any:
    """Replace long lists of floats in a prediction by arrays, which take a quarter of the space of JSON."""
    if isinstance(value, dict):
        return {name: _compact(item) for name, item in value.items()}
    if not isinstance(value, list):
        return value
    try:
        array = np.asarray(value)
    except ValueError:  # Lists of unequal length.
        return [_compact(item) for item in value]
    if array.dtype.kind != "f" or array.size < _MANY:
        return value
    single = array.astype(np.float32)
    return single if np.array_equal(single, array, equal_nan=True) else array


def _listed(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _listed(item) for name, item in value.items()}
    if isinstance(value, list):
        return [_listed(item) for item in value]
    return value.tolist() if isinstance(value, np.ndarray) else value


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
