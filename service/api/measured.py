"""What the newest run of all recipes measured, as the API shows it."""

from pydantic import BaseModel, Field

from models.catalog.reproduction import FigureVerdict, Verdict, newest, result_of
from models.catalog.result_texts import machine_text
from service.api.value_types import Figure


class MeasuredFigure(BaseModel):
    """A reported figure beside the measured one."""

    figure: str = Field(description="Name of the figure; of a candidate of a search, with its parameters.")
    reported: Figure = Field(description="What the book reports.")
    measured: Figure | None = Field(description="What the run measured; null if it did not.")
    allowed: float | None = Field(description="Largest allowed difference; null where both must be equal.")
    other_seeds: list[Figure | None] = Field(description="What was measured with other seeds; empty where the first agrees.")
    verdict: FigureVerdict = Field(description="Whether they agree: within the allowed difference, within the spread of the seeds, or not.")


class MeasuredForm(BaseModel):
    """What the newest full run measured of a recipe or a variant."""

    verdict: Verdict = Field(
        description="Result of all figures together; `not_reported` where the book has none, `not_run` and `failed` with a reason."
    )
    reason: str = Field(description="Why it was not run, or failed; else empty.")
    seeds: list[int] = Field(description="Seeds of its runs: that of the recipe, and others where a figure differs. Empty if it was not run.")
    seconds: float | None = Field(description="Seconds of the job; null if it was not run.")
    estimated_seconds: float = Field(description="Seconds that it was estimated to take on that machine.")
    date: str | None = Field(description="Day on which it was run; null if it was not.")
    machine: str = Field(description="The machine, in words.")
    figures: list[MeasuredFigure] = Field(description="The reported figures.")
    metrics: dict[str, Figure] = Field(description="Other measured figures, by name.")


def measured_form(form: str) -> MeasuredForm | None:
    """Return what the newest full run measured of a form; None for one that it did not know."""
    run, result = newest(), result_of(form)
    return MeasuredForm(**result.model_dump(exclude={"form"}), machine=machine_text(run.machine)) if run and result else None
