"""Lists of variables in an HDF5 group, in order."""

from collections.abc import Sequence

import h5py
import numpy as np

from models.core.arrays import Array


def write_variables(group: h5py.Group, values: Sequence[Array]) -> None:
    """Write arrays into a group, in order."""
    for index, value in enumerate(values):
        group.create_dataset(f"{index:05d}", data=value)


def read_variables(group: h5py.Group) -> tuple[Array, ...]:
    """Read arrays back in the order they were written."""
    return tuple(np.asarray(group[name][()]) for name in sorted(group))
