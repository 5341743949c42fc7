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


def test_with_json_the_only_document_is_the_job(run: Run, server: Scripted, tmp_path: Path) -> None:
    stream = Answer(200, ENDED, {"Content-Type": "text/event-stream"})
    files = {"files": [{"name": "predictions.csv", "size_bytes": 4}]}
    server.script = [Answer(202, job(spec=SPEC)), stream, Answer(200, job("succeeded", spec=SPEC)), Answer(200, files), Answer(200, b"a\n1\n")]
    result = run("batch", "houses", "dataset:9f", "-o", str(tmp_path / "prices.csv"), "--json")
    assert json.loads(result.stdout)["state"] == "succeeded"
    assert result.stderr.splitlines()[-1] == str(tmp_path / "prices.csv")


def test_a_file_of_a_job_is_downloaded_by_its_name_and_predictions_without_one(run: Run, server: Scripted, tmp_path: Path) -> None:
    server.script = [Answer(200, {"files": [{"name": "predictions.csv", "size_bytes": 4}]}), Answer(200, b"a\n1\n")]
    result = run("jobs", "download", "01J", "-o", str(tmp_path / "prices.csv"))
    assert (result.stdout, (tmp_path / "prices.csv").read_bytes()) == (f"{tmp_path / 'prices.csv'}\n", b"a\n1\n")
    server.script = [Answer(200, b"text")]
    found = json.loads(run("jobs", "download", "01J", "sample.txt", "-o", str(tmp_path / "s.txt"), "--json").stdout)
    assert found == {"path": str(tmp_path / "s.txt"), "size_bytes": 4}
    assert server.requests[-1].path == "/v1/jobs/01J/files/sample.txt"


def test_candidates_are_listed_with_their_errors(run: Run, server: Scripted) -> None:
    unknown = dict.fromkeys(("mean_score", "std_score", "mean_train_score", "mean_fit_seconds", "rank"))
    failed = {"candidate": 1, "params": {"alpha": 1}, "scores": [None], "train_scores": [None], **unknown, "figures": {}, "errors": ["no memory"]}
    scored = {**failed, "candidate": 0, "scores": [0.5], "mean_score": 0.5, "rank": 1, "errors": []}
    page = {"candidates": [scored, failed], "n_candidates": 2, "n_trials": 2, "n_open": 0, "next_cursor": None}
    server.script = [Answer(200, job("succeeded")), Answer(200, page)]
    lines = run("jobs", "trials", "01J").stdout.splitlines()
    assert lines[0].split() == ["rank", "candidate", "mean_score", "params", "errors"]
    assert lines[2].split()[-1] == "memory]"


def test_a_data_set_that_does_not_fit_is_exit_code_1_with_the_reason(run: Run, server: Scripted) -> None:
    server.script = [problem(422, "1 fault; first: column zip", ("/source",))]
    result = run("batch", "houses", "dataset:9f")
    assert (result.exit_code, "expected 1, got 2" in result.stderr) == (1, True)
