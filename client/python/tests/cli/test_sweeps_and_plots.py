"""The commands of sweeps, and plots of all that has some."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Run
from tests.conftest import Answer, Scripted, job

SWEEP = "01M8HCP6QMAN2VY3FV9W1Q817V"
SUMMARY = {"id": SWEEP, "name": "batches", "recipe": None, "states": {"succeeded": 2}, "created_at": "2026-11-29T08:30:00Z"}


def sweep(*states: str) -> dict[str, Any]:
    members = [{"member": f"b{n}", "differs": {"/training/batch_size": n}, "seconds": 1.5, "job": job(state)} for n, state in enumerate(states)]
    return {"id": SWEEP, "members": members, "remaining_s": None}


def test_sweeps_are_listed_by_the_filters_of_their_list(run: Run, server: Scripted) -> None:
    server.script = [Answer(200, {"sweeps": [SUMMARY], "next_cursor": None})]
    result = run("sweeps", "list", "--state", "succeeded", "--recipe", "r", "--tag", "a", "--tag", "b", "--text", "t", "--limit", "5")
    assert [line.split("  ")[0] for line in result.stdout.splitlines()] == ["id", SWEEP]
    assert "succeeded 2" in result.stdout
    assert server.requests[0].path == "/v1/sweeps?limit=5&tag=a&tag=b&text=t&state=succeeded&recipe=r"
    assert json.loads(run("sweeps", "list", "--json").stdout) == [SUMMARY]


def test_the_jobs_of_a_sweep_are_compared(run: Run, server: Scripted) -> None:
    server.script = [Answer(200, sweep("succeeded", "running"))]
    lines = run("sweeps", "show", SWEEP).stdout.splitlines()
    assert [line.split()[:3] for line in lines] == [["member", "job", "state"], ["b0", "01J", "succeeded"], ["b1", "01J", "running"]]
    assert "/training/batch_size 1" in lines[2]


def test_a_sweep_is_cancelled(run: Run, server: Scripted) -> None:
    server.script = [Answer(202, sweep("cancelled", "running"))]
    assert run("sweeps", "cancel", SWEEP).stderr == "job 01J (b0) is cancelled\njob 01J (b1) is running, and ends soon\n"
    assert (server.requests[0].method, server.requests[0].path) == ("POST", f"/v1/sweeps/{SWEEP}/cancel")


@pytest.mark.parametrize(
    ("words", "url"),
    [
        ((SWEEP,), f"/v1/jobs/{SWEEP}/plots"),
        (("--sweep", SWEEP), f"/v1/sweeps/{SWEEP}/plots"),
        (("digits@3",), "/v1/models/digits@3/plots"),
        (("dataset:moons",), "/v1/datasets/moons/plots"),
    ],
)
def test_plots_are_of_jobs_sweeps_models_and_data_sets(words: tuple[str, ...], url: str, run: Run, server: Scripted, tmp_path: Path) -> None:
    forms = {form: f"{url}/times.{form}" for form in ("svg", "png")}
    plot = {"name": "times", "title": "Times", "caption": "By time.", "numbers": f"{url}/times.json", **forms}
    server.script = [Answer(200, {"plots": [plot], "left_out": []}), Answer(200, b"<svg/>")]
    assert "By time." in run("plots", *words, "--out", str(tmp_path)).stdout
    assert [request.path.replace("%40", "@") for request in server.requests] == [url, f"{url}/times.svg"]
    assert (tmp_path / "times.svg").read_bytes() == b"<svg/>"
