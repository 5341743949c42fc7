"""What the layers of a network make of a sample."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from pydantic import Field

from models.core.arrays import Array, Ports
from models.plots.plot import Numbers, Plot
from models.plots.run import Run
from models.plots.some_samples import some_samples
from models.plots.style import ORDERED, SMALL_PT, shown
from models.plots.tiles import GAP, as_shares, draw_tile, reduced
from models.serving.runtimes.keras import KerasRuntime

if TYPE_CHECKING:
    from matplotlib.figure import Figure

#: Most layers that are drawn, evenly chosen, the last one included.
MAX_LAYERS = 9
#: Most maps of a layer, and most pixels of a side of each.
MAX_MAPS, MAX_SIDE = 12, 48
#: Most values of a strip.
MAX_VALUES = 256
#: Values of a map on several axes that are more than pixels and channels are left out.
_MAP_AXES, _SEQUENCE_AXES = 3, 2


class LayerOutput(Numbers):
    """What a layer gives for the sample."""

    layer: str
    shape: list[int] = Field(description="Shape of the output.")
    maps: list[list[list[int]]] = Field(description="Its channels as images, or one strip of its values; shades of 0 to 255 between low and high.")
    low: float
    high: float
    zeros: float = Field(description="Share of the values that are zero.")


class ActivationsNumbers(Numbers):
    """The outputs of layers for one sample, input side first."""

    sample: str
    layers: list[LayerOutput] = Field(description="The inputs of the network, then its layers.")
    n_inputs: int
    n_layers: int


class ActivationsPlot(Plot[Run, ActivationsNumbers]):
    """The output of each layer for one sample: maps of convolutions, strips of the values of other layers."""

    name, title, subject, form, rank = "activations", "a sample on its way through the layers", Run, ActivationsNumbers, 44
    shows_data = True

    def applies(self, subject: Run) -> bool:
        return subject.has_model and subject.content.framework == KerasRuntime.name and subject.content.golden.n_examples > 0

    def numbers(self, subject: Run) -> ActivationsNumbers:
        sample, inputs = _sample_of(subject)
        one = {name: array[:1] for name, array in subject.predictor.prepare(inputs).items()}
        outputs = list(_changed(layer_outputs(subject.predictor.runtime, one)))
        kept = [outputs[index] for index in _evenly(len(outputs), MAX_LAYERS)]
        given = [_output(name, array[0]) for name, array in one.items() if array.dtype.kind == "f"]
        return ActivationsNumbers(
            sample=sample,
            layers=[*given, *(_output(name, array) for name, array in kept)],
            n_inputs=len(given),
            n_layers=len(outputs),
        )

    def draw(self, figure: "Figure", numbers: ActivationsNumbers) -> None:
        heights = [0.62 if len(layer.maps[0]) > 1 else 0.3 for layer in numbers.layers]
        figure.set_size_inches(6.8, 0.5 + sum(heights) + 0.08 * len(heights))
        all_axes = figure.subplots(len(heights), 1, squeeze=False, gridspec_kw={"height_ratios": heights})[:, 0]
        for axes, layer in zip(all_axes, numbers.layers, strict=True):
            _draw(axes, layer)

    def caption(self, numbers: ActivationsNumbers) -> str:
        *_, last = numbers.layers
        sparse = max(numbers.layers[numbers.n_inputs :], key=lambda layer: layer.zeros)
        has_maps = any(len(layer.maps) == MAX_MAPS < layer.shape[-1] for layer in numbers.layers)
        maps = f". Of maps the first {MAX_MAPS} of a layer are drawn" if has_maps else ""
        text = f"Shown is {numbers.sample}: light is large{maps}"
        dead = f"; {sparse.zeros:.0%} of the values of {sparse.layer} are zero" if sparse.zeros > 0 else ""
        left_out = numbers.n_layers - MAX_LAYERS
        more = f" {left_out:,} layers are left out." if left_out > 0 else ""
        return f"{text}{dead}. The last layer, {last.layer}, gives values from {last.low:.3g} to {last.high:.3g}.{more}"


def _sample_of(run: Run) -> tuple[str, Ports]:
    """Return a name and the raw inputs of one sample; of series and texts a window that is recorded as an example."""
    if run.content.chain.window is not None:
        return "a window of the data", {name: array[:1] for name, array in run.content.golden.inputs.items()}
    samples = some_samples(run, 1)
    label = "" if samples.labels is None else f", of class {samples.labels[0]}"
    return f"sample {samples.indices[0]} of the {samples.part} part{label}", samples.inputs


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
        if array.ndim <= _MAP_AXES and array.size and (digest := np.ascontiguousarray(array).tobytes()) not in seen:
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
    if shades.ndim == _MAP_AXES:
        maps = reduced(np.moveaxis(shades, -1, 0)[:MAX_MAPS], MAX_SIDE * MAX_SIDE)
    elif shades.ndim == _SEQUENCE_AXES:
        maps = shades.T[None, :MAX_SIDE, :MAX_VALUES]
    else:
        maps = shades.reshape(1, 1, -1)[..., :MAX_VALUES]
    return [[[int(shade) for shade in row] for row in one] for one in maps.tolist()]


def _draw(axes: Any, layer: LayerOutput) -> None:
    shape = " × ".join(map(str, layer.shape)) or "1"
    axes.set_ylabel(f"{shown(layer.layer, 18)}\n{shape}", rotation=0, ha="right", va="center", fontsize=SMALL_PT - 1.5)
    axes.set_xticks([])
    axes.set_yticks([])
    axes.grid(visible=False)
    axes.set_frame_on(False)
    if layer.maps == [[[layer.maps[0][0][0]]]]:  # A single value has no shade beside others.
        axes.text(0, 0.5, f"{layer.low:.4g}", va="center", fontsize=SMALL_PT - 1.5)
    elif len(layer.shape) == _MAP_AXES:
        _draw_maps(axes, layer.maps)
    else:
        axes.imshow(np.array(layer.maps[0]), aspect="auto", cmap=ORDERED, vmin=0, vmax=255, interpolation="nearest")


def _draw_maps(axes: Any, maps: Sequence[Sequence[Sequence[int]]]) -> None:
    for index, one in enumerate(maps):
        draw_tile(axes, np.array(one), index * (1 + GAP), 0, cmap=ORDERED)
    axes.set_xlim(0, MAX_MAPS * (1 + GAP) - GAP)
    axes.set_ylim(1, 0)
    axes.set_aspect("equal")
    axes.set_anchor("W")
