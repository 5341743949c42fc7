"""How models are shown side by side, and how they follow from one another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import click

from modelbook.cli.output import print_table, say, shown

#: Facts of two models that are compared, by their names.
_FACTS = ("size_bytes", "compiled_bytes", "parameters", "runtime", "part", "data_sha256", "created_at")


def print_comparison(found: Mapping[str, Any]) -> None:
    """Print two models side by side: their metrics and facts on standard output, whether they can be compared on standard error."""
    model, other = found["model"], found["other"]
    metrics = [(row["name"], row.get("value"), row.get("other"), row.get("difference"), _same(row.get("same_data"))) for row in found["metrics"]]
    print_table(("metric", model["ref"], other["ref"], "difference", "same samples"), metrics)
    click.echo()
    speeds = zip(model["speed"], other["speed"])
    times = [(f"ms for {mine['batch_size']}", mine["milliseconds"], theirs["milliseconds"]) for mine, theirs in speeds]
    print_table(("", model["ref"], other["ref"]), [*((name, model.get(name), other.get(name)) for name in _FACTS), *times, *_libraries(found)])
    click.echo()
    print_table(("spec", model["ref"], other["ref"]), [(row["pointer"], row.get("value"), row.get("other")) for row in found["spec"]])
    for reason in found["reasons"]:
        say(f"the figures cannot be compared: {reason}")


def print_lineage(found: Mapping[str, Any]) -> None:
    """Print each thing of a lineage with what it follows from, older things first."""
    print_table(("thing", "follows from", "state"), list(_rows(found)))
    if not found["complete"]:
        say("more than is listed here is left out")


def _rows(found: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    things = {thing["id"]: thing for thing in found["things"]}
    for thing in sorted(things.values(), key=lambda thing: thing.get("created_at") or ""):
        parents = ", ".join(f"{link['parent']} ({link['relation']})" for link in found["links"] if link["child"] == thing["id"])
        state = "gone" if thing["gone"] else thing.get("state")
        yield thing["id"], parents, shown(state)


def _same(same: bool | None) -> str:
    return {True: "yes", False: "no", None: "not known"}[same]


def _libraries(found: Mapping[str, Any]) -> Iterator[tuple[str, Any, Any]]:
    """Yield the libraries whose versions differ."""
    for row in found["libraries"]:
        if row.get("value") != row.get("other"):
            yield row["name"], row.get("value"), row.get("other")
