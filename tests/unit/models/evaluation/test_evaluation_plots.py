"""Pictures of an evaluation: the confusion matrix, and the gallery of what was misclassified."""

import io
from typing import Any

import numpy as np
import pytest
from matplotlib.figure import Figure
from PIL import Image

from models.evaluation import confusion
from models.evaluation.classification import classification_report
from models.evaluation.confusion import chosen, confusion_png, gallery_png, shown_labels
from models.evaluation.record import ClassificationReport

TRUE, PREDICTED = np.array([0, 0, 1, 1, 2, 0]), np.array([1, 1, 1, 0, 2, 2])


def report(true: Any = TRUE, predicted: Any = PREDICTED, labels: Any = ("a", "b", "c")) -> ClassificationReport:
    return classification_report(true, predicted, None, labels)


def pixels(png: bytes) -> np.ndarray:
    with Image.open(io.BytesIO(png)) as image:
        assert (image.format, image.size) == ("PNG", (680, 640))
        return np.asarray(image.convert("RGB"))


def written(matrix: list[list[int]]) -> list[str]:
    figure = Figure()
    confusion._draw(figure, np.array(matrix), range(len(matrix)))
    return [text.get_text() for text in figure.axes[0].texts]


def test_the_heat_map_writes_every_count_but_zeros() -> None:
    assert written([[5, 2], [0, 3]]) == ["5", "2", "3"]


def test_the_heat_map_of_many_classes_has_colours_only() -> None:
    assert written(np.ones((confusion.MAX_WRITTEN + 1,) * 2, int).tolist()) == []


@pytest.mark.parametrize("n", [2, 10, 31, 200])
def test_a_heat_map_of_any_size_is_drawn(n: int) -> None:
    counts = np.random.default_rng(n).integers(0, 50, (n, n)).tolist()
    assert len(np.unique(pixels(confusion_png(counts, [f"class {index} of $1 and $2" for index in range(n)], "m@1")))) > 10


def test_a_heat_map_without_errors_is_drawn() -> None:
    assert pixels(confusion_png([[3, 0], [0, 3]], ["a", "b"], "m@1")).min() < 200


def test_the_gallery_shows_the_first_mistake_of_each_pair_of_classes() -> None:
    assert [(one.index, one.true, one.predicted) for one in chosen(report())] == [(0, "a", "b"), (3, "b", "a"), (5, "a", "c")]


def test_the_cell_of_a_mistake_is_its_image_and_the_diagonal_is_empty() -> None:
    images = np.stack([np.full((2, 2), shade, np.uint8) for shade in (0, 51, 102, 153, 204, 255)])
    found = confusion._grid(confusion.shaded(images, np.array([0, 3, 5])), chosen(report()), ["a", "b", "c"])
    cells = found[1::3, 1::3]
    assert cells.tolist() == [[0.8, 0.0, 1.0], [0.6, 0.8, 0.94], [0.94, 0.94, 0.8]]


def test_of_many_classes_the_gallery_shows_those_with_the_most_mistakes() -> None:
    true = np.arange(60)
    predicted = true.copy()
    predicted[40:] = np.roll(true[40:], 1)
    assert shown_labels(report(true, predicted, range(60))) == list(range(40, 60))


@pytest.mark.parametrize("shape", [(28, 28), (16, 24, 3), (300, 200, 1)], ids=str)
def test_a_gallery_of_images_of_any_form_is_drawn(shape: tuple[int, ...]) -> None:
    images = np.random.default_rng(0).integers(0, 256, (6, *shape)).astype(np.uint8)
    assert pixels(gallery_png(report(), images, "m@1")).std() > 20


def test_a_gallery_of_a_model_without_mistakes_is_an_empty_grid() -> None:
    found = report(TRUE, TRUE)
    assert pixels(gallery_png(found, np.zeros((6, 4, 4), np.uint8), "m@1")).min() < 200
