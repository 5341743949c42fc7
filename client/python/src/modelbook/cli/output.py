"""What commands print: results to standard output, everything else to standard error."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import click


def print_json(value: Any) -> None:
    """Print one JSON document."""
    click.echo(json_text(value, indent=2 if sys.stdout.isatty() else None))


def json_text(value: Any, indent: int | None = None) -> str:
    """Return a value as JSON that the output can show: with escapes where it has not all letters."""
    is_utf8 = (sys.stdout.encoding or "").lower().replace("-", "") == "utf8"
    return json.dumps(value, ensure_ascii=not is_utf8, indent=indent)


def print_table(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Print rows below names of columns: as a table in a terminal, as aligned text that nothing cuts elsewhere."""
    cells = [[shown(value) for value in row] for row in rows]
    if sys.stdout.isatty():
        _print_rich(columns, cells)
        return
    lines = [list(columns), *cells]
    widths = [max(len(line[index]) for line in lines) for index in range(len(columns))]
    for line in lines:
        click.echo("  ".join(cell.ljust(width) for cell, width in zip(line, widths)).rstrip())


def print_fields(fields: Iterable[tuple[str, Any]]) -> None:
    """Print names and values, one a line."""
    lines = [(name, shown(value)) for name, value in fields]
    width = max((len(name) for name, _ in lines), default=0)
    for name, value in lines:
        click.echo(f"{name.ljust(width)}  {value}".rstrip())


def print_downloaded(path: Path, as_json: bool) -> None:
    """Print where a file was written, and how large it is."""
    if as_json:
        print_json({"path": str(path), "size_bytes": path.stat().st_size})
    else:
        say(f"{path.stat().st_size / 1e6:.1f} MB")
        click.echo(path)


def say(text: str) -> None:
    """Print a message to standard error."""
    click.echo(text, err=True)


def shown(value: Any) -> str:
    """Return a value as text for a cell."""
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.4g}"
    if isinstance(value, datetime):
        return f"{value.astimezone():%Y-%m-%d %H:%M:%S}"
    if isinstance(value, dict):
        return ", ".join(f"{name} {shown(item)}" for name, item in value.items())
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(map(shown, value)) + "]"
    return "".join(character if character.isprintable() else "?" for character in str(value))


def _print_rich(columns: Sequence[str], cells: Sequence[Sequence[str]]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text  # Imported late: most outputs of scripts are no tables.

    table = Table(box=None, pad_edge=False, header_style="bold")
    for index, column in enumerate(columns):
        table.add_column(column, no_wrap=index == 0, overflow="fold")  # Names and ids are copied: nothing of them may be cut off.
    for row in cells:
        table.add_row(*map(Text, row))
    Console().print(table)
