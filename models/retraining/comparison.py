"""The comparison of a new model with the one before, as it is stored with the job and shown by the API. Every field is always present."""

from typing import Annotated

from pydantic import Field

from models.core.schema_name import SchemaName
from models.evaluation.direction import Direction
from models.evaluation.record import Record

BetterValues = Annotated[Direction, SchemaName("BetterValues", "Which values of a figure are better.")]


class ComparedFigure(Record):
    """A figure of both models."""

    name: str = Field(description="Its name; with the name of the output before it, where there are several: output_accuracy.")
    better: BetterValues = Field(description="Which values are better.")
    old: float | None = Field(description="Of the model before; null where it has none, such as a value that is not finite.")
    new: float | None = Field(description="Of the new model; null where it has none.")
    difference: float | None = Field(description="New minus old; null without one of them.")


class Comparison(Record):
    """Figures of a new model and of the one before, on samples that none of them has been trained on."""

    part: str = Field(description="The part of the new job's data that is compared on: test.")
    n_samples: int = Field(description="Number of samples that both models were evaluated on; of series, of windows.")
    n_seen: int | None = Field(description="Samples of the part that were left out, as one of the models was trained on them; null if not known.")
    figures: list[ComparedFigure] = Field(description="The figures; empty if the models could not be compared.")
    notes: list[str] = Field(description="What to know of the comparison, such as what was left out.")
    reason: str | None = Field(description="Why the models could not be compared; null if they could.")

    def figure(self, name: str) -> ComparedFigure | None:
        """Return a figure by its name; None if there is none."""
        return next((figure for figure in self.figures if figure.name == name), None)


def incomparable(reason: str) -> Comparison:
    """Return the comparison of models that could not be compared."""
    return Comparison(part="test", n_samples=0, n_seen=None, figures=[], notes=[], reason=reason)
