"""Steps that encode text as ids of its symbols: letters or words."""

import string
from collections import Counter
from collections.abc import Sequence
from typing import Annotated, ClassVar, Literal, Self

import numpy as np
from pydantic import Field, model_validator

from models.core.arrays import Array
from models.core.errors import DataError
from models.core.schema_name import SchemaName
from models.core.tensors import TensorType, shape_text
from models.preprocessing.arrays import ids_of, one_hot_rows
from models.preprocessing.step import State, Step, StepTypeError, counted

Marker = Annotated[str, Field(min_length=1, max_length=100)]
SymbolOutput = Annotated[Literal["ids", "one_hot"], SchemaName("SymbolOutput", "What a symbol becomes: its id, or a row with a 1 in its column.")]
Letter = Annotated[str, Field(min_length=1, max_length=1)]
#: Marks that are separate words. Other typographic quotation marks, and apostrophes, stay part of their word.
PUNCTUATION = string.punctuation + "”"
_SPACED = str.maketrans({mark: f" {mark} " for mark in PUNCTUATION})


class Symbols(Step):
    """A step that splits a text into symbols and replaces each by its index in a vocabulary.

    A text is a series of characters: an array of type <U1 and shape (characters,). The output has one step for
    each symbol. `invert` takes ids, or rows of probabilities, and returns an array of symbols.
    """

    rank: ClassVar[int] = 180
    invertible: ClassVar[bool] = False
    #: Whether symbols are separated by spaces in running text.
    spaced: ClassVar[bool] = False

    unknown: str | None = Field(description="Symbol that replaces symbols outside the vocabulary.")
    output: SymbolOutput = Field("ids", description="Single ids (int32), or rows with a 1 in the column of the id (float32).")

    def output_type(self, given: TensorType) -> TensorType:
        if given.axis != "time" or given.shape != () or given.dtype != "str":
            came = f"{counted(given)} of shape {shape_text(given.shape)} and type {given.dtype}"
            raise StepTypeError(f"{self.step}: expected a text, a series of single characters, got {came}")
        return given.with_dtype("int32") if self.output == "ids" else given.with_shape((self.n_symbols,)).with_dtype("float32")

    def symbols(self, text: str) -> Sequence[str]:
        """Split a text into its symbols."""
        raise NotImplementedError

    def vocabulary_in(self, symbols: Sequence[str]) -> list[str]:
        """Return the vocabulary to learn from the training part's symbols."""
        raise NotImplementedError

    @property
    def n_symbols(self) -> int | None:
        """Return the size of the vocabulary; None if it is not known before fitting."""
        return None

    @property
    def vocabulary_(self) -> list[str]:
        """Return the symbols in the order of their ids; fitted steps only."""
        return list(self._state["vocabulary_"])

    @property
    def indices(self) -> dict[str, int]:
        """Return the id of each symbol; fitted steps only."""
        return {symbol: index for index, symbol in enumerate(self._state["vocabulary_"])}

    def learn(self, x: Array) -> State:
        vocabulary = self.vocabulary_in(self.symbols(text_of(x)))
        if not vocabulary:
            raise DataError(f"{self.step}: expected symbols in the training text, got none")
        return {"vocabulary_": vocabulary}

    def apply(self, x: Array) -> Array:
        indices = self.indices
        symbols = self.symbols(text_of(x))
        other = -1 if self.unknown is None else indices[self.unknown]
        ids = np.fromiter((indices.get(symbol, other) for symbol in symbols), np.int32, len(symbols))
        if (ids < 0).any():
            unknown = [symbol for symbol in dict.fromkeys(symbols) if symbol not in indices]
            raise DataError(
                f"{self.step}: expected symbols of the vocabulary of {len(indices):,}, got {unknown[:5]}, and no marker is set for unknown ones"
            )
        return ids if self.output == "ids" else one_hot_rows(ids, len(indices))

    def invert(self, y: Array) -> Array:
        symbols: Array = np.asarray(self.vocabulary_)[ids_of(y)]
        return symbols


class Letters(Symbols):
    """Replace each character by its index in the vocabulary."""

    step: Literal["letters"]
    vocabulary: list[Letter] | None = Field(
        None, min_length=1, max_length=100_000, description="The characters in the order of their ids; learned, and sorted, when left out."
    )
    unknown: Marker | None = Field(None, description="Symbol that replaces characters outside the vocabulary; these are refused when left out.")
    lower: bool = Field(False, description="Convert the text to lower case first.")
    clean: bool = Field(False, description="Replace each newline by a space, then, in one pass, each two spaces by one.")

    @model_validator(mode="after")
    def _letters_differ(self) -> Self:
        if self.vocabulary and len(set(self.vocabulary)) < len(self.vocabulary):
            raise ValueError("expected characters that differ, got one of the vocabulary twice")
        return self

    def symbols(self, text: str) -> str:
        if self.lower:
            text = text.lower()
        return text.replace("\n", " ").replace("  ", " ") if self.clean else text

    def vocabulary_in(self, symbols: Sequence[str]) -> list[str]:
        marker = [self.unknown] if self.unknown else []
        return list(dict.fromkeys([*self.vocabulary, *marker])) if self.vocabulary else sorted({*symbols, *marker})

    @property
    def n_symbols(self) -> int | None:
        return len(self.vocabulary_in("")) if self.vocabulary else None


class Words(Symbols):
    """Split a text into words and punctuation marks, and replace each by its index in a sorted vocabulary.

    Source: chapter Keras part 2, section on generating text.
    """

    spaced: ClassVar[bool] = True
    step: Literal["words"]
    size: int | None = Field(
        None,
        ge=2,
        le=1_000_000,
        description="Size of the vocabulary with the marker; of equally frequent words, the first in the text. All words when left out.",
    )
    unknown: Marker = Field("<unk>", description="Symbol that replaces words outside the vocabulary.")

    def symbols(self, text: str) -> list[str]:
        return text.translate(_SPACED).split()

    def vocabulary_in(self, symbols: Sequence[str]) -> list[str]:
        counts = Counter(symbol for symbol in symbols if symbol != self.unknown)
        most = None if self.size is None else self.size - 1
        return sorted([self.unknown, *(word for word, _ in counts.most_common(most))]) if counts else []


def characters_of(text: str) -> Array:
    """Return a text as a series of its characters, array of type <U1 and shape (characters,)."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.dtype("<U1"))


def text_of(characters: Array) -> str:
    """Join a series of characters to a text.

    Raises:
        DataError: The array does not contain single characters.
    """
    if characters.dtype != np.dtype("U1") or characters.ndim != 1:
        raise DataError(f"expected a text as a series of single characters, got type {characters.dtype} and shape {characters.shape}")
    return characters.astype("<U1").tobytes().decode("utf-32-le", "surrogatepass")
