"""Values evaluated in the units of the targets: those of a regression, and forecasts."""

from collections.abc import Callable

from models.core.arrays import Array
from models.evaluation.finished import Finished, Scores
from models.evaluation.metrics import regression_metrics
from models.evaluation.record import record_of
from models.evaluation.regression import regression_report


def value_scores(kind: str, finished: Finished, name: str, invert: Callable[[Array], Array]) -> Scores:
    """Evaluate an output with values on the test and training parts, and keep a record of one part.

    Args:
        kind: Name of the kind of prediction.
        finished: The model and its data.
        name: The output.
        invert: Brings values back to the units of the raw targets.
    """
    compared = {part: (invert(finished.outputs(part)[name]), invert(finished.parts[part].y[name])) for part in finished.measured("test", "train")}
    figures = {part: regression_metrics(values, true) for part, (values, true) in compared.items()}
    recorded = finished.recorded
    values, true = compared[recorded]
    record = record_of(kind, recorded, len(values), regression=regression_report(values, true, figures[recorded]))
    return Scores({part: found for part, found in figures.items() if part in ("test", "train")}, record)
