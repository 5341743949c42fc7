"""Rows of one prediction: those that are sent, and those that a short request stands for."""

from models.artifact.samples.read import Items
from models.core.errors import Fault
from models.serving.predictor import Predictor
from models.serving.window_counts import n_windows
from service.deps import Parts
from service.errors import Invalid

#: Points of a surface, or windows of series, for each row that may be sent: the caller sends none of them.
MADE_ROWS = 100


def require_few_rows(n_rows: int, parts: Parts, pointer: str, what: str = "inputs") -> None:
    """Refuse a prediction of too many rows.

    Args:
        n_rows: Their number.
        parts: The parts of the application.
        pointer: Where they are in the body.
        what: What they are.

    Raises:
        Invalid: There are more than MODELBOOK_PREDICTION_ROWS.
    """
    _require_at_most(parts.settings.prediction_rows, n_rows, pointer, what)


def require_few_made(n_rows: int, parts: Parts, pointer: str, what: str) -> None:
    """Refuse a prediction that makes too many rows of few values.

    Raises:
        Invalid: There are more than a hundred for each row that may be sent.
    """
    _require_at_most(MADE_ROWS * parts.settings.prediction_rows, n_rows, pointer, what)


def require_few_windows(items: Items, predictor: Predictor, parts: Parts) -> None:
    """Refuse series of too many windows.

    Raises:
        Invalid: They have more than a hundred for each row that may be sent.
    """
    if predictor.chain.window is not None:
        require_few_made(n_windows(items, predictor), parts, "/inputs", "windows of series")


def _require_at_most(most: int, n_rows: int, pointer: str, what: str) -> None:
    if n_rows > most:
        settles = "send fewer at a time (the limit is set by MODELBOOK_PREDICTION_ROWS)"
        raise Invalid.of([Fault(pointer, f"expected at most {most:,} {what}, got {n_rows:,}; {settles}")])
