"""The probabilities that a classifier gives for a few samples."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from models.artifact.signature import OutputSignature
from models.evaluation.classification import class_probabilities
from models.evaluation.dataset_plot import shaded
from models.plots.plot import Numbers, Plot
from models.plots.probability_bars import Panel, draw_panels, panel_of
from models.plots.run import Run
from models.plots.some_samples import SomeSamples, image_input, labels_of, some_samples
from models.plots.tiles import Tile, tiles_of

if TYPE_CHECKING:
    from matplotlib.figure import Figure

#: Most samples.
MAX_SAMPLES = 10


class ClassProbabilitiesNumbers(Numbers):
    """A panel for each sample."""

    part: str
    panels: list[Panel]


class ClassProbabilitiesPlot(Plot[Run, ClassProbabilitiesNumbers]):
    """Bars of the probabilities of the classes for samples of the test part, one of each class, beside the image where they are images."""

    name, title, subject, form, rank = "class-probabilities", "probabilities of samples", Run, ClassProbabilitiesNumbers, 50
    several = True
    shows_data = True

    def applies(self, subject: Run) -> bool:
        return subject.has_model and subject.kind == "classification" and _output(subject).has_probabilities

    def numbers(self, subject: Run) -> ClassProbabilitiesNumbers:
        samples = some_samples(subject, MAX_SAMPLES, subject.output)
        output, names = _output(subject), [str(label) for label in _output(subject).labels or ()]
        outputs = subject.predictor.outputs(samples.inputs)[subject.output or subject.outputs[0]]
        rows = class_probabilities(outputs).astype(float).tolist()
        true = labels_of(subject, samples.raw, subject.output)
        images = _images(subject, samples)
        panels = [
            panel_of(
                name=f"{samples.part} {index}",
                probabilities=dict(zip(names, row, strict=True)),
                true=None if true is None or output.labels is None or true[position] not in output.labels else str(true[position]),
                image=images[position],
            )
            for position, (index, row) in enumerate(zip(samples.indices, rows, strict=True))
        ]
        return ClassProbabilitiesNumbers(part=samples.part, panels=panels)

    def draw(self, figure: "Figure", numbers: ClassProbabilitiesNumbers) -> None:
        draw_panels(figure, numbers.panels)

    def caption(self, numbers: ClassProbabilitiesNumbers) -> str:
        wrong = [panel for panel in numbers.panels if panel.is_wrong]
        unsure = min(numbers.panels, key=lambda panel: panel.largest)
        text = f"Shown are {len(numbers.panels)} samples of the {numbers.part} part, of which {len(wrong) or 'none'} would be classified wrongly"
        return f"{text}. The least sure prediction is {unsure.predicted} for {unsure.name}, with {unsure.largest:.2f}."


def _output(run: Run) -> OutputSignature:
    return run.content.signature.outputs[run.output or run.outputs[0]]


def _images(run: Run, samples: SomeSamples) -> Sequence[Tile | None]:
    name = image_input(run)
    if name is None:
        return [None] * len(samples.indices)
    return tiles_of(shaded(samples.raw.inputs[name], np.arange(len(samples.indices))), [""] * len(samples.indices))
