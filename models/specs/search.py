"""The search part of a spec: which candidates are tried, and how."""

from typing import Annotated, Any, Literal, Self

from pydantic import Field, model_validator

from models.core.part import Part
from models.specs.folding import Folding

#: Most values of one entry of a space.
MAX_VALUES = 1_000

Values = Annotated[list[Any], Field(min_length=1, max_length=MAX_VALUES)]
#: What is varied: a parameter as scikit-learn routes it (step__parameter), or the dotted path of a field of the spec.
Key = Annotated[str, Field(min_length=1, max_length=200)]
_SPACE = Field(
    min_length=1, max_length=50, description="What is varied: step__parameter, or the path of a field (model.layers.0.units), to its values."
)


class Range(Part):
    """Numbers between two ends."""

    low: float = Field(description="Smallest value.")
    high: float = Field(description="Largest value.")
    log: bool = Field(False, description="Spread by orders of magnitude instead of evenly.")
    integer: bool = Field(False, description="Whole numbers only.")

    @model_validator(mode="after")
    def _ends_in_order(self) -> Self:
        if self.low >= self.high:
            raise ValueError(f"expected low below high, got {self.low} and {self.high}")
        if self.log and self.low <= 0:
            raise ValueError(f"expected low above 0 with log, got {self.low}")
        return self


class GridSearch(Folding):
    """Every combination of the values."""

    strategy: Literal["grid"]
    space: dict[Key, Values] = _SPACE


class RandomSearch(Folding):
    """Combinations drawn at random, none twice."""

    strategy: Literal["random"]
    space: dict[Key, Values | Range] = _SPACE
    n_iter: int = Field(10, ge=1, le=10_000, description="Candidates drawn; all there are, where they are fewer.")


class MultiresolutionSearch(Folding):
    """Grids one after the other, each round closer round the best of the one before."""

    strategy: Literal["multiresolution"]
    space: dict[Key, Values | Range] = _SPACE
    rounds: int = Field(3, ge=2, le=20, description="Number of grids.")
    points: int = Field(5, ge=3, le=100, description="Values of each range in a round.")


AnySearch = Annotated[GridSearch | RandomSearch | MultiresolutionSearch, Field(discriminator="strategy")]
