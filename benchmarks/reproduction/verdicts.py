"""Verdicts on the figures of a form: measured beside reported."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from models.catalog.reproduction import FigureResult, FigureVerdict, Verdict
from tests.reported import agrees

Found = Mapping[str, Any]

#: Significant digits of measured numbers in the results.
_DIGITS = 7


def judged(reported: Found, tolerance: Mapping[str, float], found: Found, others: Sequence[Found] = ()) -> list[FigureResult]:
    """Compare each reported figure with the measured one.

    A figure beyond its tolerance is within the spread of seeds if the reported one lies between the lowest and the highest of several seeds,
    with the tolerance added on both sides.

    Args:
        reported: Reported figures by name, with those of a search's candidates.
        tolerance: Largest allowed difference by name; where it has none, figures must be equal.
        found: What was measured with the recipe's seed.
        others: What was measured with other seeds.
    """
    lines = list(_lines(reported, tolerance, [found, *others]))
    return [
        _result(label, agrees(name, value, tolerance, measured[0]), tolerance.get(name), value, measured) for label, name, value, measured in lines
    ]


def overall(figures: Sequence[FigureResult]) -> Verdict:
    """Return the verdict on all figures of a form."""
    verdicts = {figure.verdict for figure in figures}
    worst: tuple[FigureVerdict, ...] = ("differs", "within_spread", "within")
    return next((verdict for verdict in worst if verdict in verdicts), "not_reported")


def _lines(reported: Found, tolerance: Mapping[str, float], runs: Sequence[Found]) -> Iterator[tuple[str, str, Any, list[Any]]]:
    """Yield label, name, reported value and the measured ones of each figure, those of reported candidates too."""
    yield from ((name, name, value, [run.get(name) for run in runs]) for name, value in reported.items() if name != "candidates")
    for line in reported.get("candidates", []):
        for name, value in line.items():
            if name != "params":
                measured = [_of_candidate(line["params"], name, value, tolerance, run) for run in runs]
                yield f"{name} of {line['params']}", name, value, measured


def _of_candidate(params: Found, name: str, value: Any, tolerance: Mapping[str, float], run: Found) -> Any:
    """Return the figure of the candidate with some parameters; of several, that of the first that differs, else of the first."""
    alike = [candidate.get(name) for candidate in run.get("candidates", ()) if params.items() <= candidate["params"].items()]
    return next((found for found in alike if not agrees(name, value, tolerance, found)), alike[0] if alike else None)


def _result(label: str, is_within: bool, allowed: float | None, value: Any, measured: list[Any]) -> FigureResult:
    verdict: FigureVerdict = "within" if is_within else "within_spread" if _encloses(measured, value, allowed) else "differs"
    shown = [plain(one) for one in measured]
    return FigureResult(figure=label, reported=value, measured=shown[0], allowed=allowed, other_seeds=shown[1:], verdict=verdict)


def _encloses(measured: list[Any], value: Any, allowed: float | None) -> bool:
    """Tell whether a reported figure lies between the lowest and the highest of several seeds, with its tolerance."""
    if allowed is None or len(measured) < 2:
        return value in measured[1:]
    if any(np.shape(one) != np.shape(value) or one is None for one in measured):
        return False
    low, high = np.min(measured, axis=0) - allowed, np.max(measured, axis=0) + allowed
    return bool(np.all((low <= value) & (value <= high)))


def plain(value: Any) -> Any:
    """Return a measured value as JSON has it, its numbers with few digits."""
    if isinstance(value, dict):
        return {name: plain(one) for name, one in value.items()}
    if isinstance(value, list | tuple | np.ndarray):
        return [plain(one) for one in value]
    if isinstance(value, np.generic):
        return plain(value.item())
    return float(f"{value:.{_DIGITS}g}") if isinstance(value, float) else value
