"""The confusion matrix of a classifier."""

import numpy as np
import pytest

from models.plots.figures import MadePlot
from models.plots.members.runs.confusion import MAX_CLASSES, MAX_WRITTEN
from tests.unit.models.core.test_names import HOSTILE
from tests.unit.models.plots.classifiers import classified
from tests.unit.models.plots.drawing import plot_of, size_of, written_in


def confusion(true: list[int], predicted: list[int], labels: list[str]) -> MadePlot:
    return plot_of(classified(np.array(true), np.array(predicted), labels), "confusion")


def test_the_heat_map_writes_every_count_but_zeros() -> None:
    made = confusion([0] * 7 + [1] * 3, [0] * 5 + [1] * 2 + [1] * 3, ["a", "b"])
    assert made.numbers["counts"] == [[5, 2], [0, 3]]
    assert {"5", "2", "3"} <= set(written_in(made))
    assert size_of(made) == (960, 810)
    assert made.caption == (
        "2 samples of the test part (10 samples) are misclassified: accuracy 0.8; the most frequent error: a is predicted as b 2 times."
    )


def test_the_heat_map_of_many_classes_has_colours_only() -> None:
    n = MAX_WRITTEN + 1
    made = confusion(list(range(n)) * 13, [0] * (13 * n), [f"class {index}" for index in range(n)])
    assert "13" not in written_in(made)


def test_of_very_many_classes_those_with_the_most_errors_are_drawn() -> None:
    n = MAX_CLASSES + 50
    predicted = [*range(50), *np.roll(np.arange(50, n), 1).tolist()]
    made = confusion(list(range(n)), predicted, [f"{index:03d}" for index in range(n)])
    assert made.numbers["labels"] == [f"{index:03d}" for index in range(50, n)]
    assert f"Drawn are the {MAX_CLASSES} of {n} classes with the most errors." in made.caption


@pytest.mark.parametrize("labels", [["$a_1$", "_b"], ["数字", "ساعة"]], ids=["formula", "scripts"])
def test_names_of_classes_are_drawn_as_they_are(labels: list[str]) -> None:
    written = written_in(confusion([0, 1], [0, 1], labels))
    assert all(label in written for label in labels)


def test_any_label_can_be_drawn() -> None:
    labels = [text for text, _ in HOSTILE.values()] + [r"$\frac{", "$$", "x" * 10_000, "", "\\", "{}%_^#"]
    assert size_of(confusion(list(range(len(labels))), [0] * len(labels), labels)) == (960, 810)


def test_a_matrix_without_errors_says_so() -> None:
    assert confusion([0, 1], [0, 1], ["a", "b"]).caption == "0 samples of the test part (2 samples) are misclassified: accuracy 1."
