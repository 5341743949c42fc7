"""Pointers of faults of one input or output, in the whole spec."""

from collections.abc import Mapping
from typing import Any

from models.core.errors import Fault
from models.core.faults import pointer_of
from models.specs.job import JobSpec
from models.specs.ports import input_names, output_names


def at_input(spec: JobSpec, name: str, fault: Fault) -> Fault:
    """Return a fault of an input with its pointer into the whole spec.

    Args:
        spec: The whole spec.
        name: Name of the input.
        fault: A fault with its pointer into the spec of this input only.
    """
    what = f"input {name}" if len(input_names(spec)) > 1 else ""
    return _located(fault, name, what, {"/preprocessing/inputs": spec.preprocessing.inputs})


def at_output(spec: JobSpec, name: str, fault: Fault) -> Fault:
    """Return a fault of an output with its pointer into the whole spec; arguments as for `at_input`."""
    if spec.data.targets is not None:
        fault = fault.moved("/data/target", f"/data/targets{pointer_of([name])}/target")
    what, training = f"output {name}" if len(output_names(spec)) > 1 else "", spec.training
    trained = {"/training/loss": training.loss, "/training/metrics": training.metrics} if training else {}
    return _located(fault, name, what, {"/preprocessing/targets": spec.preprocessing.targets, **trained})


def _located(fault: Fault, name: str, what: str, parts: Mapping[str, Any]) -> Fault:
    """Add the name to the pointer where the spec has an entry for it, else to the message where there are several ports."""
    for part, value in parts.items():
        moved = fault.moved(part, part + pointer_of([name]))
        if moved != fault:
            return moved if isinstance(value, dict) else Fault(fault.pointer, f"{what}: {fault.detail}") if what else fault
    return fault
