"""Text to the ids of its characters."""

from collections.abc import Sequence
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from models.preprocessing.symbols import Marker, Symbols

Letter = Annotated[str, Field(min_length=1, max_length=1)]


class Letters(Symbols):
    """Give each character's place in the vocabulary."""

    step: Literal["letters"]
    vocabulary: list[Letter] | None = Field(
        None, min_length=1, max_length=100_000, description="The characters in the order of their ids; learned, and sorted, when left out."
    )
    unknown: Marker | None = Field(
        None, description="Symbol of the vocabulary that stands for all characters outside it; they are refused when left out."
    )
    lower: bool = Field(False, description="Turn the text into lower case first.")
    clean: bool = Field(False, description="Turn each newline into a space, then, in one pass, each two spaces into one.")

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
