"""Run recipes in full, with their variants, on a new embedded stack, and print reported beside measured figures: `make reproduce`."""

import argparse
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.trends import broken
from models.catalog import recipes
from tests.acceptance.measured import measured
from tests.acceptance.service import Service, embedded
from tests.reported import Form, forms, misses

HEADER = "| recipe | figure | reported | measured | allowed |\n|---|---|---|---|---|"
#: Allowed duration of a recipe as a multiple of the expected one, and its minimum in seconds.
PATIENCE, LEAST_S = 10, 120


def main() -> None:
    """Run, print, and end with exit code 1 if a figure differs by more than its tolerance."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", help="group or id of the recipes to run; default: all")
    only = parser.parse_args().only
    chosen = [form for form in forms() if only in (None, form.recipe.group, form.recipe.id)]
    if not chosen:
        sys.exit(f"expected a group ({', '.join(sorted({r.group for r in recipes().values()}))}) or the id of a recipe, got {only!r}")
    with tempfile.TemporaryDirectory() as folder, embedded(Path(folder) / "data") as (service, _):
        print(HEADER, flush=True)
        for name in {name: None for form in chosen for name in form.recipe.requires}:
            _train(service, next(form for form in forms() if form.name == name))
        found: dict[str, dict[str, Any]] = {}
        off = sum(_run(service, form, found) for form in chosen)
        lines = broken(found)
        print("".join(f"| | OFF | {line} | no | |\n" for line in lines), end="", flush=True)
        sys.exit(off + len(lines) > 0)


def _run(service: Service, form: Form, by_form: dict[str, dict[str, Any]]) -> int:
    """Run a form, print a line for each reported figure, then the deviating ones; store all figures, and return the number of deviating ones."""
    job = _train(service, form)
    found = by_form[form.name] = measured(service, job, form.reported)
    for figure, reported, ours in _lines(form.reported, found):
        print(f"| {form.name} | {figure} | {_text(reported)} | {_text(ours)} | {form.tolerance.get(figure.split()[0], '')} |", flush=True)
    off = misses(form.reported, form.tolerance, found)
    print("".join(f"| {form.name} | OFF | {line} | | |\n" for line in off), end="", flush=True)
    return len(off)


def _train(service: Service, form: Form) -> dict[str, Any]:
    """Run a form, with its model under the name that dependent recipes use; return the finished job."""
    job = service.submit(form.recipe.id, patch=form.patch, name=form.name.replace("/", "-"))
    return service.wait_for(job["id"], "succeeded", seconds=max(LEAST_S, 60 * PATIENCE * form.recipe.expected_minutes))


def _lines(reported: dict[str, Any], found: dict[str, Any]) -> Iterator[tuple[str, Any, Any]]:
    """Yield name, reported and measured of each figure; of a reported candidate, those of the first with its parameters."""
    yield from ((name, value, found[name]) for name, value in reported.items() if name in found and name != "candidates")
    for line in reported.get("candidates", []):
        first = next(candidate for candidate in found["candidates"] if line["params"].items() <= candidate["params"].items())
        yield from ((f"{name} of {line['params']}", value, first[name]) for name, value in line.items() if name != "params")


def _text(value: Any) -> str:
    return str(value) if isinstance(value, dict) else np.array2string(np.asarray(value), precision=6, separator=", ").replace("\n", "")


if __name__ == "__main__":
    main()
