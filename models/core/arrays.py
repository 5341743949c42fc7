"""Types of arrays and labels."""

from typing import Any

import numpy as np

Array = np.ndarray[Any, np.dtype[Any]]
#: Arrays by input or output of a model, in the model's order, samples first.
Ports = dict[str, Array]
#: Label of a class.
Label = int | str


def as_fed(arrays: Ports) -> Any:
    """Return arrays in the form Keras takes: one array, or a tuple of several in the network's order."""
    values = tuple(arrays.values())
    return values if len(values) > 1 else values[0]
