"""Images that a model was trained on."""

from typing import TYPE_CHECKING

import numpy as np

from models.core.arrays import Label
from models.evaluation.dataset_plot import shaded
from models.plots.plot import Numbers, Plot
from models.plots.run import Run
from models.plots.some_samples import LOOKED_AT, image_input, labels_of
from models.plots.tiles import Tile, draw_tiles, size_of, tiles_of

if TYPE_CHECKING:
    from matplotlib.figure import Figure

#: Images in a row, and most images.
N_COLUMNS, MAX_IMAGES = 10, 50


class TrainingImagesNumbers(Numbers):
    """Images with their classes."""

    images: list[Tile]
    n_samples: int
    n_classes: int


class TrainingImagesPlot(Plot[Run, TrainingImagesNumbers]):
    """A grid of images of the training part, as many of each class, with the class below each."""

    name, title, subject, form, rank = "training-images", "images of the training part", Run, TrainingImagesNumbers, 60
    shows_data = True

    def applies(self, subject: Run) -> bool:
        return subject.has_model and image_input(subject) is not None

    def numbers(self, subject: Run) -> TrainingImagesNumbers:
        name = image_input(subject)
        part = subject.raw_parts["train"]
        labels = labels_of(subject, part.rows(slice(LOOKED_AT)))
        indices = list(range(min(MAX_IMAGES, part.n_samples))) if labels is None else _of_each(labels)
        captions = ["" if labels is None else str(labels[index]) for index in indices]
        images = tiles_of(shaded(part.inputs[name or ""], np.array(indices)), captions)
        return TrainingImagesNumbers(images=images, n_samples=part.n_samples, n_classes=len(set(labels or ())))

    def draw(self, figure: "Figure", numbers: TrainingImagesNumbers) -> None:
        n_lines = int(any(image.caption for image in numbers.images))
        figure.set_size_inches(size_of(len(numbers.images), N_COLUMNS, n_lines))
        draw_tiles(figure.add_subplot(), numbers.images, N_COLUMNS, n_lines)

    def caption(self, numbers: TrainingImagesNumbers) -> str:
        text = f"{len(numbers.images)} of the {numbers.n_samples:,} images that the model was trained on"
        n_drawn = len({image.caption for image in numbers.images})
        some = f"{n_drawn:,} of " if n_drawn < numbers.n_classes else ""
        return f"{text}, of {some}{numbers.n_classes:,} classes." if numbers.n_classes else f"{text}."


def _of_each(labels: list[Label]) -> list[int]:
    """Return as many of the first samples of each class, class by class; of very many classes one of the first of them."""
    classes = sorted(set(labels), key=lambda label: (isinstance(label, str), label))[:MAX_IMAGES]
    each = max(1, MAX_IMAGES // len(classes))
    found: dict[Label, list[int]] = {label: [] for label in classes}
    for index, label in enumerate(labels):
        if label in found and len(found[label]) < each:
            found[label].append(index)
    return [index for indices in found.values() for index in indices]
