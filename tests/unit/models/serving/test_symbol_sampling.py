"""Drawing symbols at a temperature, reading prompts, and joining words."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.testing import assert_allclose

from models.artifact.samples.texts import Unknown, ids_in, require_window
from models.core.arrays import Array
from models.core.errors import InputError
from models.preprocessing.symbols import Letters, Symbols, Words, characters_of
from models.serving.sampling import WindowFollower, draw, joined, write
from models.serving.tempering import tempered

HALVES = np.array([0.5, 0.25, 0.25, 0.0])
LETTERS = Letters(step="letters").fit(characters_of("abc"))
MARKED = Letters(step="letters", unknown="?").fit(characters_of("abc"))
WORDS = Words(step="words").fit(characters_of("the cat sat"))


@pytest.mark.parametrize(("temperature", "expected"), [(1.0, [0.5, 0.25, 0.25, 0]), (0.5, [2 / 3, 1 / 6, 1 / 6, 0]), (1e-9, [1, 0, 0, 0])])
def test_weights_are_powers_of_probabilities_and_none_stays_none(temperature: float, expected: list[float]) -> None:
    weights = tempered(HALVES, temperature)
    assert_allclose(weights / weights.sum(), expected, atol=1e-12)


def test_a_high_temperature_makes_what_can_come_equally_likely() -> None:
    assert_allclose(tempered(HALVES, 1e9), [1, 1, 1, 0], atol=1e-6)


@pytest.mark.parametrize("temperature", [0.5, 1.0, 1.5])
def test_draws_come_as_often_as_their_weights_say(temperature: float) -> None:
    random, weights = np.random.default_rng(0), tempered(HALVES, temperature)
    counts = np.bincount([draw(HALVES, temperature, random) for _ in range(20_000)], minlength=4)
    assert_allclose(counts / 20_000, weights / weights.sum(), atol=0.015)
    assert counts[3] == 0


@given(arrays(np.float32, st.integers(1, 20), elements=st.sampled_from([0.0, 1e-30, 0.2, 1.0])), st.floats(0.001, 100), st.integers(0, 2**32))
def test_only_what_can_come_is_drawn(weights: Array, temperature: float, seed: int) -> None:
    probabilities = np.append(weights, np.float32(0.5))
    assert probabilities[draw(probabilities, temperature, np.random.default_rng(seed))] > 0


def _counting(windows: Array) -> Array:
    """Be sure of the symbol after the last one of each whole window, of ten."""
    assert windows.shape[1] == 3
    return np.eye(10)[(windows[:, -1].astype(int) + 1) % 10]


def test_whole_windows_move_on_by_one_symbol_after_each_draw() -> None:
    written = write(WindowFollower(_counting, 3), np.array([[5, 6, 7, 8], [0, 1, 2, 3]]), [1.0, 0.1], np.random.default_rng(0))
    assert [next(written) for _ in range(4)] == [[9, 4], [0, 5], [1, 6], [2, 7]]


@pytest.mark.parametrize(
    ("step", "unknown", "ids"),
    [(LETTERS, Unknown.DROP, [0, 1]), (MARKED, Unknown.REPLACE, [1, 0, 2]), (WORDS, Unknown.DROP, []), (WORDS, Unknown.REPLACE, [0])],
)
def test_unknown_symbols_are_dropped_or_replaced(step: Symbols, unknown: Unknown, ids: list[int]) -> None:
    assert ids_in("axb", step, unknown, "/seed").tolist() == ids


@pytest.mark.parametrize(
    ("step", "unknown", "pointer", "phrase"),
    [
        (LETTERS, Unknown.REFUSE, "/seed", "expected letters of the vocabulary of 3, got 'x' at 1, 'y' at 3 (counted from 0); unknown: drop"),
        (MARKED, Unknown.REFUSE, "/seed", "replace takes '?' for them"),
        (LETTERS, Unknown.REPLACE, "/unknown", "the model's letters have no marker for unknown ones"),
    ],
)
def test_unknown_symbols_are_named_with_their_indices(step: Symbols, unknown: Unknown, pointer: str, phrase: str) -> None:
    with pytest.raises(InputError) as raised:
        ids_in("axby", step, unknown, "/seed")
    (fault,) = raised.value.faults
    assert fault.pointer == pointer
    assert phrase in fault.detail


def test_a_text_shorter_than_a_window_says_what_is_missing() -> None:
    with pytest.raises(InputError, match="expected a text of at least 5 letters, got 2: 3 missing"):
        require_window(np.array([0, 1]), 5, LETTERS, "/seed")
    assert require_window(np.array([0, 1, 2]), 2, LETTERS, "/seed").tolist() == [1, 2]


@pytest.mark.parametrize(
    "text",
    [
        "“Well,” said he, “it’s a dog-cart!”",
        "three (or four) of them; no: five?",
        'he said "stop" and "go on", twice',
        "beauty's rose-mak'st",
    ],
)
def test_words_come_back_as_a_printer_sets_them(text: str) -> None:
    assert joined(list(WORDS.symbols(text)), WORDS) == text


@given(st.text(max_size=40))
def test_letters_come_back_as_they_are(text: str) -> None:
    assert joined(list(text), LETTERS) == text


def test_joined_words_are_the_same_words_again() -> None:
    symbols: Any = WORDS.symbols('to be, or not: that\'s "it" (so) 5% - 6')
    assert WORDS.symbols(joined(symbols, WORDS)) == symbols
