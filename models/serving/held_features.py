"""The features of a row that a grid does not run over."""

from collections.abc import Mapping, Sequence

import numpy as np

from models.artifact.signature import InputSignature
from models.core.arrays import Array
from models.core.errors import Fault, InputError
from models.core.faults import pointer_of

#: Most names listed in a message.
_MAX_NAMES = 20


def place_of(feature: int | str, signature: InputSignature, pointer: str) -> int:
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


def base_row(held: Mapping[str, float] | Sequence[float] | None, axes: tuple[int, int], signature: InputSignature) -> Array:
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
    if isinstance(held, Sequence):
        if len(held) != width:
            raise InputError([Fault("/held", f"expected a row of {width} values, got {len(held)}")])
        return np.array(held, np.float64)
    values = {_held_place(name, axes, signature): value for name, value in (held or {}).items()}
    missing = [_name(place, signature) for place in range(width) if place not in values and place not in axes]
    if missing:
        raise InputError([Fault("/held", f"expected a value for each feature beside the axes; missing: {', '.join(missing[:_MAX_NAMES])}")])
    return np.array([values.get(place, 0.0) for place in range(width)], np.float64)


def _held_place(name: str, axes: tuple[int, int], signature: InputSignature) -> int:
    pointer = pointer_of(["held", name])
    is_place = name.isascii() and name.isdigit() and name not in (signature.columns or ())
    place = place_of(int(name) if is_place else name, signature, pointer)
    if place in axes:
        raise InputError([Fault(pointer, "expected features beside the axes, got one of the axes")])
    return place


def _name(place: int, signature: InputSignature) -> str:
    return signature.columns[place] if signature.columns else str(place)
