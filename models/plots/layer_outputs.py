"""What each layer of a network gives for a sample, as shades that can be drawn."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from pydantic import Field

from models.core.arrays import Array, Ports
from models.plots.plot import Numbers
from models.plots.tiles import as_shares, reduced

#: Most layers that are drawn, evenly chosen, the last one included.
MAX_LAYERS = 9
#: Most maps of a layer, and most pixels of a side of each.
MAX_MAPS, MAX_SIDE = 12, 48
#: Most values of a strip.
MAX_VALUES = 256
#: Values of a map on several axes that are more than pixels and channels are left out.
MAP_AXES, SEQUENCE_AXES = 3, 2


class LayerOutput(Numbers):
    """What a layer gives for the sample."""

    layer: str = Field(description="Name of the layer, or of an input.")
    shape: list[int] = Field(description="Shape of the output.")
    maps: list[list[list[int]]] = Field(description="Its channels as images, or one strip of its values; shades of 0 to 255 between low and high.")
    low: float = Field(description="Its smallest value.")
    high: float = Field(description="Its largest value.")
    zeros: float = Field(description="Share of the values that are zero.")


@dataclass(frozen=True)
class LayersShown:
    """The inputs of a network and what its layers give, input side first.

    Args:
        given: The inputs; whole numbers, such as indices of words, are left out.
        outputs: Of the layers, those that are drawn.
        n_layers: Number of all layers whose outputs differ from those before.
    """

    given: list[LayerOutput]
    outputs: list[LayerOutput]
    n_layers: int


def layers_shown(runtime: Any, one: Ports) -> LayersShown:
    """Return what the layers of a network give for one prepared sample.

    Args:
        runtime: Runs the network in Keras.
        one: The sample by input, arrays of shape (1, ...).
    """
    outputs = list(_changed(layer_outputs(runtime, one)))
    kept = [outputs[index] for index in _evenly(len(outputs), MAX_LAYERS)]
    given = [_output(name, array[0]) for name, array in one.items() if array.dtype.kind == "f"]
    return LayersShown(given, [_output(name, array) for name, array in kept], len(outputs))


def layer_outputs(runtime: Any, x: Ports) -> Iterator[tuple[str, Array]]:
    """Yield name and output of each layer of a network for the first sample; of a layer with several outputs the first.

    Layers of our own are built of several of Keras, of which those are named after the layer and a dot; they are left out.
    """
    import keras  # A process that only serves has no Keras.

    network = runtime.model
    names = {layer.name for layer in network.layers}
    layers = [layer for layer in network.layers if type(layer).__name__ != "InputLayer" and layer.name.rpartition(".")[0] not in names]
    outputs = [layer.output[0] if isinstance(layer.output, list | tuple) else layer.output for layer in layers]
    found = keras.Model(network.inputs, outputs)(list(x.values()), training=False)
    arrays = found if isinstance(found, list | tuple) else [found]
    for layer, array in zip(layers, arrays, strict=True):
        yield str(layer.name), np.asarray(array)[0]


def _changed(outputs: Iterator[tuple[str, Array]]) -> Iterator[tuple[str, Array]]:
    """Leave out layers that give the values they get, such as dropout outside of training, or in another shape."""
    seen: set[bytes] = set()
    for name, array in outputs:
        if array.ndim <= MAP_AXES and array.size and (digest := np.ascontiguousarray(array).tobytes()) not in seen:
            seen.add(digest)
            yield name, array


def _evenly(count: int, most: int) -> list[int]:
    """Return at most so many indices, evenly spaced, the first and last included."""
    return sorted({round(index) for index in np.linspace(0, count - 1, min(count, most))})


def _output(name: str, array: Array) -> LayerOutput:
    values = np.nan_to_num(array.astype(np.float64))
    shades = np.rint(as_shares(values) * 255)
    zeros = float((values == 0).mean())
    return LayerOutput(layer=name, shape=list(array.shape), maps=_maps(shades), low=values.min(), high=values.max(), zeros=zeros)


def _maps(shades: Array) -> list[list[list[int]]]:
    if shades.ndim == MAP_AXES:
        maps = reduced(np.moveaxis(shades, -1, 0)[:MAX_MAPS], MAX_SIDE * MAX_SIDE)
    elif shades.ndim == SEQUENCE_AXES:
        maps = shades.T[None, :MAX_SIDE, :MAX_VALUES]
    else:
        maps = shades.reshape(1, 1, -1)[..., :MAX_VALUES]
    return [[[int(shade) for shade in row] for row in one] for one in maps.tolist()]
