"""Results of a run as texts of Markdown pages."""

import json
from collections import Counter
from typing import Any

from models.catalog.reproduction import FigureResult, FormResult, Machine

#: Significant digits of figures.
_DIGITS = 6
#: Seconds of a minute and of an hour.
_MINUTE_S, _HOUR_S = 60, 3600


def figure_rows(form: FormResult) -> list[tuple[str, ...]]:
    """Return the cells of a row for each figure: its name, reported, measured, allowed difference and verdict.

    All figures of candidates of a search share a row. Where none is reported, one row has what was measured; where the form was not run, none has.
    """
    rows = [_row(figure) for figure in form.figures if not _is_of_candidate(figure)]
    if candidates := [figure for figure in form.figures if _is_of_candidate(figure)]:
        verdicts = ", ".join(f"{verdict} {count}" for verdict, count in Counter(figure.verdict for figure in candidates).items())
        rows.append((f"{len(candidates)} figures of candidates", "", "", _allowed(candidates[0]), verdicts))
    if not form.figures and form.metrics:
        metrics = ", ".join(f"{name} {figure_text(value)}" for name, value in form.metrics.items())
        rows.append(("", "none", metrics, "", form.verdict))
    return rows


def figure_text(value: Any) -> str:
    """Return a figure with few digits."""
    return json.dumps(_rounded(value))


def cells(*texts: str) -> str:
    """Return a row of a Markdown table."""
    plain = (text.replace("|", "\\|") for text in texts)
    return " ".join(f"| {' | '.join(plain)} |".split())


def time_text(seconds: float) -> str:
    """Return a time in seconds, minutes or hours."""
    if seconds < _MINUTE_S:
        return f"{seconds:.1f} s"
    return f"{seconds / _MINUTE_S:.0f} min" if seconds < _HOUR_S else f"{seconds / _HOUR_S:.1f} h"


def ran_time_text(form: FormResult) -> str:
    """Return the time that the job of a form took; that of one in parts, with pauses between, is not known."""
    return "in parts" if form.seconds is None else time_text(form.seconds)


def machine_text(machine: Machine) -> str:
    """Return a machine in words."""
    versions = ", ".join(f"{name} {number}" for name, number in machine.versions.items())
    threads = f"{machine.threads} thread{'s' * (machine.threads > 1)} a job" if machine.threads else "all cores for each job"
    gibibytes = round(machine.memory_bytes / 2**30)
    return f"{machine.cores} cores of {machine.processor} with {gibibytes} GiB ({machine.system}; {threads}; {versions})"


def _row(figure: FigureResult) -> tuple[str, ...]:
    seeds = f"; other seeds: {', '.join(map(figure_text, figure.other_seeds))}" if figure.other_seeds else ""
    return figure.figure, figure_text(figure.reported), figure_text(figure.measured) + seeds, _allowed(figure), figure.verdict


def _is_of_candidate(figure: FigureResult) -> bool:
    return " of {" in figure.figure


def _allowed(figure: FigureResult) -> str:
    return "equal" if figure.allowed is None else f"± {figure.allowed:g}"


def _rounded(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _rounded(one) for name, one in value.items()}
    if isinstance(value, list):
        return [_rounded(one) for one in value]
    return float(f"{value:.{_DIGITS}g}") if isinstance(value, float) else value
