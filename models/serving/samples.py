"""Raw inputs of every sort to what a model takes: pictures, rows by name or in order, texts, numbers, series."""

from collections.abc import Sequence
from functools import partial
from typing import Any

import numpy as np

from models.artifact.signature import Signature
from models.core.arrays import Array
from models.core.errors import DataError, Fault, InputError
from models.preprocessing.chain import Chain
from models.preprocessing.encode_categories import EncodeCategories
from models.preprocessing.impute import Impute
from models.serving.inputs import ROOT, kind_of, series_array, stack_samples
from models.serving.pictures import prepare_pictures
from models.serving.rows import by_name, stack_rows, stack_texts


def gaps_in(signature: Signature, chain: Chain) -> frozenset[int]:
    """Return the places of the input columns in which values may be missing.

    They are those that an `impute` step fills, and those of categories of which unknown ones are ignored.
    """
    if len(signature.input_shape) != 1:
        return frozenset()
    gaps: set[int] = set()
    for step in chain.inputs:
        if isinstance(step, Impute):
            gaps.update(range(signature.input_shape[0] or 0) if step.columns is None else step.columns)
        elif isinstance(step, EncodeCategories) and step.unknown == "ignore":
            gaps.update(step.columns)
    return frozenset(gaps)


def prepare_samples(items: Sequence[Any] | Array, signature: Signature, chain: Chain, gaps: frozenset[int]) -> Array:
    """Turn raw samples into what the model takes.

    Args:
        items: One entry a sample; at least one.
        signature: What the model takes.
        chain: The fitted preprocessing.
        gaps: Places of the columns in which values may be missing.

    Raises:
        InputError: Samples that the model cannot take.
    """
    first = items[0]
    if isinstance(first, bytes) or signature.input_dtype == "picture" or (signature.pictures and isinstance(first, str)):
        return prepare_pictures(items, chain)
    if signature.columns and isinstance(first, dict):
        raw = by_name(items, signature, partial(_stack, signature=signature, gaps=gaps))
    else:
        raw = _stack(items, signature, gaps)
    try:
        prepared = chain.prepare(raw)
    except DataError as error:
        raise InputError([Fault(ROOT, str(error))]) from error
    if gaps and np.isnan(prepared).any():
        raise InputError([Fault(ROOT, "expected values where the model's preprocessing fills no gaps, but one is missing")])
    return prepared


def prepare_series(items: Sequence[Any] | Array, signature: Signature, chain: Chain) -> tuple[Array, list[int]]:
    """Turn raw series into windows, one series after the other.

    Args:
        items: One entry a series; at least one.
        signature: What the model takes.
        chain: The fitted preprocessing.

    Returns:
        The windows, and how many each series has.

    Raises:
        InputError: A series that the model cannot take.
    """
    prepared = []
    for index, item in enumerate(items):
        pointer = f"{ROOT}/{index}"
        series = _characters(item, pointer) if signature.input_dtype == "str" else series_array(item, signature, pointer)
        try:
            prepared.append(chain.prepare(series))
        except DataError as error:
            raise InputError([Fault(pointer, str(error))]) from error
    return np.concatenate(prepared), [len(windows) for windows in prepared]


def _stack(items: Sequence[Any] | Array, signature: Signature, gaps: frozenset[int]) -> Array:
    if signature.takes_numbers and not gaps:
        return stack_samples(items, signature)
    rows = items.tolist() if isinstance(items, np.ndarray) else items
    return stack_rows(rows, signature, gaps) if signature.input_shape else stack_texts(rows)


def _characters(text: Any, pointer: str) -> Array:
    """Return a text as a series of its characters."""
    if not isinstance(text, str):
        raise InputError([Fault(pointer, f"expected text, got {kind_of(text)}")])
    return np.array(list(text), "<U1")
