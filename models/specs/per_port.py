"""Parts of a spec that may come once, or once for each named input or output of a network."""

from collections.abc import Collection, Sequence
from typing import Any

from models.core.errors import Fault
from models.core.faults import did_you_mean, pointer_of, quote

#: The two forms, as pydantic tells them apart: no name of a node has a space.
FOR_ALL, PER_PORT = "one for all", "one by name"


def form_of(value: Any) -> str:
    """Tell the form of a part by the kind of its JSON: an object has an entry for each name."""
    return PER_PORT if isinstance(value, dict) else FOR_ALL


def name_faults(pointer: str, given: Collection[str], names: Sequence[str], what: str) -> list[Fault]:
    """Refuse entries whose names are not those of a network's inputs, or outputs.

    Args:
        pointer: Where the entries stand.
        given: Their names.
        names: The names there are.
        what: What is named, such as "an output of the model".
    """
    return [Fault(pointer + pointer_of([name]), f"expected the name of {what}, {_known(name, names)}") for name in given if name not in names]


def missing_faults(pointer: str, given: Collection[str], names: Sequence[str], wanted: str) -> list[Fault]:
    """Refuse entries that leave a name out.

    Args:
        pointer: Where the entries stand.
        given: Their names.
        names: The names there are.
        wanted: What is expected of each, such as "a loss for the output".
    """
    return [Fault(pointer + pointer_of([name]), f"expected {wanted} {name}, got none") for name in names if name not in given]


def _known(name: str, names: Sequence[str]) -> str:
    return f"one of {', '.join(names)}, got {quote(name)}{did_you_mean(name, names)}"
