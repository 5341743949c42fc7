"""The gallery of misclassified images."""

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from models.evaluation.classification import classification_report
from models.evaluation.record import ClassificationReport, record_of
from models.plots.figures import MadePlot, make_plots
from models.plots.members.runs.misclassified import MAX_VALUES, MisclassifiedNumbers, chosen, grid_of, shown_labels
from models.plots.run import Run
from tests.unit.models.plots.classifiers import evaluated
from tests.unit.models.plots.drawing import plot_of, size_of

TRUE, PREDICTED = np.array([0, 0, 1, 1, 2, 0]), np.array([1, 1, 1, 0, 2, 2])


def report(true: Any = TRUE, predicted: Any = PREDICTED, labels: Any = ("a", "b", "c")) -> ClassificationReport:
    return classification_report(true, predicted, None, labels)


def a_run(images: Any, found: ClassificationReport | None = None) -> Run:
    found = found or report()
    run = evaluated(record_of("classification", "test", len(TRUE), classification=found), shape=images.shape[1:])
    run._loaded["held_back"] = (SimpleNamespace(inputs={}), None)
    run._loaded["raw"] = SimpleNamespace(test=SimpleNamespace(inputs={"input": images}))
    return run


def gallery(images: Any) -> MadePlot:
    return plot_of(a_run(images), "misclassified")


def test_the_gallery_shows_the_first_mistake_of_each_pair_of_classes() -> None:
    assert [(one.index, one.true, one.predicted) for one in chosen(report())] == [(0, "a", "b"), (3, "b", "a"), (5, "a", "c")]


def test_the_cell_of_a_mistake_is_its_image_and_the_diagonal_is_empty() -> None:
    made = gallery(np.stack([np.full((2, 2), shade, np.uint8) for shade in (0, 51, 102, 153, 204, 255)]))
    cells = grid_of(MisclassifiedNumbers.model_validate(made.numbers))[1::3, 1::3]
    assert cells.tolist() == [[0.8, 0.0, 1.0], [0.6, 0.8, 0.94], [0.94, 0.94, 0.8]]
    assert made.shows_data
    assert made.caption.startswith("3 of 4 misclassified samples of the test part (6 samples)")


def test_of_many_classes_the_gallery_shows_those_with_the_most_mistakes() -> None:
    true = np.arange(60)
    predicted = true.copy()
    predicted[40:] = np.roll(true[40:], 1)
    assert shown_labels(report(true, predicted, range(60))) == list(range(40, 60))


@pytest.mark.parametrize("shape", [(28, 28), (16, 24, 3), (300, 200, 1)], ids=str)
def test_a_gallery_of_images_of_any_form_is_drawn(shape: tuple[int, ...]) -> None:
    made = gallery(np.random.default_rng(0).integers(0, 256, (6, *shape)).astype(np.uint8))
    assert size_of(made) == (960, 900)


def test_large_images_are_thinned_until_their_numbers_are_few() -> None:
    true, predicted = np.repeat(np.arange(20), 19), np.concatenate([np.delete(np.arange(20), one) for one in range(20)])
    images = np.random.default_rng(0).integers(0, 256, (380, 64, 64, 3)).astype(np.uint8)
    made = plot_of(a_run(images, report(true, predicted, tuple(range(20)))), "misclassified")
    assert sum(np.array(one["pixels"]).size for one in made.numbers["mistakes"]) <= MAX_VALUES


def test_a_model_without_mistakes_has_no_gallery() -> None:
    made = make_plots(a_run(np.zeros((6, 4, 4), np.uint8), report(TRUE, TRUE)))
    assert made is not None
    assert "misclassified" not in [plot.name for plot in made.plots]
