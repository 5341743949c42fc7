"""Images as an autoencoder reconstructs them."""

from typing import TYPE_CHECKING

import numpy as np

from models.core.arrays import Array
from models.plots.plot import Numbers, Plot
from models.plots.run import Run
from models.plots.some_samples import image_input, some_samples
from models.plots.style import SMALL_PT
from models.plots.tiles import Tile, draw_tiles, row_height, size_of, tiles_of

if TYPE_CHECKING:
    from matplotlib.figure import Figure

#: Images in a row, and rows of images with their reconstructions.
N_COLUMNS = 10


class ReconstructionsNumbers(Numbers):
    """Images, and below each its reconstruction."""

    part: str
    inputs: list[Tile]
    outputs: list[Tile]
    errors: list[float | None]


class ReconstructionsPlot(Plot[Run, ReconstructionsNumbers]):
    """Samples of the test part, and what an autoencoder makes of them."""

    name, title, subject, form, rank = "reconstructions", "images and their reconstructions", Run, ReconstructionsNumbers, 52
    shows_data = True

    def applies(self, subject: Run) -> bool:
        return subject.has_model and subject.kind == "reconstruction" and image_input(subject) is not None

    def numbers(self, subject: Run) -> ReconstructionsNumbers:
        samples = some_samples(subject, N_COLUMNS)
        prepared = subject.predictor.prepare(samples.inputs)
        (x,), (outputs,) = prepared.values(), subject.predictor.runtime.run(prepared).values()
        chain = subject.content.chain
        given, made = (chain.restore(values).astype(np.float64) for values in (x, outputs))
        errors = np.square(outputs.reshape(len(x), -1) - x.reshape(len(x), -1)).mean(axis=1).astype(float).tolist()
        low, high = float(given.min()), float(given.max())
        labels = [str(label) for label in samples.labels] if samples.labels else [""] * len(x)
        return ReconstructionsNumbers(
            part=samples.part,
            inputs=tiles_of(_shares(given, low, high), labels),
            outputs=tiles_of(_shares(made, low, high), [f"{error:.2g}" for error in errors]),
            errors=errors,
        )

    def draw(self, figure: "Figure", numbers: ReconstructionsNumbers) -> None:
        figure.set_size_inches(size_of(2 * N_COLUMNS, N_COLUMNS, 1))
        axes = figure.add_subplot()
        draw_tiles(axes, [*numbers.inputs, *numbers.outputs], len(numbers.inputs), 1)
        for row, name in enumerate(("input", "output")):
            axes.text(-0.15, row * row_height(N_COLUMNS, 1) + 0.5, name, rotation=90, ha="center", va="center", fontsize=SMALL_PT)

    def caption(self, numbers: ReconstructionsNumbers) -> str:
        known = [error for error in numbers.errors if error is not None]
        worst = max(range(len(known)), key=lambda index: known[index])
        text = f"{len(known)} images of the {numbers.part} part and what the autoencoder makes of them; the number is the mean squared error"
        return f"{text}, which is largest for image {worst + 1}: {known[worst]:.3g}." if known else f"{text}."


def _shares(values: Array, low: float, high: float) -> Array:
    return (values - low) / ((high - low) or 1.0)
