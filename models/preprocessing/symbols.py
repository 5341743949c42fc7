"""The base of the steps that turn text into the ids of its symbols."""

from collections.abc import Sequence
from typing import Annotated, ClassVar, Literal

import numpy as np
from pydantic import Field

from models.core.arrays import Array
from models.core.errors import DataError
from models.core.tensors import TensorType, shape_text
from models.preprocessing.arrays import ids_of, one_hot_rows
from models.preprocessing.step import State, Step, StepTypeError

Marker = Annotated[str, Field(min_length=1, max_length=100)]


class Symbols(Step):
    """A step that splits a text into symbols and gives each symbol's place in a vocabulary.

    A text is a series of characters: an array of type <U1 and shape (characters,). The series given has one step for
    each symbol. `invert` takes ids, or rows of probabilities, and gives an array of symbols.
    """

    rank: ClassVar[int] = 180
    invertible: ClassVar[bool] = False
    #: Whether spaces stand between symbols in running text.
    spaced: ClassVar[bool] = False

    unknown: str | None = Field(description="Symbol of the vocabulary that stands for all others.")
    output: Literal["ids", "one_hot"] = Field("ids", description="Single ids (int32), or rows with a 1 in the column of the id (float32).")

    def output_type(self, given: TensorType) -> TensorType:
        if given.axis != "time" or given.shape != () or given.dtype != "str":
            what = "steps" if given.axis == "time" else "samples"
            came = f"{what} of shape {shape_text(given.shape)} and type {given.dtype} reach it"
            raise StepTypeError(f"{self.step} takes a text, a series of single characters, but {came}")
        return given.with_dtype("int32") if self.output == "ids" else given.with_shape((self.n_symbols,)).with_dtype("float32")

    def symbols(self, text: str) -> Sequence[str]:
        """Split a text into its symbols."""
        raise NotImplementedError

    def vocabulary_in(self, symbols: Sequence[str]) -> list[str]:
        """Return the vocabulary to learn from the training part's symbols."""
        raise NotImplementedError

    @property
    def n_symbols(self) -> int | None:
        """Return the size of the vocabulary, where it is known before the step is fitted."""
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
            raise DataError(f"{self.step} learns its vocabulary from the training text, but that has no symbols")
        return {"vocabulary_": vocabulary}

    def apply(self, x: Array) -> Array:
        indices = self.indices
        symbols = self.symbols(text_of(x))
        other = -1 if self.unknown is None else indices[self.unknown]
        ids = np.fromiter((indices.get(symbol, other) for symbol in symbols), np.int32, len(symbols))
        if (ids < 0).any():
            unknown = [symbol for symbol in dict.fromkeys(symbols) if symbol not in indices]
            raise DataError(f"{self.step} has a vocabulary of {len(indices):,} symbols without {unknown[:5]}, and no marker for unknown ones")
        return ids if self.output == "ids" else one_hot_rows(ids, len(indices))

    def invert(self, y: Array) -> Array:
        symbols: Array = np.asarray(self.vocabulary_)[ids_of(y)]
        return symbols


def characters_of(text: str) -> Array:
    """Return a text as a series of its characters, array of type <U1."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.dtype("<U1"))


def text_of(characters: Array) -> str:
    """Join a series of characters to a text.

    Raises:
        DataError: Something else than an array of single characters.
    """
    if characters.dtype != np.dtype("U1") or characters.ndim != 1:
        raise DataError(f"expected a text as a series of single characters, got type {characters.dtype} and shape {characters.shape}")
    return characters.astype("<U1").tobytes().decode("utf-32-le", "surrogatepass")
