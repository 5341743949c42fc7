"""Encoding of class labels, and its inverse."""

from typing import Any

import numpy as np
import pytest
from numpy.testing import assert_array_equal

from models.core.errors import DataError
from models.preprocessing.labels import LabelEncode, Labels, OneHot

STEPS: list[Labels] = [OneHot(step="one_hot"), LabelEncode(step="label_encode")]
LABELS = np.array(["cat", "dog", "cat", "ant"])


def of_each() -> pytest.MarkDecorator:
    return pytest.mark.parametrize("step", STEPS, ids=lambda step: step.step)


@pytest.mark.parametrize("labels", [[30, 90, 30, 10], ["cat", "dog", "cat", "ant"], [0.0, 2.0, 0.0, -1.0]], ids=["numbers", "words", "floats"])
def test_label_encode_numbers_the_sorted_labels(labels: list[Any]) -> None:
    fitted = LabelEncode(step="label_encode").fit(np.array(labels))
    assert fitted.classes_ == sorted(set(labels))
    assert_array_equal(fitted.apply(np.array(labels)), np.array([1, 2, 1, 0], np.int32), strict=True)


def test_label_encode_keeps_the_order_of_the_classes_given() -> None:
    fitted = LabelEncode(step="label_encode", classes=["dog", "cat", "ant"]).fit(LABELS)
    assert fitted.apply(LABELS).tolist() == [1, 0, 1, 2]


@pytest.mark.parametrize(
    "outputs",
    [np.array([[0.1, 0.2, 0.7], [0.6, 0.1, 0.3]]), np.array([2, 0]), np.array([2.0, 0.0]), np.array([2, 0], np.uint8)],
    ids=["probabilities", "ids", "ids as floats", "bytes"],
)
def test_label_encode_inverts_probabilities_and_ids_to_labels(outputs: Any) -> None:
    assert LabelEncode(step="label_encode").fit(LABELS).invert(outputs).tolist() == ["dog", "ant"]


def test_probabilities_of_several_steps_each_give_a_label() -> None:
    fitted = LabelEncode(step="label_encode").fit(LABELS)
    assert fitted.invert(np.eye(3)[[[0, 1], [2, 2]]]).tolist() == [["ant", "cat"], ["dog", "dog"]]


@of_each()
def test_text_labels_may_come_as_objects(step: Labels) -> None:
    fitted = step.fit(LABELS.astype(object))
    assert fitted.invert(fitted.apply(LABELS.astype(object))).tolist() == LABELS.tolist()


@of_each()
def test_an_unknown_label_is_named(step: Labels) -> None:
    with pytest.raises(DataError, match=rf"{step.step}: expected labels of \['ant', 'cat', 'dog'\], got \['bee'\]"):
        step.fit(LABELS).apply(np.array(["cat", "bee"]))


@of_each()
def test_labels_of_two_types_are_refused(step: Labels) -> None:
    with pytest.raises(DataError, match="all numbers or all text"):
        step.fit(np.array([1, "cat"], object))


@of_each()
@pytest.mark.parametrize("labels", [np.array(["cat", None], object), np.array([1.0, np.nan])], ids=["none", "nan"])
def test_missing_labels_are_refused(step: Labels, labels: Any) -> None:
    with pytest.raises(DataError, match="got 1 of 2 missing"):
        step.fit(labels)


@of_each()
def test_whole_numbers_are_learned_as_integers_and_fractions_are_refused(step: Labels) -> None:
    assert [type(label) for label in step.fit(np.array([3.0, 1.0, 3.0])).classes_] == [int, int]
    for values in ([0.5, 1.0], [1e300, 1.0]):
        with pytest.raises(DataError, match="expected whole numbers or text as labels"):
            step.fit(np.array(values))


@pytest.mark.parametrize("labels", [[3, 9, 3, 1], ["cat", "dog", "cat", "ant"]], ids=["numbers", "words"])
def test_one_hot_orders_the_columns_of_learned_labels(labels: list[Any]) -> None:
    fitted = OneHot(step="one_hot").fit(np.array(labels))
    assert fitted.classes_ == sorted(set(labels))
    assert_array_equal(fitted.apply(np.array(labels)), [[0, 1, 0], [0, 0, 1], [0, 1, 0], [1, 0, 0]])


def test_one_hot_inverts_probabilities_to_the_most_probable_label() -> None:
    fitted = OneHot(step="one_hot", classes=["b", "a"]).fit(np.array(["a"]))
    assert fitted.invert(np.array([[0.2, 0.8], [0.6, 0.4]])).tolist() == ["a", "b"]


@pytest.mark.parametrize(("known", "came"), [([0, 1, 2], 5), ([0, 2], 1), (["ant", "cat"], "bee"), (["ant", "cat"], "catfish")])
def test_one_hot_names_an_unknown_label(known: list[Any], came: Any) -> None:
    fitted = OneHot(step="one_hot").fit(np.array(known))
    with pytest.raises(DataError, match=rf"got \['?{came}'?\]"):
        fitted.apply(np.array([known[0], came]))
