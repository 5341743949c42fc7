"""What `modelbook doctor` finds, and how it is reported."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from enum import Enum

import click


class Level(str, Enum):
    """How a finding is to be taken."""

    OK = "ok"
    NOTE = "note"
    WRONG = "wrong"


_COLORS = {Level.OK: "green", Level.NOTE: "yellow", Level.WRONG: "red"}


@dataclass(frozen=True)
class Finding:
    """The result of one check.

    Args:
        name: What was checked.
        level: Whether it is as it should be; a note is not an error.
        detail: What was found.
        cure: What to do about it; empty if nothing is to be done.
    """

    name: str
    level: Level
    detail: str
    cure: str = ""


def ok(name: str, detail: str) -> Finding:
    """Return a finding that is as it should be."""
    return Finding(name, Level.OK, detail)


def note(name: str, detail: str, cure: str = "") -> Finding:
    """Return a finding that is worth to know."""
    return Finding(name, Level.NOTE, detail, cure)


def wrong(name: str, detail: str, cure: str) -> Finding:
    """Return a finding that has to be cured."""
    return Finding(name, Level.WRONG, detail, cure)


def report(findings: Iterable[Finding], as_json: bool) -> None:
    """Print findings as they come, and end with exit code 1 if something is wrong."""
    found = []
    for finding in findings:
        found.append(finding)
        if not as_json:
            _print(finding)
    n_wrong = sum(finding.level is Level.WRONG for finding in found)
    if as_json:
        click.echo(json.dumps({"ok": n_wrong == 0, "checks": [asdict(finding) for finding in found]}, indent=2))
    else:
        click.echo("Nothing is wrong." if n_wrong == 0 else f"{n_wrong} of {len(found)} checks found something wrong.")
    if n_wrong:
        raise click.exceptions.Exit(1)


def _print(finding: Finding) -> None:
    level = click.style(f"{finding.level.value:<5}", fg=_COLORS[finding.level])
    click.echo(f"{level}  {finding.name:<16}  {finding.detail}")
    if finding.cure:
        click.echo(f"{'':25}-> {finding.cure}")
