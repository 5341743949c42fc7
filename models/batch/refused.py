"""Samples that a model does not take, named by their index among all."""

import re
from collections.abc import Sequence

from models.artifact.samples.numbers import ROOT
from models.artifact.signature import Signature
from models.core.errors import Fault
from models.core.faults import quote

_SAMPLE = re.compile(rf"{ROOT}/(\d+)(?:/(.*))?")


def row_of(fault: Fault) -> int | None:
    """Return the index of the sample of a fault among those that were given; None if it is of all of them."""
    found = _SAMPLE.fullmatch(fault.pointer)
    return None if found is None else int(found[1])


def refused_of(faults: Sequence[Fault], first: int, signature: Signature) -> list[str]:
    """Return why samples are refused, each with its index, from 0.

    Args:
        faults: The faults of consecutive samples.
        first: Index of the first of these.
        signature: Signature of the model.
    """
    return [_said(fault, first, signature.input.columns or ()) for fault in faults]


def _said(fault: Fault, first: int, columns: Sequence[str]) -> str:
    found = _SAMPLE.fullmatch(fault.pointer)
    if found is None:
        return fault.detail
    where = found[2] or ""
    if where.isdigit() and int(where) < len(columns):
        where = columns[int(where)]
    in_column = f", {'column' if where in columns else 'at'} {quote(where)}" if where else ""
    return f"sample {first + int(found[1]):,} (from 0){in_column}: {fault.detail}"
