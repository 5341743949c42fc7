"""`modelbook rm` and `modelbook undo`: what is asked of the server, and what is said of the answer."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.cli.conftest import Run
from tests.conftest import Answer, Scripted

JOB, DELETION = "01M8HCP6QMAN2VY3FV9W1Q817V", "01M8HCP6QMAN2VY3FV9W1Q8100"


def deletion(**changes: Any) -> dict[str, Any]:
    counts = {"n_versions": 2, "n_jobs": 2, "n_datasets": 0, "size_bytes": 2_000_000}
    named = {"id": DELETION, "kind": "model", "name": "digits", "deleted_by": "nobody"}
    return {**named, **counts, "deleted_at": "2026-11-28T15:30:00Z", "undo_until": "2026-12-05T15:30:00Z", **changes}


@pytest.mark.parametrize(
    ("given", "path"),
    [
        (["digits"], "/v1/models/digits"),
        (["digits@3", "--purge"], "/v1/models/digits@3?purge=true"),
        ([JOB, "--cancel"], f"/v1/jobs/{JOB}?cancel=true"),
        ([JOB, "--sweep", "--with-models"], f"/v1/sweeps/{JOB}?with_models=true"),
        (["dataset:0a1b"], "/v1/datasets/0a1b"),
    ],
)
def test_what_is_named_is_deleted(run: Run, server: Scripted, given: list[str], path: str) -> None:
    server.script = [Answer(200, deletion())]
    assert run("rm", *given).stderr == f"deleted model digits (2.0 MB); until 2026-12-05 15:30 UTC: modelbook undo {DELETION}\n"
    assert [(request.method, request.path) for request in server.requests] == [("DELETE", path)]


def test_what_is_purged_cannot_be_undone(run: Run, server: Scripted) -> None:
    server.script = [Answer(200, deletion(undo_until=None))]
    assert run("rm", "digits", "--purge").stderr == "deleted model digits: 2.0 MB are being freed\n"


def test_jobs_are_deleted_by_filters_after_a_look(run: Run, server: Scripted) -> None:
    server.script = [Answer(200, {"n_jobs": 7, "n_versions": 0, "n_kept": 1, "size_bytes": 10, "deletion": None})]
    said = run("rm", "--state", "failed", "--dry-run").stderr
    assert said == "would delete 7 jobs (0.0 MB); kept: 1 job not ended, or needed by something\n"
    assert server.requests[0].path == "/v1/jobs?state=failed&dry_run=true"


def test_models_that_go_with_jobs_are_counted(run: Run, server: Scripted) -> None:
    server.script = [Answer(200, {"n_jobs": 1, "n_versions": 1, "n_kept": 2, "size_bytes": 10, "deletion": None})]
    said = run("rm", "--recipe", "iris", "--with-models", "--dry-run").stderr
    assert said == "would delete 1 job and 1 model version (0.0 MB); kept: 2 jobs not ended, or needed by something\n"


def test_what_needs_a_thing_is_said_once(run: Run, server: Scripted) -> None:
    faults = [{"pointer": "/path", "detail": f"needed by {what}"} for what in ("alias champion", "job 1")]
    refusal = {"type": "about:blank", "title": "Conflict", "status": 409, "detail": "model digits is needed by alias champion, and 1 more"}
    server.script = [Answer(409, {**refusal, "errors": faults}, {"Content-Type": "application/problem+json"})]
    assert run("rm", "digits").stderr == "Error: model digits is needed by alias champion, and 1 more\n  /path: needed by job 1\n"


def test_jobs_are_deleted_by_tags(run: Run, server: Scripted) -> None:
    server.script = [Answer(200, {"n_jobs": 2, "n_versions": 0, "n_kept": 0, "size_bytes": 10, "deletion": None})]
    assert run("rm", "--tag", "old", "--tag", "bad").stderr == "deleted 2 jobs (0.0 MB)\n"
    assert server.requests[0].path == "/v1/jobs?tag=old&tag=bad"


@pytest.mark.parametrize("given", [[], ["digits", "--state", "failed"]])
def test_things_and_filters_are_not_mixed(run: Run, given: list[str]) -> None:
    result = run("rm", *given)
    assert (result.exit_code, "expected things to delete, or filters" in result.stderr) == (2, True)


def test_what_is_named_is_not_looked_at_first(run: Run) -> None:
    result = run("rm", "digits@4", "--dry-run")
    assert (result.exit_code, "expected --dry-run with filters of jobs only" in result.stderr) == (2, True)


def test_deletions_are_listed_and_undone(run: Run, server: Scripted) -> None:
    server.script = [Answer(200, {"deletions": [deletion()], "next_cursor": None}), Answer(200, deletion())]
    assert DELETION in run("undo").stdout
    assert run("undo", DELETION).stderr == "restored model digits\n"
    assert server.requests[1].path == f"/v1/deletions/{DELETION}/undo"


def test_an_undo_prints_json(run: Run, server: Scripted) -> None:
    server.script = [Answer(200, deletion())]
    assert json.loads(run("undo", DELETION, "--json").stdout)[0]["name"] == "digits"
