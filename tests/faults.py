"""Faults of a spec or of inputs, as tests compare them."""

from collections.abc import Callable, Iterable

import pytest

from models.core.errors import Fault, InputError, SpecError


def told(faults: Iterable[Fault]) -> list[tuple[str, str]]:
    """Return pointer and detail of each fault, in order."""
    return [(fault.pointer, fault.detail) for fault in faults]


def pointers_of(faults: Iterable[Fault]) -> list[str]:
    """Return the pointer of each fault, in order."""
    return [fault.pointer for fault in faults]


def refused(call: Callable[[], object]) -> list[tuple[str, str]]:
    """Return pointer and detail of each fault of a call that must raise."""
    with pytest.raises((SpecError, InputError)) as raised:
        call()
    return told(raised.value.faults)
