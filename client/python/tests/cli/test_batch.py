"""The command that predicts on a whole data set."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tests.cli.conftest import Run
from tests.conftest import Answer, Scripted, job, problem

SPEC: dict[str, Any] = {"task": "batch", "model": "houses@1", "data": {"source": "dataset:9f"}, "format": "parquet"}
#: A stream that says that a job has succeeded, and ends.
ENDED = b'id: 1\nevent: state\ndata: {"state": "succeeded"}\n\n'


def test_a_batch_is_asked_for_and_its_job_named(run: Run, server: Scripted) -> None:
    server.script = [Answer(202, job(spec=SPEC))]
    result = run("batch", "houses", "dataset:9f", "--keep", "id", "--keep", "when", "--format", "jsonl", "--probabilities", "top3")
    (request,) = server.requests
    assert (request.method, request.path) == ("POST", "/v1/models/houses/batch")
    assert json.loads(request.body) == {"source": "dataset:9f", "keep": ["id", "when"], "format": "jsonl", "probabilities": "top3"}
    assert request.headers["idempotency-key"]
    assert result.stdout == "01J\n"
    assert "modelbook jobs watch 01J" in result.stderr


def test_a_batch_is_followed_and_its_file_written_in_the_form_of_its_name(run: Run, server: Scripted, tmp_path: Path) -> None:
    done = job("succeeded", spec=SPEC, metrics={"samples": 3.0})
    files = {"files": [{"name": "predictions.parquet", "size_bytes": 4}]}
    stream = Answer(200, ENDED, {"Content-Type": "text/event-stream"})
    server.script = [Answer(202, job(spec=SPEC)), stream, Answer(200, done), Answer(200, files), Answer(200, b"PAR1")]
    result = run("batch", "houses", "dataset:9f", "-o", str(tmp_path / "prices.parquet"))
    assert result.exit_code == 0, result.stderr
    assert json.loads(server.requests[0].body) == {"source": "dataset:9f", "format": "parquet"}
    assert server.requests[-1].path == "/v1/jobs/01J/files/predictions.parquet"
    assert (tmp_path / "prices.parquet").read_bytes() == b"PAR1"
    assert result.stdout.splitlines()[-1] == str(tmp_path / "prices.parquet")


def test_a_data_set_that_does_not_fit_is_exit_code_1_with_the_reason(run: Run, server: Scripted) -> None:
    server.script = [problem(422, "1 fault; first: column zip", ("/source",))]
    result = run("batch", "houses", "dataset:9f")
    assert (result.exit_code, "expected 1, got 2" in result.stderr) == (1, True)
