"""What a run of every recipe measured: the newest one is a file beside the recipes, written by `make reproduce`."""

from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field

from models.core.part import Part
from models.core.schema_name import SchemaName

#: The newest full run.
NEWEST = Path(__file__).parent / "reproduction.json"

#: How a measured figure compares with the reported one.
FigureVerdict = Annotated[
    Literal["within", "within_spread", "differs"], SchemaName("FigureVerdict", "How a measured figure agrees with a reported one.")
]
#: How a form ended: a figure that differs outweighs others; the last three have a reason.
Verdict = Annotated[
    Literal["within", "within_spread", "differs", "not_reported", "shortened", "failed", "not_run"],
    SchemaName("Verdict", "How the measured figures of a recipe agree with the reported ones."),
]


class Machine(Part):
    """Where a run took place."""

    processor: str = Field(description="Model of the processor.")
    cores: int = Field(description="Cores that the run could use.")
    memory_bytes: int = Field(description="Memory of the machine, in bytes.")
    threads: int = Field(description="CPU threads of a job; 0 for all cores.")
    system: str = Field(description="Operating system.")
    versions: dict[str, str] = Field(description="Version of Python and of each library that computes.")


class FigureResult(Part):
    """A reported figure beside the measured one."""

    figure: str = Field(description="Name of the figure; of a candidate of a search, with its parameters.")
    reported: Any = Field(description="What the book reports.")
    measured: Any = Field(description="What the run measured; null if it did not.")
    allowed: float | None = Field(description="Largest allowed difference; null where both must be equal.")
    other_seeds: list[Any] = Field(description="What was measured with other seeds, where the first differs.")
    verdict: FigureVerdict = Field(description="Whether they agree.")


class FormResult(Part):
    """The result of a recipe, or of one of its variants."""

    form: str = Field(description="Id of the recipe; the name of a variant follows a slash.")
    verdict: Verdict = Field(description="Result of all figures together.")
    reason: str = Field(description="Why it was not run, failed or was not judged; else empty.")
    estimated_seconds: float = Field(description="Seconds that it was estimated to take on this machine.")
    seeds: list[int] = Field(description="Seeds of its runs: the recipe's, then others where a figure differs. Empty if it was not run.")
    seconds: float | None = Field(
        description="Seconds from the start of the job to its end, with the recipe's seed; null if it was not run, or not in one go."
    )
    date: str | None = Field(description="Day on which it was run; null if it was not.")
    figures: list[FigureResult] = Field(description="Reported figures.")
    metrics: dict[str, Any] = Field(description="Other figures of the job.")


class Relation(Part):
    """A relation between figures of several recipes."""

    what: str = Field(description="The relation in words.")
    holds: bool | None = Field(description="Whether the run shows it; null if not all of its recipes were run.")


class Reproduction(Part):
    """The result of a run of recipes."""

    date: str = Field(description="Day of its last form.")
    machine: Machine = Field(description="Where it took place.")
    forms: list[FormResult] = Field(description="Every form, in the order of the estimates.")
    relations: list[Relation] = Field(description="Relations between recipes that the book shows.")


@cache
def newest() -> Reproduction | None:
    """Return the newest full run; None if there is none."""
    return Reproduction.model_validate_json(NEWEST.read_bytes()) if NEWEST.exists() else None


@cache
def result_of(form: str) -> FormResult | None:
    """Return what the newest full run found for a recipe, or for a variant by `recipe/variant`; None for one that it did not know."""
    run = newest()
    return next((result for result in run.forms if result.form == form), None) if run else None
