"""The hook of plots: numbers from a subject, a figure from the numbers."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar

from pydantic import BaseModel, ConfigDict

if TYPE_CHECKING:
    from matplotlib.figure import Figure


class Numbers(BaseModel):
    """The numbers behind a figure: all that is drawn, and nothing else.

    They are stored as JSON with floats of 6 digits; what is not finite is stored as null, so that a field which may be so is `float | None`.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")


SubjectT = TypeVar("SubjectT")
NumbersT = TypeVar("NumbersT", bound=Numbers)


class Plot(ABC, Generic[SubjectT, NumbersT]):
    """A kind of figure: what it is made of, and how it is drawn. A member has no state."""

    #: Its name in URLs, in kebab-case; empty for a base of members.
    name: ClassVar[str] = ""
    #: Its title, a short phrase without a full stop.
    title: ClassVar[str]
    #: Class of its subjects: `Run`, `SweepRuns`, `DataShown` or `Answer`.
    subject: ClassVar[type[Any]]
    #: Class of its numbers.
    form: ClassVar[type[Numbers]]
    #: Whether it is made once for each output of a model, with `subject.output` set; of several outputs its name ends in "-" and that of the output.
    several: ClassVar[bool] = False
    #: Whether its numbers hold samples of the data, so that only those who may look at the data set may see it.
    shows_data: ClassVar[bool] = False
    #: Width and height in inches.
    size_inches: ClassVar[tuple[float, float]] = (6.4, 4.0)
    #: Rank among the plots of a subject; those without one follow, by module.
    rank: ClassVar[int]

    @abstractmethod
    def applies(self, subject: SubjectT) -> bool:
        """Tell whether a subject has this plot, from what is known without loading data or model."""

    @abstractmethod
    def numbers(self, subject: SubjectT) -> NumbersT:
        """Return the numbers of the figure, at most `MAX_NUMBERS_BYTES` as JSON.

        Raises:
            DataError, SpecError, ArtifactError: What they are made of no longer exists, or cannot be shown; the message says why.
        """

    @abstractmethod
    def draw(self, figure: "Figure", numbers: NumbersT) -> None:
        """Draw the figure from its numbers alone, within the style of `models.plots.style`; its title is written already."""

    def note(self, _numbers: NumbersT) -> str:
        """Return what is not drawn, for the heading of a figure that is sent without its caption; empty where all is."""
        return ""

    @abstractmethod
    def caption(self, numbers: NumbersT) -> str:
        """Return one or two plain sentences that say what this figure shows, with its own numbers."""


def rounded(value: Any) -> Any:
    """Return a JSON value with floats of 6 significant digits, null for those that are not finite, and text without characters that JSON lacks."""
    if isinstance(value, float):
        return float(f"{value:.6g}") if -1e308 < value < 1e308 else None
    if isinstance(value, dict):
        return {key: rounded(entry) for key, entry in value.items()}
    if isinstance(value, str):
        return value.encode(errors="replace").decode()
    return [rounded(entry) for entry in value] if isinstance(value, Sequence) else value
