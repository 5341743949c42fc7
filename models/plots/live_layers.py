"""The layers of a Keras network."""

from collections.abc import Iterator
from typing import Any


def every_layer(network: Any) -> Iterator[Any]:
    """Yield the layers of a network in order; of models used as layers, and of wrappers, those inside."""
    for layer in network.layers:
        inner = getattr(layer, "layers", None)
        yield from every_layer(layer) if inner else [layer]
