"""Calls of a layer in a graph: which tensors it takes, as Keras 3 writes them and as older versions did."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from models.core.faults import quote
from models.specs.keras_config.notes import list_at, refused

#: A tensor: the layer that gives it, and the number of the call of that layer.
Tensor = tuple[str, int]


@dataclass(frozen=True)
class Call:
    """A call of a layer.

    Args:
        item: The layer.
        pointer: Pointer to it.
        tensor: What it gives.
        sources: What it takes.
    """

    item: Any
    pointer: str
    tensor: Tensor
    sources: list[Tensor]


def in_order(calls: Sequence[Call], known: Collection[Tensor]) -> tuple[list[Call], list[Call]]:
    """Return calls behind those whose outputs they take, and those that take what no call gives.

    A layer that is used several times may take the output of one that is listed behind it.

    Args:
        calls: The calls, as they are listed.
        known: Tensors that are there.
    """
    missing = [set(call.sources).difference(known) for call in calls]
    waiting = defaultdict[Tensor, list[int]](list)
    for index, sources in enumerate(missing):
        for source in sources:
            waiting[source].append(index)
    ordered, ready = list[Call](), [index for index, sources in enumerate(missing) if not sources]
    while ready:
        ordered += [calls[index] for index in ready]
        given = [(calls[index].tensor, following) for index in ready for following in waiting.pop(calls[index].tensor, ())]
        for tensor, following in given:
            missing[following].remove(tensor)
        ready = sorted({following for _, following in given if not missing[following]})
    return ordered, [call for call, sources in zip(calls, missing, strict=True) if sources]


def calls_of(item: dict[str, Any], pointer: str) -> list[list[Tensor]]:
    """Return the tensors that each call of a layer takes.

    Args:
        item: The layer, with its `inbound_nodes`.
        pointer: Pointer to the layer.
    """
    nodes = list_at(item, "inbound_nodes", pointer)
    return [_tensors(node, f"{pointer}/inbound_nodes/{index}") for index, node in enumerate(nodes)]


def tensors_at(histories: Any, pointer: str) -> list[Tensor]:
    """Read a list of tensors, or a single one: [layer, call, 0]."""
    if isinstance(histories, list) and len(histories) == 3 and isinstance(histories[0], str):
        histories = [histories]
    if not isinstance(histories, list) or not histories:
        raise refused(pointer, "expected a list of [layer, use, output]")
    return [_tensor(history, pointer) for history in histories]


def _tensors(node: Any, pointer: str) -> list[Tensor]:
    if isinstance(node, list):
        return [_tensor(_without_arguments(each, pointer), pointer) for each in _several(node, pointer)]
    args, others = (node.get("args"), node.get("kwargs") or {}) if isinstance(node, dict) else (None, {})
    if not isinstance(args, list) or not args or not _without_effect(others):
        raise refused(pointer, "expected a call with tensors and no other arguments")
    tensors = args[0] if len(args) == 1 and isinstance(args[0], list) else args
    found = [tensor.get("config", {}) if isinstance(tensor, dict) else {} for tensor in tensors]
    return tensors_at([config.get("keras_history") if isinstance(config, dict) else None for config in found], pointer)


def _several(node: list[Any], pointer: str) -> list[Any]:
    """Return the tensors of a call as Keras up to 2 writes it: a list of them, or the only one."""
    if not node:
        raise refused(pointer, "expected a list of [layer, use, output]")
    return [node] if isinstance(node[0], str) else node


def _without_arguments(history: Any, pointer: str) -> Any:
    """Return [layer, call, output] of Keras up to 2, which puts the other arguments of the call behind it."""
    if not isinstance(history, list) or len(history) != 4:
        return history
    if not _without_effect(history[3] or {}):
        raise refused(pointer, f"expected a call with tensors and no other arguments, got {quote(history[3])}")
    return history[:3]


def _without_effect(arguments: Any) -> bool:
    return isinstance(arguments, dict) and all(value is None or key == "training" for key, value in arguments.items())


def _tensor(history: Any, pointer: str) -> Tensor:
    is_one = isinstance(history, list) and len(history) == 3 and isinstance(history[0], str) and type(history[1]) is int
    if not is_one or history[2] != 0:
        raise refused(pointer, f"expected [layer, use, 0], got {quote(history)}")
    return history[0], history[1]
