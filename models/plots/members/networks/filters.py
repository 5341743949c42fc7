"""The filters of the convolutions of a network."""

from math import ceil
from typing import TYPE_CHECKING, Any

import numpy as np
from pydantic import Field

from models.core.arrays import Array
from models.plots.live_layers import every_layer
from models.plots.plot import Numbers, Plot
from models.plots.run import Run
from models.plots.style import DIVERGING, SMALL_PT, shown
from models.plots.tiles import GAP, as_shares, draw_tile
from models.serving.runtimes.keras import KerasRuntime
from models.specs.importing import spec_of
from models.specs.layers.backbone import Backbone
from models.specs.layers.convolution import Conv1D, Conv2D
from models.specs.model import layers_by_pointer

if TYPE_CHECKING:
    from matplotlib.figure import Figure

#: Most layers, and most filters of the first and of each later layer.
MAX_LAYERS, MAX_FIRST, MAX_LATER = 4, 48, 16
#: Filters in a row.
N_COLUMNS = 16
#: Longest side of a filter that is drawn.
MAX_SIDE = 33


class LayerFilters(Numbers):
    """The filters of one layer."""

    layer: str = Field(description="Name of the layer.")
    shape: list[int] = Field(description="Height, width, input channels and number of its filters.")
    in_color: bool = Field(description="Whether the channels of a filter are shown as red, green and blue, as shares of the range of all filters.")
    filters: list[Any] = Field(description="The first filters, by row and column: weights, means over the input channels where there are several.")


class FiltersNumbers(Numbers):
    """The filters of convolutions, input side first."""

    layers: list[LayerFilters]
    n_layers: int


class FiltersPlot(Plot[Run, FiltersNumbers]):
    """The weights of each filter, layer by layer."""

    name, title, subject, form, rank = "filters", "filters of the convolutions", Run, FiltersNumbers, 42

    def applies(self, subject: Run) -> bool:
        if not subject.has_model or subject.content.framework != KerasRuntime.name:
            return False
        return any(isinstance(layer, Conv1D | Conv2D | Backbone) for _, layer in layers_by_pointer(spec_of(subject.content.spec).model))

    def numbers(self, subject: Run) -> FiltersNumbers:
        kernels = kernels_of(subject.predictor.runtime)
        most = [MAX_FIRST, *[MAX_LATER] * MAX_LAYERS]
        layers = [_shown(name, kernel, most[index]) for index, (name, kernel) in enumerate(kernels[:MAX_LAYERS])]
        return FiltersNumbers(layers=layers, n_layers=len(kernels))

    def draw(self, figure: "Figure", numbers: FiltersNumbers) -> None:
        rows = [ceil(len(layer.filters) / N_COLUMNS) for layer in numbers.layers]
        figure.set_size_inches(6.8, max(1.6, 0.42 * sum(rows) + 0.32 * len(rows) + 0.5))
        all_axes = figure.subplots(len(rows), 1, squeeze=False, gridspec_kw={"height_ratios": [row + 0.6 for row in rows]})[:, 0]
        for axes, layer, n_rows in zip(all_axes, numbers.layers, rows, strict=True):
            _draw(axes, layer, n_rows)

    def caption(self, numbers: FiltersNumbers) -> str:
        first = numbers.layers[0]
        height, width, channels, n_filters = first.shape
        text = f"The first convolution, {first.layer}, has {n_filters:,} filters of {height} x {width} on {_channels(channels)}"
        several = "colours show the three channels" if first.in_color else "weights below zero are orange, above zero purple"
        left_out = numbers.n_layers - len(numbers.layers)
        more = f" The filters of {left_out:,} later convolutions are not drawn." if left_out else ""
        averaged = " Of filters on several channels the mean over these is drawn." if any(_is_mean(layer) for layer in numbers.layers) else ""
        return f"{text}; {several}.{averaged}{more}"


def kernels_of(runtime: Any) -> list[tuple[str, Array]]:
    """Return name and weights of each convolution of a network over images or series, array of shape (height, width, channels, filters)."""
    found = []
    for layer in every_layer(runtime.model):
        if type(layer).__name__ in ("Conv1D", "Conv2D"):
            kernel = np.asarray(layer.kernel)
            found.append((str(layer.name), kernel if kernel.ndim == 4 else kernel[None]))
    return found


def _shown(name: str, kernel: Array, most: int) -> LayerFilters:
    in_color, filters = kernel.shape[2] == 3, np.moveaxis(kernel, -1, 0)[:most, :MAX_SIDE, :MAX_SIDE]
    values = np.round(as_shares(filters), 4) if in_color else filters.mean(axis=3)
    return LayerFilters(layer=name, shape=list(kernel.shape), in_color=in_color, filters=values.tolist())


def _is_mean(layer: LayerFilters) -> bool:
    return layer.shape[2] > 1 and not layer.in_color


def _channels(count: int) -> str:
    return "1 channel" if count == 1 else f"{count:,} channels"


def _draw(axes: Any, layer: LayerFilters, n_rows: int) -> None:
    height, width, channels, n_filters = layer.shape
    values = np.array(layer.filters, float)
    largest = float(np.abs(values).max()) or 1.0
    look: dict[str, Any] = {"vmin": 0, "vmax": 1} if layer.in_color else {"cmap": DIVERGING, "vmin": -largest, "vmax": largest}
    for index, one in enumerate(values):
        draw_tile(axes, one, (index % N_COLUMNS) * (1 + GAP), (index // N_COLUMNS) * (1 + GAP), **look)
    axes.set_axis_off()
    axes.set_xlim(0, N_COLUMNS * (1 + GAP) - GAP)
    axes.set_ylim(n_rows * (1 + GAP) - GAP, 0)
    axes.set_aspect("equal")
    some = f", the first {len(values)}" if len(values) < n_filters else ""
    axes.set_title(f"{shown(layer.layer, 40)}: {n_filters:,} filters of {height} × {width} × {channels}{some}", loc="left", fontsize=SMALL_PT)
