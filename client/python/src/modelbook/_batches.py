"""Inputs in batches that the API takes in one request."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from modelbook._file_types import IMAGES
from modelbook._images import is_pil
from modelbook._inputs import images_in
from modelbook.errors import Fault

#: Most inputs of a request, and most bytes of a batch: the server's own limit is twice as much when nobody has changed it.
MOST_INPUTS = 10_000
MOST_BYTES = 16 * 1024 * 1024
_INDEX = re.compile(r"^/inputs/(\d+)")
#: Rows whose size is measured to estimate that of others.
_MEASURED = 20
#: Bytes of a number as text, at most.
_TEXT_BYTES = 25
#: Bytes of a pixel, at most, before it is compressed.
_PIXEL_BYTES = 4


@dataclass(frozen=True)
class Batch:
    """A part of the inputs.

    Args:
        inputs: The part.
        done: Fraction of all inputs that are sent with it and the batches before.
    """

    inputs: Any
    done: float


def batches(inputs: Any) -> Iterator[Batch]:
    """Yield the inputs in their order, in batches; inputs that are one, or a file, as they are."""
    inputs = images_in(inputs) or inputs
    ends = _ends(inputs)
    for start, end in zip([0, *ends], ends):
        whole = start == 0 and end == ends[-1]
        yield Batch(inputs if whole else _part(inputs, start, end), end / (ends[-1] or 1))


def further_on(faults: Sequence[Fault], n_before: int) -> list[Fault]:
    """Return faults of a batch with pointers into all inputs.

    Args:
        faults: Faults with pointers into the batch.
        n_before: Number of inputs before it.
    """
    return [Fault(_INDEX.sub(lambda found: f"/inputs/{int(found[1]) + n_before}", fault.pointer), fault.detail) for fault in faults]


def _ends(inputs: Any) -> list[int]:
    """Return the index behind the last input of each batch."""
    if isinstance(inputs, Sequence) and not isinstance(inputs, (str, bytes, bytearray, memoryview)):
        return _by_weight(_weights(inputs))
    if isinstance(inputs, Mapping) and inputs and all(getattr(value, "ndim", 0) > 0 for value in inputs.values()):
        sizes = {len(value) for value in inputs.values()}
        return _by_weight([sum(_row_bytes(value) for value in inputs.values())] * sizes.pop()) if len(sizes) == 1 else [1]
    if hasattr(inputs, "__array__") and getattr(inputs, "ndim", 0) > 0:
        return _by_weight([_row_bytes(inputs)] * len(inputs))
    return [1]


def _by_weight(weights: Sequence[float]) -> list[int]:
    ends, size, start = [], 0.0, 0
    for index, weight in enumerate(weights):
        if index > start and (index - start == MOST_INPUTS or size + weight > MOST_BYTES):
            ends.append(index)
            size, start = 0.0, index
        size += weight
    return [*ends, len(weights)]


def _weights(items: Sequence[Any]) -> list[float]:
    """Return the bytes of each item as it is sent; of rows the most that the first ones have."""
    rows = max((_row_size(item) for item in items[:_MEASURED]), default=0)
    return [_file_size(item) if _is_file(item) else len(item) if isinstance(item, str) else rows for item in items]


def _row_size(item: Any) -> float:
    if hasattr(item, "nbytes") and hasattr(item, "size"):
        return float(_TEXT_BYTES * item.size)
    try:
        return len(json.dumps(item))
    except (TypeError, ValueError):
        return 0  # What cannot be sent is refused when it is.


def _row_bytes(array: Any) -> float:
    total = array.nbytes if array.dtype.kind in "biuf" else _TEXT_BYTES * array.size
    return float(total) / max(1, len(array))


def _is_file(item: Any) -> bool:
    is_named = isinstance(item, str) and Path(item).suffix.lower() in IMAGES
    return is_named or isinstance(item, (bytes, bytearray, memoryview, os.PathLike)) or is_pil(item)


def _file_size(item: Any) -> float:
    if is_pil(item):
        return float(item.width * item.height * _PIXEL_BYTES)
    if isinstance(item, (str, os.PathLike)):
        path = Path(os.fspath(item))
        return float(path.stat().st_size) if path.is_file() else 0.0
    return float(len(item))


def _part(inputs: Any, start: int, end: int) -> Any:
    if isinstance(inputs, Mapping):
        return {name: value[start:end] for name, value in inputs.items()}
    return inputs[start:end]
