"""Parts of a spec that may come once, or once for each named input or output of a network."""

from typing import Any

#: The two forms, as pydantic tells them apart: no name of a node has a space.
FOR_ALL, PER_PORT = "one for all", "one by name"


def form_of(value: Any) -> str:
    """Tell the form of a part by the kind of its JSON: an object has an entry for each name."""
    return PER_PORT if isinstance(value, dict) else FOR_ALL
