"""The weights of a file by layer of a network, where the file has them by other groups."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

from models.core.errors import ArtifactError
from models.core.faults import listed, quote

T = TypeVar("T")


def by_layer(groups: Mapping[str, Sequence[tuple[str, T]]], layers: Iterable[str]) -> dict[str, list[T]]:
    """Return weights by layer.

    A network within the network has one group in the file, with the weights of all its layers; the name of each weight begins with that of
    its layer. Such a layer is called "network.layer" here. The order within a group is not that of its layers: weights that training
    changes come first.

    Args:
        groups: Names and values of the weights of each group, in order.
        layers: Names of the layers of the network.

    Returns:
        The values of each layer. A group that belongs to no layer is kept under its own name.

    Raises:
        ArtifactError: A weight of a group may belong to several layers, or to none.
    """
    names, found = list(layers), dict[str, list[T]]()
    for group, weights in groups.items():
        inner = [] if group in names else [name for name in names if name.startswith(f"{group}.")]
        for weight, value in weights:
            found.setdefault(_owner(weight, group, inner) if inner else group, []).append(value)
    return found


def _owner(weight: str, group: str, inner: Sequence[str]) -> str:
    """Return the layer of a weight: that whose name is in its path, and most of the networks around that layer."""
    parts = weight.split("/")[:-1]
    around = {name: found for name in inner if (found := _networks_in(parts, name, group)) is not None}
    if not around:
        raise ArtifactError(f"expected the name of a layer of {group} before the weight {quote(weight)}: {listed(inner)}")
    best = max(around.values())
    names = [name for name, found in around.items() if found == best]
    if len(names) > 1 or (len(around) > 1 and not best[0]):
        raise ArtifactError(f"expected one layer of {group} for the weight {quote(weight)}, got {listed(around)}")
    return names[0]


def _networks_in(parts: Sequence[str], name: str, group: str) -> tuple[int, int] | None:
    """Return how many networks around a layer are named in a path, and how many are not, negative; None where the layer itself is not."""
    names = name.removeprefix(f"{group}.").split(".")
    for start in range(len(names)):  # A name may have dots itself.
        if ".".join(names[start:]) in parts:
            networks = [group, *names[:start]]
            n_found = sum(network in parts for network in networks)
            return n_found, n_found - len(networks)
    return None
