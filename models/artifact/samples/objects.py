"""Samples that are objects: what enters at each input of a model, by the names of the inputs."""

import re
from collections.abc import Sequence
from typing import Any

from models.artifact.samples.numbers import MAX_FAULTS, ROOT, described
from models.core.arrays import Array
from models.core.errors import Fault, InputError
from models.core.faults import did_you_mean, pointer_of

_SAMPLE = re.compile(rf"{ROOT}/(\d+)(/.*)?")


def samples_by_input(items: Sequence[Any] | Array, names: Sequence[str]) -> dict[str, list[Any]]:
    """Turn samples that name their inputs into a list for each input.

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
    """Point at the input in a sample, where readers of one input point at the sample."""
    match = _SAMPLE.fullmatch(fault.pointer)
    if match is None:
        return Fault(fault.pointer, f"input {name}: {fault.detail}")
    return Fault(pointer_of(["inputs", match[1], name]) + (match[2] or ""), fault.detail)


def _faults(index: int, item: Any, names: Sequence[str]) -> list[Fault]:
    if not isinstance(item, dict):
        return [Fault(f"{ROOT}/{index}", f"expected an object with the inputs {', '.join(names)}, got {described(item)}")]
    missing = [name for name in names if name not in item]
    wanted = f"expected no other inputs than {', '.join(names)}"
    strangers = [Fault(pointer_of(["inputs", index, name]), wanted + did_you_mean(name, missing)) for name in item if name not in names]
    return strangers + [Fault(pointer_of(["inputs", index, name]), "expected a value for each input, got none") for name in missing]
