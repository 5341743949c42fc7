"""Raw inputs of a model of named inputs, as callers send them, to what its network takes."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from models.artifact.named_signature import NamedSignature
from models.core.arrays import Ports
from models.core.errors import Fault, InputError
from models.core.faults import did_you_mean, pointer_of
from models.preprocessing.named_chain import NamedChain
from models.serving.inputs import MAX_FAULTS, ROOT, kind_of
from models.serving.samples import prepare_samples

_SAMPLE = re.compile(rf"{ROOT}/(\d+)(/.*)?")


def named_columns(items: Sequence[Any], names: Sequence[str]) -> dict[str, list[Any]]:
    """Turn samples that name their inputs into a list for each input.

    Args:
        items: An object a sample, names of inputs to values.
        names: The inputs of the model.

    Raises:
        InputError: Samples that are none, or inputs that are missing or unknown.
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


def columns_of(columns: Mapping[str, Any], signature: NamedSignature, chain: NamedChain, gaps: Mapping[str, frozenset[int]]) -> Ports:
    """Turn the raw values of each input into what the network takes.

    Args:
        columns: For each input its values, one a sample; at least one.
        signature: What the model takes.
        chain: The fitted preprocessing.
        gaps: For each input the places of the columns in which values may be missing.

    Raises:
        InputError: Values that an input cannot take.
    """
    prepared, faults = {}, []
    for name, given in signature.inputs.items():
        try:
            prepared[name] = prepare_samples(columns[name], given.alone(), chain.inputs[name], gaps[name])
        except InputError as error:
            faults += [_located(fault, name) for fault in error.faults]
    if faults:
        raise InputError(faults[:MAX_FAULTS])
    return prepared


def _faults(index: int, item: Any, names: Sequence[str]) -> list[Fault]:
    if not isinstance(item, dict):
        return [Fault(f"{ROOT}/{index}", f"expected an object with the inputs {', '.join(names)}, got {kind_of(item)}")]
    missing = [name for name in names if name not in item]
    wanted = f"expected no other inputs than {', '.join(names)}"
    strangers = [Fault(pointer_of(["inputs", index, name]), wanted + did_you_mean(name, missing)) for name in item if name not in names]
    return strangers + [Fault(pointer_of(["inputs", index, name]), "expected a value for each input, got none") for name in missing]


def _located(fault: Fault, name: str) -> Fault:
    """Point at the input in a sample that readers of one input alone point at."""
    match = _SAMPLE.fullmatch(fault.pointer)
    if match is None:
        return Fault(fault.pointer, f"input {name}: {fault.detail}")
    return Fault(pointer_of(["inputs", match[1], name]) + (match[2] or ""), fault.detail)
