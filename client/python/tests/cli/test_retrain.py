"""The commands that train a model again."""

import json
from typing import Any

from tests.cli.conftest import Run
from tests.conftest import Answer, Scripted, job

RETRAINING: dict[str, Any] = {"model": "fruit@1", "comparison": None, "promote": None, "promotion": None}


def test_a_retraining_is_asked_for_and_its_job_named(run: Run, server: Scripted) -> None:
    server.script = [Answer(202, job(retraining=RETRAINING))]
    result = run("retrain", "fruit", "--source", "newest", "--promote", "champion", "--metric", "accuracy", "--margin", "0.01", "--priority", "-1")
    (request,) = server.requests
    assert (request.method, request.path) == ("POST", "/v1/models/fruit/retrain")
    promote = {"alias": "champion", "metric": "accuracy", "margin": 0.01}
    assert json.loads(request.body) == {"source": "newest", "priority": -1, "promote": promote}
    assert request.headers["idempotency-key"]
    assert result.stdout == "01J\n"


def test_when_an_alias_is_moved_needs_an_alias(run: Run, server: Scripted) -> None:
    result = run("retrain", "fruit", "--when", "always")
    assert result.exit_code == 2
    assert "--promote ALIAS" in result.stderr
    assert server.requests == []


def test_a_reproduction_is_asked_for_and_its_job_named(run: Run, server: Scripted) -> None:
    server.script = [Answer(202, job())]
    result = run("reproduce", "fruit@2")
    (request,) = server.requests
    assert (request.method, request.path, json.loads(request.body)) == ("POST", "/v1/models/fruit@2/reproduce", {})
    assert result.stdout == "01J\n"
