"""Compare predictions with recorded ones: labels exactly, numbers up to rounding."""

import math
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from models.artifact.golden import NOT_REPRODUCED, Golden
from models.artifact.predictions import Prediction
from models.core.arrays import Array
from models.core.errors import ArtifactError
from models.core.faults import pointer_of

#: Largest difference of a number, relative to the largest recorded one of its field. Recorded outputs are decoded by the same arithmetic, so
#: that only its rounding differs between processors.
TOLERANCE = 1e-5
_Path = tuple[str | int, ...]


def require_reproduced(found: Golden, expected: Golden) -> None:
    """Refuse outputs and predictions that differ from the recorded ones.

    Args:
        found: The examples as replayed; methods that the runtime does not compute itself are left out.
        expected: The examples as recorded.

    Raises:
        ArtifactError: They differ. The message says where: at which output and example, or by a pointer to number of the example, from 0,
            output and field of the first prediction.
    """
    expected.require_outputs(found.outputs)
    if expected.predictions is not None:
        _require(found.predictions or (), expected.predictions, TOLERANCE, "prediction")
    for method, predictions in found.by_method.items():
        _require(predictions, expected.by_method[method], Golden.TOLERANCE, f"{method} of example")


def _require(found: Sequence[Prediction], expected: Sequence[Prediction], tolerance: float, what: str) -> None:
    fault = next(_faults(found, expected, tolerance), None)
    if fault is not None:
        raise ArtifactError(f"{NOT_REPRODUCED}: {what} {fault}")


def _faults(found: Sequence[Prediction], expected: Sequence[Prediction], tolerance: float) -> Iterator[str]:
    if len(found) != len(expected):
        yield f"/: expected {len(expected)} predictions, got {len(found)}"
        return
    scales = _scales(expected)
    for index, (one, other) in enumerate(zip(found, expected, strict=True)):
        if one.keys() != other.keys():
            yield _fault((index,), list(other), list(one))
            return
        for name, value in other.items():
            yield from _differences(one[name], value, (index, name), tolerance * scales[name])


def _scales(predictions: Sequence[Prediction]) -> dict[str, float]:
    """Return the largest absolute number of each field, or of each output of several."""
    scales: dict[str, float] = {}
    for prediction in predictions:
        for name, value in prediction.items():
            scales[name] = max(scales.get(name, 0.0), _largest(value))
    return scales


def _largest(value: Any) -> float:
    if isinstance(value, dict):
        return max(map(_largest, value.values()), default=0.0)
    if isinstance(value, list):
        array = _numbers(value)
        return max(map(_largest, value), default=0.0) if array is None else float(np.max(np.abs(array), where=np.isfinite(array), initial=0.0))
    return abs(value) if isinstance(value, float) and math.isfinite(value) else 0.0


def _differences(found: Any, expected: Any, path: _Path, allowed: float) -> Iterator[str]:
    if isinstance(expected, dict) and isinstance(found, dict) and found.keys() == expected.keys():
        for name, value in expected.items():
            yield from _differences(found[name], value, (*path, name), allowed)
    elif isinstance(expected, list) and (numbers := _numbers(expected)) is not None:
        yield from _of_numbers(found, numbers, path, allowed)
    elif isinstance(expected, list) and isinstance(found, list) and len(found) == len(expected):
        for index, value in enumerate(expected):
            yield from _differences(found[index], value, (*path, index), allowed)
    elif not _agree(found, expected, allowed):
        yield _fault(path, expected, found)


def _of_numbers(found: Any, expected: Array, path: _Path, allowed: float) -> Iterator[str]:
    array = _numbers(found) if isinstance(found, list) else None
    if array is None or array.shape != expected.shape:
        yield _fault(path, f"numbers of shape {expected.shape}", found)
        return
    wrong = np.argwhere(~np.isclose(array, expected, rtol=0.0, atol=allowed, equal_nan=True))
    if len(wrong):
        index = tuple(wrong[0].tolist())
        yield _fault((*path, *index), float(expected[index]), float(array[index]))


def _agree(found: Any, expected: Any, allowed: float) -> bool:
    if isinstance(expected, float) and isinstance(found, float):
        return math.isclose(found, expected, rel_tol=0.0, abs_tol=allowed) or (math.isnan(expected) and math.isnan(found))
    return type(found) is type(expected) and bool(found == expected)


def _numbers(values: list[Any]) -> Array | None:
    """Return nested lists of floats as an array; None for anything else."""
    try:
        array = np.asarray(values)
    except ValueError:
        return None
    return array if array.dtype.kind == "f" and array.size else None


def _fault(path: _Path, expected: Any, found: Any) -> str:
    return f"{pointer_of(list(path))}: expected {_short(expected)}, got {_short(found)}"


def _short(value: Any) -> str:
    text = f"{value:.9g}" if isinstance(value, float) else repr(value)
    return text if len(text) <= 100 else f"{text[:100]}…"
