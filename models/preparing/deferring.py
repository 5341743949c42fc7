"""Whether the samples of a job stay outside of memory, and are read and prepared when they are needed."""

from collections.abc import Sequence
from math import prod

import numpy as np

from models.core.tensors import IMAGE, TensorType
from models.datasets import DataSet, Description
from models.preparing.sample_types import n_values, types_of
from models.preprocessing.step import Step
from models.specs.job import JobSpec
from models.specs.ports import PortSets

#: Largest size of raw and prepared samples together that are kept in memory, in bytes; a fit holds them about three times for a while. It is fixed,
#: and not what a machine has, so that a job has the same bits wherever it runs: means over pieces differ from those over all in their last bits.
MAX_HELD_BYTES = 256 * 1024 * 1024
#: Bytes of a value of rows of objects, and of one whose type is not known before.
_OBJECT_BYTES = 64


def defers(spec: JobSpec, sets: PortSets, most_bytes: int = MAX_HELD_BYTES) -> bool:
    """Return whether samples are read when they are needed: together they are larger than what is kept in memory, and are not series or text.

    Args:
        spec: A spec.
        sets: Its data sets, by port.
        most_bytes: Largest size that is kept in memory.
    """
    if not any(data_set.opens() for data_set in sets.inputs.values()):
        return False
    return held_bytes(spec, sets) > most_bytes


def fit_bytes(spec: JobSpec, sets: PortSets) -> int | None:
    """Return the most memory that samples take during a fit that reads them when they are needed; None for a fit that has all in memory.

    A step that cannot learn in pieces gets all samples at once.
    """
    if not defers(spec, sets):
        return None
    steps = {name: spec.preprocessing.input_steps_of(name) for name in sets.inputs}
    return MAX_HELD_BYTES + max(_joined_bytes(steps[name], data_set.describe()) for name, data_set in sets.inputs.items())


def held_bytes(spec: JobSpec, sets: PortSets) -> int:
    """Return about the size of all samples of a job in memory, raw and prepared, in bytes."""
    steps = {name: spec.preprocessing.input_steps_of(name) for name in sets.inputs}
    return sum(_raw_bytes(data_set) + _prepared_bytes(steps[name], data_set.describe()) for name, data_set in sets.inputs.items())


def _raw_bytes(data_set: DataSet) -> int:
    data = data_set.describe()
    if data.inputs.dtype in (IMAGE, "object", "str"):
        return data_set.loaded_bytes()
    return _n_samples(data) * prod(size or 1 for size in data.inputs.shape) * np.dtype(data.inputs.dtype).itemsize


def _prepared_bytes(steps: Sequence[Step], data: Description) -> int:
    return _bytes_of(types_of(steps, data)[-1], data)


def _joined_bytes(steps: Sequence[Step], data: Description) -> int:
    given = [before for step, before in zip(steps, types_of(steps, data), strict=False) if step.learns_values() and not step.learns_in_pieces()]
    return max((_bytes_of(before, data) for before in given), default=0)


def _bytes_of(given: TensorType, data: Description) -> int:
    size = np.dtype(given.dtype).itemsize if given.is_numeric else _OBJECT_BYTES
    return _n_samples(data) * n_values(given.shape, data) * size


def _n_samples(data: Description) -> int:
    return data.n_train + data.n_test
