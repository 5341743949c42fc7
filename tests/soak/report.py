"""What a run says: a line now and then, and at the end a table, as Markdown and as JSON."""

import json
import platform
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from tests.soak.processes import LASTING, PASSING
from tests.soak.reading import is_bytes
from tests.soak.result import KEPT, Result
from tests.soak.trend import Trend

_HEADER = "| figure | after the warm-up | at the end | largest | growth an hour | verdict |\n|---|---|---|---|---|---|"


def line(at: float, figures: Mapping[str, float], n_done: int, n_faults: int) -> str:
    """Return the figures of a moment in one line."""
    memory = ", ".join(f"{kind} {shown(f'{kind}: PSS', figures[f'{kind}: PSS'])}" for kind in LASTING if f"{kind}: PSS" in figures)
    handles, threads = (sum(value for name, value in figures.items() if name.endswith(f": {what}")) for what in ("handles", "threads"))
    passing = sum(figures[f"processes: {kind}"] for kind in PASSING)
    connections = f"{figures['connections: database']:.0f} database, {figures['connections: broker']:.0f} broker"
    return (
        f"{at:6.0f} s  done {n_done:,}, errors {n_faults} | {memory} | handles {handles:.0f}, threads {threads:.0f} | connections {connections}"
        f" | job and reading processes {passing:.0f} | files {shown('disk: files', figures['disk: files'])}"
    )


def table(result: Result) -> str:
    """Return what came of a stack as Markdown: its figures, its end, and what went wrong."""
    rows = [_row(name, trend) for name, trend in result.trends().items() if trend.largest]
    done = ", ".join(f"{name} {number:,}" for name, number in sorted(result.done.items()))
    end = result.end
    left = (
        f"At the end, after purging: {end.on_disk_bytes:,} bytes on the disk, {end.referred_bytes:,} of them referred to, "
        f"{end.leftover_bytes:,} left over; {end.temporary_bytes:,} bytes of temporary files; {sum(end.passing.values())} job and reading processes."
    )
    warnings = [f"- {number} times {text}" for text, number in sorted(end.warnings.items())]
    faults = [f"- {reason}" for reason in result.reasons()] or [f"- {result.passed}"]
    parts = [f"## {result.stack}, {result.seconds / 60:g} minutes", f"Done: {done}.", "\n".join([_HEADER, *rows]), left]
    parts += ["\n".join(["In the logs:", "", *warnings])] if warnings else []
    return "\n\n".join([*parts, "\n".join(faults)]) + "\n"


def page(results: Sequence[Result]) -> str:
    """Return all stacks as one page of Markdown."""
    machine = f"{platform.machine()}, {platform.system()}, Python {platform.python_version()}; {datetime.now(UTC):%Y-%m-%d %H:%M} UTC"
    return "\n".join([f"# Soak\n\n{machine}.\n", *map(table, results)])


def as_json(results: Sequence[Result]) -> str:
    """Return all stacks with every look as JSON."""
    found = [
        asdict(result) | {"trends": {name: asdict(one) for name, one in result.trends().items()}, "reasons": result.reasons()} for result in results
    ]
    return json.dumps(found, indent=1) + "\n"


def shown(name: str, value: float) -> str:
    """Return a figure with its unit."""
    return f"{value / 1e6:,.1f} MB" if is_bytes(name) else f"{value:,.0f}"


def signed(name: str, value: float) -> str:
    """Return a growth with its sign and unit."""
    return f"{value / 1e6:+,.1f} MB" if is_bytes(name) else f"{value:+,.1f}"


def _record(result: Result) -> dict[str, Any]:
    return asdict(result) | {"trends": {name: asdict(one) for name, one in result.trends().items()}, "reasons": result.reasons()}


def _row(name: str, trend: Trend) -> str:
    values = [shown(name, value) for value in (trend.first, trend.last, trend.largest)]
    return f"| {' | '.join([name, *values, signed(name, trend.slope_per_h), 'is kept' if name in KEPT else trend.verdict])} |"
