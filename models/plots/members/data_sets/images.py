"""Images of a data set in a grid."""

from typing import TYPE_CHECKING

import numpy as np

from models.core.arrays import Array
from models.evaluation.dataset_plot import is_image, shaded
from models.evaluation.point_plots import some_rows
from models.plots.plot import Numbers, Plot
from models.plots.style import shown
from models.plots.subjects import DataShown
from models.plots.tiles import Tile, draw_tiles, size_of, tiles_of

if TYPE_CHECKING:
    from matplotlib.figure import Figure

#: Images in a row, and rows.
N_COLUMNS, N_ROWS = 10, 6


class ImageNumbers(Numbers):
    """Images of the training part, with their classes."""

    n_samples: int
    n_classes: int
    tiles: list[Tile]


class DataImages(Plot[DataShown, ImageNumbers]):
    """Some images of each class."""

    name, title, subject, form, rank = "images", "samples", DataShown, ImageNumbers, 200
    shows_data = True
    size_inches = (6.8, 5.0)

    def applies(self, subject: DataShown) -> bool:
        return is_image(subject.description)

    def numbers(self, subject: DataShown) -> ImageNumbers:
        data, labels = subject.data, subject.description.labels
        chosen = _chosen(subject)
        captions = [""] * len(chosen) if data.targets is None or not labels else [str(label) for label in data.targets[chosen].tolist()]
        return ImageNumbers(
            n_samples=subject.description.n_train,
            n_classes=len(labels or ()),
            tiles=tiles_of(shaded(data.inputs, chosen), [shown(caption) for caption in captions]),
        )

    def draw(self, figure: "Figure", numbers: ImageNumbers) -> None:
        has_captions = any(tile.caption for tile in numbers.tiles)
        figure.set_size_inches(*size_of(len(numbers.tiles), N_COLUMNS, int(has_captions)))
        draw_tiles(figure.add_subplot(), numbers.tiles, N_COLUMNS, int(has_captions))

    def caption(self, numbers: ImageNumbers) -> str:
        classes = f" of {numbers.n_classes:,} classes" if numbers.n_classes else ""
        by_class = ", by class" if any(tile.caption for tile in numbers.tiles) else ""
        return f"{len(numbers.tiles):,} of {numbers.n_samples:,} training images{classes}{by_class}."


def _chosen(subject: DataShown) -> Array:
    """Return the indices of the images that are drawn: as many of each class as there is room for, else evenly chosen ones."""
    data, labels, room = subject.data, subject.description.labels, N_COLUMNS * N_ROWS
    if data.targets is None or not labels:
        return some_rows(len(data.inputs), room)
    each = max(1, room // len(labels))
    by_class = [np.flatnonzero(data.targets == label)[:each] for label in labels[:room]]
    return np.concatenate(by_class)
