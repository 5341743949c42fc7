"""Letters and words: encoding of text as ids, and its inverse."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_array_equal

from models.core.arrays import Array
from models.core.errors import DataError
from models.preprocessing.symbols import Letters, Words
from models.preprocessing.window import Window

LETTERS = Letters(step="letters")
WORDS = Words(step="words")


def series(text: str) -> Array:
    return np.array(list(text), "U1")


def test_letters_give_indices_in_the_sorted_vocabulary() -> None:
    fitted = LETTERS.fit(series("cab a"))
    assert fitted.vocabulary_ == [" ", "a", "b", "c"]
    assert_array_equal(fitted.apply(series("cab")), np.array([3, 1, 2], np.int32), strict=True)


def test_letters_give_one_hot_rows() -> None:
    fitted = Letters(step="letters", output="one_hot").fit(series("cab"))
    assert_array_equal(fitted.apply(series("ac")), np.array([[1, 0, 0], [0, 0, 1]], np.float32), strict=True)


def test_letters_are_cleaned_by_one_pass_as_in_the_book() -> None:
    fitted = Letters(step="letters", clean=True, lower=True).fit(series("A\nb  c\n\n\nd"))
    assert "".join(fitted.invert(fitted.apply(series("A\nb  c\n\n\nd")))) == "a b c  d"


def test_letters_keep_the_order_of_the_vocabulary_given() -> None:
    fitted = Letters(step="letters", vocabulary=["b", "a"]).fit(series("aaa"))
    assert fitted.apply(series("ab")).tolist() == [1, 0]


@pytest.mark.parametrize(("unknown", "ids"), [("?", [0, 3]), ("b", [0, 1])])
def test_a_letter_outside_the_vocabulary_becomes_the_marker(unknown: str, ids: list[int]) -> None:
    fitted = Letters(step="letters", vocabulary=["a", "b", "c"], unknown=unknown).fit(series("a"))
    assert fitted.apply(series("ax")).tolist() == ids
    assert fitted.invert(np.array(ids)).tolist() == ["a", unknown]


def test_a_letter_outside_the_vocabulary_is_named_without_a_marker() -> None:
    with pytest.raises(DataError, match=r"letters: expected symbols of the vocabulary of 2, got \['x', 'y'\], and no marker"):
        LETTERS.fit(series("ab")).apply(series("axayx"))


def test_probabilities_give_the_most_probable_letter() -> None:
    assert LETTERS.fit(series("ab")).invert(np.array([[0.2, 0.8], [0.6, 0.4]])).tolist() == ["b", "a"]


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(exclude_characters="\0"), min_size=1, max_size=30), st.sampled_from(["ids", "one_hot"]))
def test_letters_invert_to_any_text(text: str, output: Any) -> None:
    fitted = Letters(step="letters", output=output).fit(series(text))
    assert fitted.invert(fitted.apply(series(text))).tolist() == list(text)


@pytest.mark.parametrize("step", [LETTERS, WORDS], ids=lambda step: step.step)
def test_a_text_without_symbols_gives_no_vocabulary(step: Any) -> None:
    with pytest.raises(DataError, match="expected symbols in the training text, got none"):
        step.fit(series(""))


@pytest.mark.parametrize("text", [np.array(["ab", "c"]), np.array([1, 2]), series("ab").reshape(1, 2)], ids=["words", "numbers", "rows"])
def test_an_array_of_other_than_single_characters_is_refused(text: Any) -> None:
    with pytest.raises(DataError, match="expected a text as a series of single characters"):
        LETTERS.fit(text)


def test_words_and_punctuation_marks_are_symbols() -> None:
    assert WORDS.symbols("“Well, it’s  a dog-cart!”\n") == ["“Well", ",", "it’s", "a", "dog", "-", "cart", "!", "”"]


def test_words_give_indices_in_the_sorted_vocabulary_with_the_marker() -> None:
    fitted = WORDS.fit(series("b a b ~"))
    assert fitted.vocabulary_ == ["<unk>", "a", "b", "~"]
    assert_array_equal(fitted.apply(series("a c ~")), np.array([1, 0, 3], np.int32), strict=True)


def test_the_vocabulary_has_the_most_frequent_words_and_of_equals_the_first() -> None:
    fitted = Words(step="words", size=4, unknown="GLORP").fit(series("z d c b a c d b z z"))
    assert fitted.vocabulary_ == ["GLORP", "c", "d", "z"]
    assert fitted.invert(fitted.apply(series("a z b"))).tolist() == ["GLORP", "z", "GLORP"]


def test_a_marker_found_in_the_text_is_one_symbol() -> None:
    fitted = Words(step="words", size=3, unknown="GLORP").fit(series("GLORP GLORP a b a"))
    assert fitted.vocabulary_ == ["GLORP", "a", "b"]


@given(n=st.integers(3, 60), size=st.integers(1, 3), stride=st.integers(1, 4), multiple=st.integers(1, 7))
def test_the_number_of_windows_is_a_multiple_of_the_field(n: int, size: int, stride: int, multiple: int) -> None:
    ids = np.arange(n + 1, dtype=np.int32)
    whole, _ = Window(step="window", size=size, stride=stride).split(ids)
    step = Window(step="window", size=size, stride=stride, multiple=multiple)
    if len(whole) < multiple:
        with pytest.raises(DataError, match=f"expected at least {multiple} windows"):
            step.split(ids)
        return
    windows, targets = step.split(ids)
    assert len(windows) == len(targets) == len(whole) - len(whole) % multiple
    assert_array_equal(windows, whole[: len(windows)])
    assert_array_equal(targets, windows[:, -1] + 1)
