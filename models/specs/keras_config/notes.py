"""What is noted while an architecture is translated: its version of Keras, and all faults, so that one answer names them."""

from dataclasses import dataclass, field
from typing import Any

from models.core.errors import Fault, SpecError
from models.core.faults import quote

#: Pointer to the architecture in the form of an import.
POINTER = "/architecture"


@dataclass(frozen=True)
class NamedAxis:
    """An axis that a layer works along, which has to be the last one of its samples.

    Args:
        pointer: Pointer to the argument.
        layer: Name of the layer, whose output has as many axes as its input.
        axis: The axis, counted from that of the batch, which is 0.
    """

    pointer: str
    layer: str
    axis: Any


@dataclass
class Notes:
    """What is noted about an architecture.

    Args:
        version: Major version of the Keras that wrote it; None where it does not say so.
        backend: Backend of that Keras; empty where it does not say so.
        faults: Everything that has no counterpart in a spec.
        axes: Axes that can be judged once the shapes are known.
    """

    version: int | None
    backend: str = ""
    faults: list[Fault] = field(default_factory=list)
    axes: list[NamedAxis] = field(default_factory=list)
    _has_listed_layers: bool = False

    def refuse(self, pointer: str, detail: str) -> None:
        """Note a fault, and go on."""
        self.faults.append(Fault(pointer, detail))

    def lists_layers(self) -> bool:
        """Tell whether a fault has to list the known layers: the first one only."""
        first, self._has_listed_layers = not self._has_listed_layers, True
        return first


def refused(pointer: str, detail: str) -> SpecError:
    """Return the error for something of another form, after which the rest has no meaning."""
    return SpecError([Fault(pointer, detail)])


def named(item: Any, pointer: str) -> tuple[str, dict[str, Any]]:
    """Return class and configuration of an object as Keras writes it."""
    if not isinstance(item, dict) or not isinstance(item.get("class_name"), str) or not isinstance(item.get("config"), dict):
        raise refused(pointer, f"expected an object with class_name and config, got {quote(item)}")
    return item["class_name"], item["config"]


def list_at(item: dict[str, Any], key: str, pointer: str) -> list[Any]:
    """Return a list in an object."""
    if not isinstance(item.get(key), list):
        raise refused(f"{pointer}/{key}", f"expected a list, got {quote(item.get(key))}")
    found: list[Any] = item[key]
    return found
