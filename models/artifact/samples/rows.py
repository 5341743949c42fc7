"""Read rows of a table (numbers, text and missing values, in the order of the columns or by name), and samples by the name of their input."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import islice
from typing import Any

import numpy as np

from models.artifact.samples.cells import are_cleaned, cell_fault, dates, texts_read, truth_values, types_of
from models.artifact.samples.cleaned import cleaned_columns
from models.artifact.samples.numbers import MAX_FAULTS, ROOT, as_numbers, described, finite
from models.artifact.samples.plain_columns import are_plain
from models.artifact.signature import InputSignature
from models.core.arrays import Array
from models.core.errors import Fault, InputError
from models.core.faults import did_you_mean, pointer_of
from models.datasets.cell_reading import ColumnType

_CELL = re.compile(rf"{ROOT}/(\d+)/(\d+)")
_SAMPLE = re.compile(rf"{ROOT}/(\d+)(/.*)?")


def rows_of_objects(items: Sequence[Any] | Array, signature: InputSignature, stack: Callable[[list[list[Any]]], Array]) -> Array:
    """Convert rows with column names to an array.

    Args:
        items: An object a row, column names to values.
        signature: Signature of the input, which has column names.
        stack: Converts rows in the order of the columns.

    Raises:
        InputError: Columns that are missing or unknown, or what `stack` refuses, pointers naming the column.
    """
    columns = signature.columns or ()
    needed = set(columns)
    known = needed.union(signature.passed_over)
    faults = list(islice((fault for index, item in enumerate(items) for fault in _name_faults(index, item, columns, needed, known)), MAX_FAULTS))
    if faults:
        raise InputError(faults)
    try:
        return stack([[item[column] for column in columns] for item in items])
    except InputError as error:
        raise InputError([replace(fault, pointer=_with_name(fault.pointer, columns)) for fault in error.faults]) from error


def stack_rows(items: Sequence[Any] | Array, signature: InputSignature, gaps: frozenset[int]) -> Array:
    """Convert rows in the order of the columns to an array.

    Args:
        items: A list a row, or an array of them; None is a missing value.
        signature: Signature of the input.
        gaps: Indices of the columns in which values may be missing.

    Returns:
        Object array of shape (n_samples, n_columns); of numbers, with NaN in the gaps, where the model takes numbers.

    Raises:
        InputError: A row of another length, or a value of the wrong type.
    """
    width = signature.input_shape[0] or 0
    types = types_of(signature, width)
    if not (isinstance(items, np.ndarray) and are_plain(items, types, gaps)):
        items = items.tolist() if isinstance(items, np.ndarray) else items
        _require_sound(items, types, gaps)
    rows = np.empty((len(items), width), object)
    rows[:] = items
    _convert(rows, types, signature, gaps)
    return finite(as_numbers(rows, signature), ROOT, nan_too=False) if signature.takes_numbers else rows


def _require_sound(items: Sequence[Any], types: Sequence[ColumnType], gaps: frozenset[int]) -> None:
    faults: list[Fault] = []
    for index, item in enumerate(items):
        faults += _row_faults(item, f"{ROOT}/{index}", types, gaps)
        if len(faults) >= MAX_FAULTS:
            break
    if faults:
        raise InputError(faults[:MAX_FAULTS])


def _convert(rows: Array, types: Sequence[ColumnType], signature: InputSignature, gaps: frozenset[int]) -> None:
    """Replace truth values by numbers, dates by their ISO form and texts by what an upload makes of them, in place."""
    faults: list[Fault] = []
    for column, kind in enumerate(types):
        if kind == "number" or (kind == "text" and not signature.cells):
            continue
        came = rows[:, column].tolist()
        if kind == "boolean":
            rows[:, column] = truth_values(rows[:, column])
        elif kind == "date":
            rows[:, column], wrong = dates(came, signature.cells[column])
            faults += [Fault(f"{ROOT}/{row}/{column}", f"expected a date, got {came[row]!r}") for row in wrong]
        else:
            texts = rows[:, column] = texts_read(came, signature.cells[column])
            missing = [] if column in gaps else [row for row, text in enumerate(texts) if text is None]
            faults += [Fault(f"{ROOT}/{row}/{column}", cell_fault(None, kind, False)) for row in missing]
        if (notes := cleaned_columns()) is not None and are_cleaned(came, rows[:, column], kind):
            notes.note(signature.columns[column] if signature.columns else str(column))
    if faults:
        raise InputError(faults[:MAX_FAULTS])


def stack_texts(items: Sequence[Any]) -> Array:
    """Convert samples of one text each to an object array of shape (n_samples,).

    Raises:
        InputError: A sample is not text.
    """
    faults = [Fault(f"{ROOT}/{index}", f"expected text, got {described(item)}") for index, item in enumerate(items) if not isinstance(item, str)]
    if faults:
        raise InputError(faults[:MAX_FAULTS])
    return np.array(items, object)


def _name_faults(index: int, item: Any, columns: Sequence[str], needed: set[str], known: set[str]) -> list[Fault]:
    if not isinstance(item, dict):
        return [Fault(f"{ROOT}/{index}", f"expected an object with the columns, as the first input is, got {described(item)}")]
    if needed <= item.keys() <= known:
        return []
    missing = [name for name in columns if name not in item]
    faults = [
        Fault(pointer_of(["inputs", index, name]), f"expected no other columns than the model's{did_you_mean(name, missing)}")
        for name in islice(item.keys() - known, MAX_FAULTS)
    ]
    return faults + [
        Fault(pointer_of(["inputs", index, name]), "expected a value for each column, got none; send null for a missing value") for name in missing
    ]


def _with_name(pointer: str, columns: Sequence[str]) -> str:
    match = _CELL.fullmatch(pointer)
    return pointer if match is None else pointer_of(["inputs", match[1], columns[int(match[2])]])


def _row_faults(item: Any, pointer: str, types: Sequence[ColumnType], gaps: frozenset[int]) -> list[Fault]:
    if not isinstance(item, list | tuple):
        return [Fault(pointer, f"expected a row of {len(types)} values, got {described(item)}")]
    if len(item) != len(types):
        return [Fault(pointer, f"expected a row of {len(types)} values, got {len(item)}")]
    details = (cell_fault(value, kind, index in gaps) for index, (value, kind) in enumerate(zip(item, types, strict=True)))
    return [Fault(f"{pointer}/{index}", detail) for index, detail in enumerate(details) if detail]


def samples_by_input(items: Sequence[Any] | Array, names: Sequence[str]) -> dict[str, list[Any]]:
    """Convert samples that name their inputs to a list for each input.

    Args:
        items: An object a sample, names of inputs to values.
        names: The inputs of the model.

    Raises:
        InputError: Samples that are not objects, or inputs that are missing or unknown.
    """
    known, faults = set(names), []
    for index, item in enumerate(items):
        if not isinstance(item, dict) or item.keys() != known:
            faults += _faults(index, item, names)
        if len(faults) >= MAX_FAULTS:
            break
    if faults:
        raise InputError(faults[:MAX_FAULTS])
    return {name: [item[name] for item in items] for name in names}


def located(fault: Fault, name: str) -> Fault:
    """Point a fault of one input at that input within the sample."""
    match = _SAMPLE.fullmatch(fault.pointer)
    if match is None:
        return Fault(fault.pointer, f"input {name}: {fault.detail}")
    return Fault(pointer_of(["inputs", match[1], name]) + (match[2] or ""), fault.detail)


def _faults(index: int, item: Any, names: Sequence[str]) -> list[Fault]:
    if not isinstance(item, dict):
        return [Fault(f"{ROOT}/{index}", f"expected an object with the inputs {', '.join(names)}, got {described(item)}")]
    missing = [name for name in names if name not in item]
    wanted = f"expected no other inputs than {', '.join(names)}"
    others = islice((name for name in item if name not in names), MAX_FAULTS)
    unknown = [Fault(pointer_of(["inputs", index, name]), wanted + did_you_mean(name, missing)) for name in others]
    return unknown + [Fault(pointer_of(["inputs", index, name]), "expected a value for each input, got none") for name in missing]
