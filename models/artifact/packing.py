"""JSON with arrays in it: arrays go to HDF5 data sets, and the JSON names them."""

import json
from typing import Any

import h5py
import numpy as np

_KEY = "__array__"


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
    """Read a record back, its arrays in their places."""
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
