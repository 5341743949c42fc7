"""The task search: its candidates, and how they are chosen."""

from abc import abstractmethod
from collections.abc import Mapping
from math import ceil, floor, inf, prod
from typing import TYPE_CHECKING, Annotated, Any, Literal, Self

from pydantic import ConfigDict, Field, model_validator

from models.core.part import Part
from models.core.schema_name import SchemaName
from models.specs.estimators.offered_estimators import Role
from models.specs.tasks.folding import Folding
from models.specs.tasks.task import AskedKind, Task

#: Most fits of one job.
MAX_FITS = 10_000
#: Most values of one key of a space.
MAX_VALUES = 1_000

Values = Annotated[list[Any], Field(min_length=1, max_length=MAX_VALUES)]
#: A varied field: a parameter as in scikit-learn (step__parameter), or the dotted path of a field of the spec.
Key = Annotated[str, Field(min_length=1, max_length=200)]
_SPACE = Field(min_length=1, max_length=50, description="Values by what is varied: step__parameter, or the path of a field (model.layers.0.units).")


class Range(Part):
    """A range of numbers."""

    model_config = ConfigDict(title="NumberRange")  # Swift, C# and browsers have a Range.
    low: float = Field(description="Smallest value.")
    high: float = Field(description="Largest value.")
    log: bool = Field(False, description="Space values evenly on a logarithmic scale.")
    integer: bool = Field(False, description="Whole numbers only.")

    @model_validator(mode="after")
    def _ends_in_order(self) -> Self:
        if self.low >= self.high:
            raise ValueError(f"expected low below high, got {self.low} and {self.high}")
        if self.log and self.low <= 0:
            raise ValueError(f"expected low above 0 with log, got {self.low}")
        return self

    @property
    def n_values(self) -> float:
        """Number of values; infinity for a range of real numbers."""
        return floor(self.high) - ceil(self.low) + 1 if self.integer else inf


ValuesOrRange = Annotated[Values | Range, SchemaName("SearchValues", "Values that are tried: a list of them, or a range of numbers.")]
Space = Annotated[dict[Key, ValuesOrRange], SchemaName("SearchSpace", "Values that are tried, by what is varied.")]


class Search(Folding):
    """Base of the strategies: a space of candidates, each fitted to every fold."""

    if TYPE_CHECKING:  # A field of each strategy, with its own type.
        space: Mapping[str, list[Any] | Range]

    @property
    @abstractmethod
    def n_candidates(self) -> int:
        """Number of candidates that are tried; an upper bound where later rounds depend on earlier ones."""

    def n_fits(self, folds: bool = True) -> int:
        return self.n_candidates * (self.folds if folds else 1)


class GridSearch(Search):
    """Every combination of the values."""

    strategy: Literal["grid"]
    space: dict[Key, Values] = _SPACE

    @property
    def n_candidates(self) -> int:
        return prod(map(len, self.space.values()))


class RandomSearch(Search):
    """Combinations drawn at random, without repetition."""

    strategy: Literal["random"]
    space: Space = _SPACE
    n_iter: int = Field(10, ge=1, le=10_000, description="Candidates drawn; at most all combinations.")

    @property
    def n_candidates(self) -> int:
        n_combinations = prod(values.n_values if isinstance(values, Range) else len(values) for values in self.space.values())
        return int(min(self.n_iter, n_combinations))


class MultiresolutionSearch(Search):
    """Successive grids, each narrower around the best candidate of the previous one."""

    strategy: Literal["multiresolution"]
    space: Space = _SPACE
    rounds: int = Field(3, ge=2, le=20, description="Number of grids.")
    points: int = Field(5, ge=3, le=100, description="Values of each range in a round.")

    @property
    def n_candidates(self) -> int:
        lists = [values for values in self.space.values() if not isinstance(values, Range)]
        n_ranges = len(self.space) - len(lists)
        first = prod(map(len, lists)) * int(self.points**n_ranges)
        # From the second round on, choices stay at the best value, and numbers become ranges.
        later = int(self.points ** (n_ranges + sum(map(_are_numbers, lists))))
        return first + (self.rounds - 1) * later


AnySearch = Annotated[
    GridSearch | RandomSearch | MultiresolutionSearch,
    Field(discriminator="strategy"),
    SchemaName("SearchSpec", "Candidates of a search, and how they are chosen."),
]


class SearchTask(Task):
    """Scores candidates on folds, fits the best one to all data, and registers it."""

    name = "search"
    rank = 3
    section = "search"
    section_form = AnySearch
    description = "Candidates, folds and score of the task search."
    fans_out = True
    ends_with_best = True
    takes = "a classifier, a regressor or a clusterer that predicts new samples"

    @classmethod
    def accepts(cls, kind: AskedKind, role: Role | None) -> bool:
        return not kind.transforms and role is not Role.LABELLER


def _are_numbers(values: list[Any]) -> bool:
    return len(values) > 1 and all(isinstance(value, int | float) and not isinstance(value, bool) for value in values)
