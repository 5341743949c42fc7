"""What the layers of a network make of a sample."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from pydantic import Field

from models.core.arrays import Ports
from models.plots.layer_outputs import MAP_AXES, MAX_LAYERS, MAX_MAPS, LayerOutput, layers_shown
from models.plots.plot import Numbers, Plot
from models.plots.run import Run
from models.plots.some_samples import some_samples
from models.plots.style import ORDERED, SMALL_PT, shown
from models.plots.tiles import GAP, draw_tile
from models.serving.runtimes.keras import KerasRuntime

if TYPE_CHECKING:
    from matplotlib.figure import Figure


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
        found = layers_shown(subject.predictor.runtime, one)
        return ActivationsNumbers(sample=sample, layers=[*found.given, *found.outputs], n_inputs=len(found.given), n_layers=found.n_layers)

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


def _draw(axes: Any, layer: LayerOutput) -> None:
    shape = " × ".join(map(str, layer.shape)) or "1"
    axes.set_ylabel(f"{shown(layer.layer, 18)}\n{shape}", rotation=0, ha="right", va="center", fontsize=SMALL_PT - 1.5)
    axes.set_xticks([])
    axes.set_yticks([])
    axes.grid(visible=False)
    axes.set_frame_on(False)
    if layer.maps == [[[layer.maps[0][0][0]]]]:  # A single value has no shade beside others.
        axes.text(0, 0.5, f"{layer.low:.4g}", va="center", fontsize=SMALL_PT - 1.5)
    elif len(layer.shape) == MAP_AXES:
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
