"""The commands that write tags and a note, and the filters of lists."""

from __future__ import annotations

import json

import pytest

from tests.cli.conftest import Run
from tests.conftest import MODEL, Answer, Scripted, job


def test_tags_and_a_note_are_written(run: Run, server: Scripted) -> None:
    server.script = [Answer(200, job("running", tags=["a", "b"], note="x"))]
    result = run("jobs", "annotate", "01J", "--tag", "a", "--tag", "b", "--note", "x")
    assert result.stderr == "tags: a, b; note: x\n"
    assert (server.requests[0].method, server.requests[0].path) == ("PATCH", "/v1/jobs/01J")
    assert json.loads(server.requests[0].body) == {"tags": ["a", "b"], "note": "x"}


def test_tags_are_taken_away_and_the_note_stays(run: Run, server: Scripted) -> None:
    server.script = [Answer(200, MODEL)]
    assert run("models", "annotate", "digits@1", "--no-tags").stderr == "tags: none; note: none\n"
    assert json.loads(server.requests[0].body) == {"tags": []}


@pytest.mark.parametrize("options", [(), ("--tag", "a", "--no-tags")])
def test_who_says_nothing_or_both_is_told_what_is_expected(run: Run, options: tuple[str, ...]) -> None:
    result = run("jobs", "annotate", "01J", *options)
    assert (result.exit_code, "expected --tag, or --no-tags" in result.stderr) == (2, True)


def test_lists_are_filtered(run: Run, server: Scripted) -> None:
    server.script = [Answer(200, {"jobs": [], "next_cursor": None}), Answer(200, {"models": [], "next_cursor": None})]
    assert run("jobs", "list", "--tag", "a", "--tag", "b", "--text", "x", "--task", "search").exit_code == 0
    assert run("models", "list", "--alias", "champion", "--kind", "regression").exit_code == 0
    queries = [request.path.partition("?")[2] for request in server.requests]
    assert {*queries[0].split("&")} == {"tag=a", "tag=b", "text=x", "task=search", "limit=20"}
    assert {*queries[1].split("&")} == {"alias=champion", "kind=regression", "limit=200"}
