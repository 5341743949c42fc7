"""Pieces of HTML for notebooks: tables of values, and curves as SVG. Every text is escaped."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

#: Size of a drawing of curves, and the margin round the curves, in pixels.
_WIDTH, _HEIGHT, _MARGIN = 320, 150, 8
#: Colours of curves, as the dashboard has them, which colour-blind people tell apart; further ones begin again.
_COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#b07c00", "#3a9fd8")
#: Rows of a table, and entries of a value, that are shown.
_MOST_ROWS, _MOST_ENTRIES = 20, 3


def fields(title: str, values: Mapping[str, Any], page: str | None = None) -> str:
    """Return names and values as a table of two columns; those that are None or empty are left out.

    Args:
        title: Its caption.
        values: The values by name.
        page: URL of the page that shows more, to which the caption leads; None for none.
    """
    named = escape(title) if page is None else f'<a href="{escape(page)}" target="_blank" rel="noreferrer">{escape(title)}</a>'
    rows = "".join(f"<tr><th>{escape(name)}</th><td>{cell(value)}</td></tr>" for name, value in values.items() if value not in (None, "", {}, []))
    return f"<table><caption>{named}</caption>{rows}</table>"


def table(rows: Sequence[Mapping[str, Any]]) -> str:
    """Return rows by column name as a table, with their index; of many the first ones."""
    names = list(dict.fromkeys(name for row in rows[:_MOST_ROWS] for name in row))
    head = "".join(f"<th>{escape(name)}</th>" for name in names)
    body = "".join(
        f"<tr><th>{index}</th>{''.join(f'<td>{cell(row.get(name))}</td>' for name in names)}</tr>" for index, row in enumerate(rows[:_MOST_ROWS])
    )
    more = f"<p>and {len(rows) - _MOST_ROWS:,} more</p>" if len(rows) > _MOST_ROWS else ""
    return f"<table><tr><th></th>{head}</tr>{body}</table>{more}"


def cell(value: Any) -> str:
    """Return a value as short text; of scores by label the largest ones."""
    if isinstance(value, float):
        return f"{value:.4g}"
    if isinstance(value, Mapping):
        numbers = all(isinstance(each, (int, float)) for each in value.values())
        entries = sorted(value.items(), key=lambda entry: -entry[1]) if numbers else list(value.items())
        return ", ".join(f"{escape(str(name))} {cell(each)}" for name, each in entries[:_MOST_ENTRIES]) + (
            ", ..." if len(value) > _MOST_ENTRIES else ""
        )
    if isinstance(value, (list, tuple)):
        return f"[{', '.join(map(cell, value[:_MOST_ENTRIES]))}{', ...' if len(value) > _MOST_ENTRIES else ''}]"
    return "" if value is None else escape(str(value))


def progress_bar(done: float, text: str) -> str:
    """Return a bar for a fraction from 0 to 1, with a text."""
    return f'<progress value="{max(0.0, min(1.0, done)):.4f}" max="1"></progress> {done:.0%} {escape(text)}'


def curves(epochs: Sequence[Mapping[str, Any]]) -> str:
    """Return the metrics of epochs as drawings, a metric of training and the same of validation (`val_...`) in one.

    Args:
        epochs: Metrics by name, an epoch each. Values that are no finite numbers are gaps.
    """
    names = list(dict.fromkeys(name for epoch in epochs for name in epoch))
    bases = dict.fromkeys(name[4:] if name.startswith("val_") else name for name in names)
    return "".join(_drawing(base, {name: _numbers(epochs, name) for name in (base, f"val_{base}") if name in names}) for base in bases)


def _numbers(epochs: Sequence[Mapping[str, Any]], name: str) -> list[float | None]:
    values = (epoch.get(name) for epoch in epochs)
    return [float(value) if isinstance(value, (int, float)) and math.isfinite(value) else None for value in values]


def _drawing(title: str, lines: Mapping[str, Sequence[float | None]]) -> str:
    known = [value for values in lines.values() for value in values if value is not None]
    if not known:
        return ""
    low, high = min(known), max(known)
    drawn = "".join(_line(values, low, high, _COLOURS[index % len(_COLOURS)]) for index, values in enumerate(lines.values()))
    legend = " ".join(
        f'<tspan fill="{_COLOURS[index % len(_COLOURS)]}">{escape(name)} {_last(values)}</tspan>'
        for index, (name, values) in enumerate(lines.items())
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_WIDTH}" height="{_HEIGHT + 20}" role="img" aria-label="{escape(title)}">'
        f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="none" stroke="#ccc"/>{drawn}'
        f'<text x="2" y="{_HEIGHT + 15}" font-size="12">{legend} ({low:.3g} to {high:.3g})</text></svg>'
    )


def _line(values: Sequence[float | None], low: float, high: float, colour: str) -> str:
    """Return a curve, in pieces where it has gaps; a single point as a dot."""
    step, scale = (_WIDTH - 2 * _MARGIN) / max(1, len(values) - 1), (_HEIGHT - 2 * _MARGIN) / ((high - low) or 1.0)
    path, pen = [], "M"
    for index, value in enumerate(values):
        if value is None:
            pen = "M"
            continue
        path.append(f"{pen}{_MARGIN + index * step:.1f} {_HEIGHT - _MARGIN - (value - low) * scale:.1f}")
        pen = "L"
    return f'<path d="{" ".join(path)}h0.1" fill="none" stroke="{colour}" stroke-width="1.5" stroke-linecap="round"/>'


def _last(values: Sequence[float | None]) -> str:
    known = [value for value in values if value is not None]
    return f"{known[-1]:.4g}" if known else ""
