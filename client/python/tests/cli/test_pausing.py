"""The commands that pause and resume jobs, and what is shown of a job that is paused."""

from __future__ import annotations

import json

from modelbook._progress import JobDisplay
from modelbook.events import StateEvent
from tests.cli.conftest import Run
from tests.conftest import Answer, Scripted, job, problem


class Noted:
    """A display that notes what it shows."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.text = ""

    def show(self, done: float, text: str) -> None:
        self.text = text

    def line(self, text: str) -> None:
        self.lines.append(text)

    def draw(self, epochs: object) -> None: ...

    def close(self) -> None: ...


def test_jobs_are_paused_and_the_way_to_resume_them_is_named(run: Run, server: Scripted) -> None:
    server.script = [Answer(202, job("paused")), Answer(202, job("running", id="01K", pause_requested=True))]
    result = run("jobs", "pause", "01J", "01K")
    assert [(request.method, request.path) for request in server.requests] == [("POST", "/v1/jobs/01J/pause"), ("POST", "/v1/jobs/01K/pause")]
    assert result.stderr.splitlines() == [
        "job 01J is paused; to let it go on: modelbook jobs resume 01J",
        "job 01K is running, and pauses soon; to let it go on: modelbook jobs resume 01K",
    ]


def test_a_job_that_was_paused_before_another_was_refused_is_named(run: Run, server: Scripted) -> None:
    server.script = [Answer(202, job("paused")), problem(409, "job 01K has ended")]
    result = run("jobs", "pause", "01J", "01K")
    assert result.exit_code == 1
    assert "job 01J is paused" in result.stderr
    assert "job 01K has ended" in result.stderr


def test_jobs_are_resumed(run: Run, server: Scripted) -> None:
    server.script = [Answer(200, job("queued"))]
    result = run("jobs", "resume", "01J", "--json")
    assert [request.path for request in server.requests] == ["/v1/jobs/01J/resume"]
    assert [line["state"] for line in json.loads(result.stdout)] == ["queued"]
    assert run("jobs", "resume", "01J").stderr == "job 01J is queued\n"


def test_a_job_that_cannot_be_paused_is_exit_code_1_with_the_reason(run: Run, server: Scripted) -> None:
    server.script = [problem(409, "job 01J cannot be paused while it runs: scikit-learn fits in one call")]
    result = run("jobs", "pause", "01J")
    assert (result.exit_code, "scikit-learn fits in one call" in result.stderr) == (1, True)


def test_the_paused_jobs_are_listed(run: Run, server: Scripted) -> None:
    server.script = [Answer(200, {"jobs": [job("paused")], "next_cursor": None})]
    assert "paused" in run("jobs", "list", "--state", "paused").stdout
    assert server.requests[0].path == "/v1/jobs?limit=20&state=paused"


def test_who_follows_a_job_is_shown_that_it_is_paused() -> None:
    shown = Noted()
    JobDisplay("digits", shown).show(StateEvent(kind="state", state="paused"))
    assert (shown.lines, shown.text) == (["digits: paused until it is resumed"], "digits: paused")
