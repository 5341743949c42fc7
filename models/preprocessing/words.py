"""Text to the ids of its words."""

import string
from collections import Counter
from collections.abc import Sequence
from typing import ClassVar, Literal

from pydantic import Field

from models.preprocessing.symbols import Marker, Symbols

#: Each is a word of its own. Other typographic quotation marks, and apostrophes, stay with the word they touch.
PUNCTUATION = string.punctuation + "”"
_SPACED = str.maketrans({mark: f" {mark} " for mark in PUNCTUATION})


class Words(Symbols):
    """Split a text into words and punctuation marks, and give each one's place in a sorted vocabulary.

    Source: chapter Keras part 2, section on generating text.
    """

    spaced: ClassVar[bool] = True
    step: Literal["words"]
    size: int | None = Field(
        None,
        ge=2,
        le=1_000_000,
        description="Size of the vocabulary, marker included; of equally frequent words, the first come in. All words when left out.",
    )
    unknown: Marker = Field("<unk>", description="Symbol of the vocabulary that stands for all words outside it.")

    def symbols(self, text: str) -> list[str]:
        return text.translate(_SPACED).split()

    def vocabulary_in(self, symbols: Sequence[str]) -> list[str]:
        counts = Counter(symbol for symbol in symbols if symbol != self.unknown)
        most = None if self.size is None else self.size - 1
        return sorted([self.unknown, *(word for word, _ in counts.most_common(most))]) if counts else []
