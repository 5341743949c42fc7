"""Texts as counts of their words, weighted by how rare a word is."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import ClassVar, Literal, Self

import numpy as np
from pydantic import Field, PrivateAttr

from models.core.arrays import Array
from models.core.column import Column
from models.core.errors import DataError
from models.core.faults import quote
from models.preprocessing.arrays import is_missing
from models.preprocessing.column_step import ReplacingStep, column_at, derived
from models.preprocessing.row_columns import Columns, RowColumn
from models.preprocessing.step import State

#: Words as scikit-learn's vectorizers find them: two or more letters or digits.
_WORD = re.compile(r"(?u)\b\w\w+\b")
#: Most columns of text; each has a vocabulary.
MAX_TEXTS = 20


class BagOfWords(ReplacingStep):
    """Replace columns of text by `size` columns each for words of the training part, after the other columns.

    TF-IDF by default, as scikit-learn's TfidfVectorizer computes it. Columns beyond a smaller vocabulary are 0; new words are passed over.
    """

    rank: ClassVar[int] = 134

    step: Literal["bag_of_words"]
    columns: list[Column] = Field(min_length=1, max_length=MAX_TEXTS, description="Columns of text, by name or by index from 0.", examples=[[0]])
    size: int = Field(500, ge=1, le=20_000, description="Columns of a vocabulary: the words in most texts.")
    min_texts: int = Field(1, ge=1, le=1_000_000, description="Fewest texts of the training part that a word must be in.")
    weights: Literal["tf_idf", "counts"] = Field("tf_idf", description="TF-IDF, or how often each word is in the text.")
    lower: bool = Field(True, description="Convert texts to lower case first.")
    #: Where each word of each vocabulary is, built once: a prediction takes less time than that.
    _positions: list[dict[str, int]] = PrivateAttr(default_factory=list)

    def placed(self, columns: Columns | None) -> Self:
        step = super().placed(columns)
        step.expect_text(columns, "text")
        return step

    def filled(self, gaps: Sequence[int]) -> Sequence[int]:
        return self.indices

    def n_new(self) -> int:
        return len(self.columns) * self.size

    def new_columns(self, columns: Columns) -> Columns:
        known: list[list[str]] = self._state.get("vocabularies_", [[] for _ in self.columns])
        pairs = zip(self.indices, known, strict=True)
        return tuple(_word_column(column_at(index, columns), words, position) for index, words in pairs for position in range(self.size))

    def _with_state(self, state: State) -> Self:
        fitted = super()._with_state(state)
        fitted._positions = [{word: position for position, word in enumerate(words)} for words in state["vocabularies_"]]
        return fitted

    def learn(self, x: Array) -> State:
        return self.learn_in_pieces(lambda: iter([x]))

    def learn_in_pieces(self, pieces: Callable[[], Iterator[Array]]) -> State:
        found = [self._learned((x[:, index] for x in pieces()), index) for index in self.indices]
        return {"vocabularies_": [words for words, _ in found], "rarities_": [rarity for _, rarity in found]}

    def _learned(self, pieces: Iterable[Array], column: int) -> tuple[list[str], Array]:
        """Return the vocabulary of a column, and the factor of each word."""
        counts, n_texts = Counter[str](), 0
        for values in pieces:
            n_texts += len(values)
            counts.update(word for text in self._texts(values, column) for word in set(self._words(text)))
        often = sorted((word for word, count in counts.items() if count >= self.min_texts), key=lambda word: (-counts[word], word))
        words = sorted(often[: self.size])
        if not words:
            raise DataError(f"bag_of_words: column {column}: expected words in at least {self.min_texts} of the {n_texts:,} texts, got none")
        return words, np.log((1 + n_texts) / (1 + np.array([counts[word] for word in words], np.float64))) + 1

    def replaced(self, x: Array) -> list[Array]:
        learned = zip(self.indices, self._positions, self._state["rarities_"], strict=True)
        return [self._weighted(x[:, index], index, positions, np.asarray(rarities, np.float64)) for index, positions, rarities in learned]

    def _weighted(self, values: Array, column: int, positions: Mapping[str, int], rarities: Array) -> Array:
        counts = np.zeros((len(values), self.size))
        for row, text in enumerate(self._texts(values, column)):
            for word in self._words(text):
                if word in positions:
                    counts[row, positions[word]] += 1
        if self.weights == "counts":
            return counts
        weighted = counts
        weighted[:, : len(positions)] *= rarities
        norms = np.sqrt(np.square(weighted).sum(axis=1, keepdims=True))
        return weighted / np.where(norms == 0, 1, norms)

    def _texts(self, values: Array, column: int) -> Iterator[str]:
        for value, missing in zip(values.tolist(), is_missing(values).tolist(), strict=True):
            if not missing and not isinstance(value, str):
                raise DataError(f"bag_of_words: column {column}: expected text, got {quote(value)}")
            yield "" if missing else value

    def _words(self, text: str) -> list[str]:
        return _WORD.findall(text.lower() if self.lower else text)


def _word_column(column: RowColumn, words: Sequence[str], position: int) -> RowColumn:
    return derived(column, f" {words[position]}") if position < len(words) else RowColumn(None, None)
