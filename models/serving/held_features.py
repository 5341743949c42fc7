"""The features of a row that a grid does not run over."""

from collections.abc import Mapping, Sequence

import numpy as np

from models.artifact.signature import InputSignature
from models.core.arrays import Array
from models.core.errors import Fault, InputError
from models.core.faults import pointer_of

#: Most names listed in a message.
_MAX_NAMES = 20


def index_of(feature: int | str, signature: InputSignature, pointer: str) -> int:
    """Return the place of a feature, counted from 0.

    Args:
        feature: Its place, or the name of its column.
        signature: What the input takes.
        pointer: Where the request names it.

    Raises:
        InputError: There is no such feature.
    """
    width, columns = signature.input_shape[0] or 0, signature.columns or ()
    if isinstance(feature, int) and 0 <= feature < width:
        return feature
    if feature in columns:
        return columns.index(str(feature))
    names = f", or one of {', '.join(columns[:_MAX_NAMES])}" if columns else ""
    raise InputError([Fault(pointer, f"expected a place from 0 to {width - 1}{names}, got {feature!r}")])


def base_row(fixed: Mapping[str, float] | Sequence[float] | None, axes: tuple[int, int], signature: InputSignature) -> Array:
    """Return a row with the held features in their places.

    Args:
        held: Values by place or column name, or a whole row; None where all features are axes.
        axes: Places of the two features that are not held.
        signature: What the input takes.

    Returns:
        float64 array of shape (n_features,).

    Raises:
        InputError: Features that are missing, unknown, or not to be held.
    """
    width = signature.input_shape[0] or 0
    if isinstance(fixed, Sequence):
        if len(fixed) != width:
            raise InputError([Fault("/fixed", f"expected a row of {width} values, got {len(fixed)}")])
        return np.array(fixed, np.float64)
    values = {_fixed_index(name, axes, signature): value for name, value in (fixed or {}).items()}
    missing = [_name(index, signature) for index in range(width) if index not in values and index not in axes]
    if missing:
        raise InputError([Fault("/fixed", f"expected a value for each feature beside the axes; missing: {', '.join(missing[:_MAX_NAMES])}")])
    return np.array([values.get(index, 0.0) for index in range(width)], np.float64)


def _fixed_index(name: str, axes: tuple[int, int], signature: InputSignature) -> int:
    pointer = pointer_of(["fixed", name])
    is_index = name.isascii() and name.isdigit() and name not in (signature.columns or ())
    index = index_of(int(name) if is_index else name, signature, pointer)
    if index in axes:
        raise InputError([Fault(pointer, "expected features beside the axes, got one of the axes")])
    return index


def _name(index: int, signature: InputSignature) -> str:
    return signature.columns[index] if signature.columns else str(index)
