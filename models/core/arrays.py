"""Types of arrays and labels."""

from collections.abc import Mapping
from typing import Any

import numpy as np

Array = np.ndarray[Any, np.dtype[Any]]
#: Arrays by input or output of a model, in the model's order, samples first.
Ports = dict[str, Array]
#: Label of a class.
Label = int | str

#: Integers from this on are not all exact as float64.
EXACT = 2.0**53
#: Most numbers of an array whose product with itself NumPy computes on one thread.
ONE_THREAD = 10_000


def all_finite(array: Array) -> bool:
    """Tell whether an array of floats holds finite numbers only; other arrays do.

    An infinite number or NaN makes the sum of the squares one, which takes a quarter of the time of a look at each number. That sum may also
    overflow, which the look then settles.
    """
    if array.dtype.kind != "f":
        return True
    return (array.size <= ONE_THREAD and bool(np.vdot(array, array) < np.inf)) or bool(np.isfinite(array).all())


def as_fed(arrays: Mapping[str, Any]) -> Any:
    """Return arrays in the form Keras takes: one array, or a tuple of several in the network's order."""
    values = tuple(arrays.values())
    return values if len(values) > 1 else values[0]
