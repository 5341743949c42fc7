"""The command `modelbook predict`: how answers are asked for, and what is printed of them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.conftest import Answer, Scripted

ANSWER = {"model": "line@1", "kind": "regression", "predictions": [{"value": 1.5}]}


def test_digits_and_seconds_are_sent_with_each_request(run: Run, server: Scripted) -> None:
    server.script = [Answer(200, ANSWER)]
    assert run("predict", "line", "-", "--precision", "3", "--wait", "0.5", "--json", stdin="[[1]]").exit_code == 0
    (request,) = server.requests
    assert "precision=3" in request.path
    assert request.headers["prefer"] == "wait=0.5"


@pytest.mark.parametrize("form", ["csv", "ndjson", "npy"])
def test_a_file_is_printed_as_the_service_gives_it(run: Run, server: Scripted, form: str) -> None:
    content = b"\x93NUMPY\x00\xff" if form == "npy" else b"value\n1.5\n"
    server.script = [Answer(200, content)]
    result = run("predict", "line", "-", "--format", form, stdin="[[1]]")
    assert (result.exit_code, result.stdout_bytes) == (0, content)
    assert server.requests[0].headers["accept"] == {"csv": "text/csv", "ndjson": "application/x-ndjson", "npy": "application/x-npy"}[form]


def test_a_table_of_several_requests_has_one_first_line(run: Run, server: Scripted, tmp_path: Path) -> None:
    path = tmp_path / "rows.json"
    path.write_text(json.dumps([[index] for index in range(5_001)]))
    server.script = [Answer(200, b"value\n1.5\n"), Answer(200, b"value\n2.5\n")]
    assert run("predict", "line", str(path), "--format", "csv").stdout == "value\n1.5\n2.5\n"
    server.script = [Answer(200, b"")]
    refused = run("predict", "line", str(path), "--format", "npy")
    assert (refused.exit_code, "one request" in refused.stderr) == (2, True)
