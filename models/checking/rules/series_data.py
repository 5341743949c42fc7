"""Warnings about series as they are in a file: their time, and what their gaps are filled with."""

from models.checking.case import Case
from models.checking.locating import at_input
from models.checking.raw_inputs import filled_indices, placed_steps
from models.checking.rule import Findings, Rule
from models.core.errors import Fault
from models.datasets import Description
from models.preprocessing.impute import Impute
from models.preprocessing.row_columns import Columns
from models.specs.job import JobSpec


class SeriesData(Rule):
    """What was done to the rows of series is reported, and gaps are not filled with one value."""

    def applies(self, spec: JobSpec) -> bool:
        return spec.data.series

    def judge(self, case: Case) -> Findings:
        warnings = []
        for name, data in case.inputs.items():
            steps = case.spec.preprocessing.input_steps_of(name) if data.inputs.axis == "time" else ()
            flat = [
                Fault(f"/preprocessing/inputs/{index}", _flat(step, columns, data))
                for index, (step, columns) in enumerate(placed_steps(steps, data))
                if isinstance(step, Impute) and columns is not None
            ]
            warnings += [*data.notes, *(at_input(case.spec, name, fault) for fault in flat if fault.detail)]
        return Findings(warnings=list(dict.fromkeys(warnings)))


def _flat(step: Impute, columns: Columns, data: Description) -> str:
    """Return a warning about a placed step that fills gaps of a series with one value; empty for others."""
    runs = dict(zip(data.gaps, data.gap_runs, strict=False))
    sources = (columns[index].source for index in filled_indices(step, columns))
    filled = [source for source in sources if source in runs]
    if step.follows_series or not filled:
        return ""
    column = max(filled, key=lambda index: runs[index])
    name = f' of "{data.columns[column]}"' if data.columns else f" of column {column}"
    return (
        f"{step.strategy} fills a run of {runs[column]:,} missing steps{name} with one value, which the series does not have there; "
        "interpolate or forward follow the series"
    )
