"""Arrays and labels, as they travel through every station."""

from typing import Any

import numpy as np

Array = np.ndarray[Any, np.dtype[Any]]
#: Arrays by the names of the inputs or outputs of a model, in the model's order, samples first.
Ports = dict[str, Array]
#: Label of a class.
Label = int | str


def as_fed(arrays: Ports) -> Any:
    """Return arrays as Keras takes those of a network: one as it is, several in a tuple in the network's order."""
    values = tuple(arrays.values())
    return values if len(values) > 1 else values[0]
