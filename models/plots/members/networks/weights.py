"""How the weights of each layer of a network are distributed."""

from typing import TYPE_CHECKING, Any

import numpy as np
from pydantic import Field

from models.core.arrays import Array
from models.plots.live_layers import every_layer
from models.plots.plot import Numbers, Plot
from models.plots.run import Run
from models.plots.style import COLORS, NEUTRAL, SMALL_PT, shown
from models.serving.runtimes.keras import KerasRuntime

if TYPE_CHECKING:
    from matplotlib.figure import Figure

#: Most layers that are drawn; of more, the first and the last half of them.
MAX_LAYERS = 16
#: Bars of a histogram, and the share of all weights that lie within its ends.
N_BARS, WITHIN = 61, 0.999
#: Height of the highest bar of a layer, in rows.
TALL = 0.85


class LayerWeights(Numbers):
    """The weights of one layer, without its biases."""

    layer: str
    n_weights: int
    counts: list[int] = Field(description="Number of weights in each bar; the first and last bar include those beyond the ends.")
    std: float = Field(description="Their standard deviation.")
    zeros: float = Field(description="Share of them that is nearly zero: below a thousandth of the standard deviation.")


class WeightsNumbers(Numbers):
    """Histograms of the weights by layer, input side first, over one range."""

    low: float
    high: float
    layers: list[LayerWeights]
    n_layers: int


class WeightsPlot(Plot[Run, WeightsNumbers]):
    """A histogram of the weights of each layer."""

    name, title, subject, form, rank = "weights", "weights by layer", Run, WeightsNumbers, 46

    def applies(self, subject: Run) -> bool:
        return subject.has_model and subject.content.framework == KerasRuntime.name

    def numbers(self, subject: Run) -> WeightsNumbers:
        kernels = _kernels(subject.predictor.runtime)
        half = MAX_LAYERS // 2
        kept = kernels if len(kernels) <= MAX_LAYERS else [*kernels[:half], *kernels[-half:]]
        end = max((float(np.quantile(np.abs(kernel), WITHIN)) for _, kernel in kept), default=0.0) or 1.0
        layers = [_counted(name, kernel, end) for name, kernel in kept]
        return WeightsNumbers(low=-end, high=end, layers=layers, n_layers=len(kernels))

    def draw(self, figure: "Figure", numbers: WeightsNumbers) -> None:
        figure.set_size_inches(6.8, 1.4 + 0.36 * len(numbers.layers))
        axes: Any = figure.add_subplot()
        edges = np.linspace(numbers.low, numbers.high, N_BARS + 1)
        for row, layer in enumerate(reversed(numbers.layers)):
            shares = np.array(layer.counts) / max(layer.counts)
            axes.stairs(row + TALL * shares, edges, baseline=row, fill=True, color=COLORS[0], alpha=0.75)
            axes.axhline(row, color=NEUTRAL, linewidth=0.6)
        names = [f"{shown(layer.layer)} ({layer.n_weights:,})" for layer in reversed(numbers.layers)]
        axes.set_yticks(range(len(names)), names, fontsize=SMALL_PT)
        axes.set_ylim(-0.15, len(names))
        axes.set_xlabel("weight")
        axes.grid(axis="y", visible=False)

    def caption(self, numbers: WeightsNumbers) -> str:
        narrow, wide = (choose(numbers.layers, key=lambda layer: layer.std) for choose in (min, max))
        text = f"Weights differ most in layer {wide.layer} (standard deviation {wide.std:.3g}) and least in {narrow.layer} ({narrow.std:.3g})"
        text = text if len(numbers.layers) > 1 else f"The weights of layer {wide.layer} have a standard deviation of {wide.std:.3g}"
        left_out = numbers.n_layers - len(numbers.layers)
        middle = f" {left_out:,} layers in the middle are not drawn." if left_out else ""
        return f"{text}. Each histogram has a height of its own; the number of weights is beside the name.{middle}"


def _kernels(runtime: Any) -> list[tuple[str, Array]]:
    """Return name and weights of each layer that has some: of a layer with several matrices all of them, without vectors such as biases."""
    found = []
    for layer in every_layer(runtime.model):
        matrices = [np.asarray(weight).ravel() for weight in layer.weights if len(weight.shape) > 1]
        if matrices:
            found.append((str(layer.name), np.concatenate(matrices).astype(np.float64)))
    return found


def _counted(name: str, kernel: Array, end: float) -> LayerWeights:
    counts, _ = np.histogram(np.clip(kernel, -end, end), N_BARS, (-end, end))
    std = float(kernel.std())
    zeros = float((np.abs(kernel) <= std / 1000).mean())
    return LayerWeights(layer=name, n_weights=kernel.size, counts=counts.tolist(), std=std, zeros=zeros)
