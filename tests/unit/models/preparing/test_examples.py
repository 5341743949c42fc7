"""Golden examples are chosen so that a change of what they prove shows: one of each class, each category, and a row with a gap."""

from types import SimpleNamespace
from typing import Any

import numpy as np

from models.preparing.examples import different, different_samples
from models.preparing.raw import Raw

NUMBERS = np.arange(30.0)[:, None]


def prepared(train: Raw, test: Raw | None = None, labels: tuple[Any, ...] | None = None) -> Any:
    """Return data of which only the raw parts and the labels matter."""
    return SimpleNamespace(raw_train=train, raw_test=test, targets={"outputs": SimpleNamespace(labels=labels)})


def raw(inputs: Any, targets: Any = None) -> Raw:
    return Raw({"inputs": np.asarray(inputs)}, None if targets is None else {"outputs": np.asarray(targets)})


def test_the_item_with_most_that_is_new_is_chosen_and_the_first_of_equal_ones() -> None:
    features = [{"a": 1.0}, {"a": 1.0, "b": 1.0}, {"c": 1.0}, {"d": 1.0}]
    assert different(features, 3) == [1, 2, 3]
    assert different(features, 9) == [1, 2, 3, 0]
    assert different([], 2) == []


def test_weights_say_what_matters_most() -> None:
    assert different([{"a": 1.0, "b": 1.0}, {"class": 10.0}], 1) == [1]


def test_there_is_a_sample_of_each_class_though_the_first_ones_are_alike() -> None:
    classes = np.repeat(["a", "b", "c"], 10)
    found = different_samples(prepared(raw(NUMBERS, classes), labels=("a", "b", "c")), 5, 20)["inputs"]
    assert len(found) == 5
    assert {classes[int(value)] for value in found[:3, 0]} == {"a", "b", "c"}


def test_there_are_more_samples_where_there_are_more_classes_up_to_a_limit() -> None:
    classes = np.arange(30)
    found = different_samples(prepared(raw(NUMBERS, classes), labels=tuple(range(30))), 5, 20)["inputs"]
    assert len(found) == 20
    assert len(different_samples(prepared(raw(NUMBERS, classes)), 5, 20)["inputs"]) == 5


def test_each_category_and_a_row_with_a_gap_are_among_them() -> None:
    rows = np.empty((30, 2), object)
    rows[:, 0], rows[:, 1] = 1.0, "up"
    rows[20, 1], rows[25, 0] = "down", None
    found = different_samples(prepared(raw(rows)), 3, 20)["inputs"].tolist()
    assert [1.0, "down"] in found
    assert [None, "up"] in found


def test_the_test_part_comes_first_and_the_training_part_gives_what_it_lacks() -> None:
    test, train = raw(NUMBERS[:5], ["a"] * 5), raw(NUMBERS[5:], ["a"] * 20 + ["b"] * 5)
    found = different_samples(prepared(train, test, ("a", "b")), 3, 20)["inputs"][:, 0].tolist()
    assert found == [0.0, 25.0, 1.0]


def test_images_are_compared_by_class_only() -> None:
    images = np.zeros((6, 4, 4))
    images[4] = 1.0
    found = different_samples(prepared(raw(images, [0, 0, 0, 0, 1, 1]), labels=(0, 1)), 2, 20)["inputs"]
    assert found.sum(axis=(1, 2)).tolist() == [0.0, 16.0]
