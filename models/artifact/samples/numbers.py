"""Convert raw inputs that are numbers to arrays; faults point at the faulty value."""

from collections.abc import Sequence
from itertools import islice
from math import prod
from typing import Any, cast

import numpy as np

from models.artifact.signature import InputSignature
from models.core.arrays import ONE_THREAD, Array, all_finite
from models.core.errors import Fault, InputError
from models.core.faults import quote
from models.core.tensors import shape_text

#: Pointer to the inputs in a request body.
ROOT = "/inputs"
#: Most faults in one response.
MAX_FAULTS = 20
#: Sums of squares, by type, below which all numbers of an array are finite, as float32, too.
_LARGEST_SQUARES = {"f": np.inf, "d": float(np.finfo(np.float32).max) ** 2}


def stack_samples(items: Sequence[Any] | Array, signature: InputSignature) -> Array:
    """Convert samples of a fixed shape to one array.

    Args:
        items: Nested lists or arrays, one a sample; a sample may be a flat list of all its values.
        signature: Signature of the input.

    Returns:
        Array of shape (n_samples, *signature.input_shape).

    Raises:
        InputError: A sample of another shape, or with values other than finite numbers.
    """
    if isinstance(items, np.ndarray) and (plain := plain_samples(items, signature)) is not None:
        return plain
    shape = tuple(size or 0 for size in signature.input_shape)
    if not isinstance(items, np.ndarray) and len(kinds := {type(item) for item in items}) > 1 and np.ndarray in kinds:
        # A large body has arrays for samples of numbers: of another sample beside them NumPy would make texts of them all.
        raise InputError(_sample_faults(items, signature))
    try:
        array = _numbers(items, signature)
    except ValueError as error:
        raise InputError(_sample_faults(items, signature)) from error
    if array.shape[1:] not in (shape, (prod(shape),)):
        raise InputError(_sample_faults(items, signature))
    return finite(array, ROOT).reshape(len(array), *shape)


def plain_samples(array: Array, signature: InputSignature) -> Array | None:
    """Return a small array of floats of the right shape that all fit the model's number type, as `stack_samples` does; None for any other."""
    shape = signature.input_shape
    has_shape = array.shape[1:] == shape or (array.ndim == 2 and None not in shape and array.shape[1] == prod(cast("tuple[int, ...]", shape)))
    largest = _LARGEST_SQUARES.get(array.dtype.char)
    if not has_shape or largest is None or array.size > ONE_THREAD or not np.vdot(array, array) < largest:
        return None
    return array.astype(number_type(signature), copy=False).reshape(len(array), *cast("tuple[int, ...]", shape))


def series_array(item: Any, signature: InputSignature, pointer: str) -> Array:
    """Convert one series to an array of shape (n_steps, n_features); with one feature it may be a flat list.

    Raises:
        InputError: Not a series of finite numbers, or of another number of features.
    """
    features = signature.input_shape[-1] or 1
    wanted = "a series of numbers" if features == 1 else f"a series of steps of {features} numbers"
    try:
        array = _numbers(item, signature)
    except ValueError as error:
        raise InputError([_value_fault(item, pointer, wanted)]) from error
    if array.shape[1:] != (features,) and (array.ndim, features) != (1, 1):
        raise InputError([Fault(pointer, f"expected {wanted}, got {_shape_of(item)}")])
    return finite(array, pointer).reshape(len(array), features)


def as_numbers(array: Array, signature: InputSignature) -> Array:
    """Return numbers in the model's number type; values that overflow become infinite."""
    wanted = number_type(signature)
    if array.dtype == wanted:
        return array
    with np.errstate(over="ignore"):
        return array.astype(wanted)


def number_type(signature: InputSignature) -> str:
    """Return the name of the NumPy type in which numbers of an input are computed."""
    return "float64" if signature.input_dtype == "float64" else "float32"


def finite(array: Array, pointer: str, nan_too: bool = True) -> Array:
    """Return an array unchanged if all its numbers are finite; NaN is allowed unless `nan_too`.

    Raises:
        InputError: It holds other values.
    """
    if all_finite(array):
        return array
    wrong = ~np.isfinite(array) if nan_too else np.isinf(array)
    if not wrong.any():
        return array
    position = tuple(np.argwhere(wrong)[0].tolist())
    where = pointer + "".join(f"/{index}" for index in position)
    raise InputError([Fault(where, f"expected a finite number, got {array[position]}")])


def described(item: Any) -> str:
    """Describe a value of a request in a message."""
    if item is None:
        return "null"
    text = quote(item) if isinstance(item, list | dict) else str(item[:40] if isinstance(item, str | bytes) else item)
    return f"{type(item).__name__} {text[:40]!r}"


def _numbers(item: Any, signature: InputSignature) -> Array:
    """Convert nested lists to an array of the model's number type; values that overflow become infinite.

    Raises:
        ValueError: Rows of unequal length, or values other than numbers: NumPy would accept "1" for 1, and null for NaN.
    """
    array = np.asarray(item)
    if array.dtype.kind not in "fiub":
        raise ValueError(f"expected numbers, got values of type {array.dtype}")
    return as_numbers(array, signature)


def _sample_faults(items: Any, signature: InputSignature) -> list[Fault]:
    """Return the faults of the samples, at most MAX_FAULTS."""
    found = (fault for index, item in enumerate(items) if (fault := _sample_fault(item, signature, f"{ROOT}/{index}")))
    return list(islice(found, MAX_FAULTS)) or [
        Fault(ROOT, f"expected a list of samples of shape {shape_text(signature.input_shape)}, got {_shape_of(items)}")
    ]


def _sample_fault(item: Any, signature: InputSignature, pointer: str) -> Fault | None:
    shape = tuple(size or 0 for size in signature.input_shape)
    flat = f" or one flat row of {prod(shape)}" if len(shape) > 1 else ""
    wanted = f"numbers of shape {shape_text(shape)}{flat}"
    try:
        array = _numbers(item, signature)
    except ValueError:
        return _value_fault(item, pointer, wanted)
    return None if array.shape in (shape, (prod(shape),)) else Fault(pointer, f"expected {wanted}, got {_shape_of(item)}")


def _value_fault(item: Any, pointer: str, wanted: str) -> Fault:
    """Point at the first value inside an item that is not a number, else at the ragged item itself."""
    if not isinstance(item, list):
        return Fault(pointer, f"expected {wanted}, got {described(item)}")
    return _no_number(item, pointer) or Fault(pointer, f"expected {wanted}, got rows of unequal length")


def _no_number(item: Any, pointer: str) -> Fault | None:
    if isinstance(item, list):
        faults = (_no_number(value, f"{pointer}/{index}") for index, value in enumerate(item))
        return next((fault for fault in faults if fault), None)
    return None if isinstance(item, int | float) else Fault(pointer, f"expected a number, got {described(item)}")


def _shape_of(item: Any) -> str:
    try:
        shape = np.shape(item)
    except ValueError:
        return "rows of unequal length"
    if shape == ():
        return f"a single {type(item).__name__}"
    return f"{shape[0]} numbers" if len(shape) == 1 else f"numbers of shape {shape_text(shape)}"
