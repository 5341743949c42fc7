"""A user's mistakes, and failures on the way, become a few lines without a traceback."""

from __future__ import annotations

import json
import socket
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Run
from tests.conftest import NOT_ESTIMATED, Answer, Scripted, job, problem

RECIPES = [
    {
        "id": "mnist-dense-784",
        "group": "dense",
        "title": "MNIST",
        "source": "p. 1",
        "expected_minutes": 1,
        "reported": {},
        "verdict": None,
        "requires": [],
        "summary": "x",
    }
]


def faults(*found: tuple[str, str]) -> Answer:
    """Return the refusal of a request with faults."""
    errors = [{"pointer": pointer, "detail": detail} for pointer, detail in found]
    count = "1 fault" if len(errors) == 1 else f"{len(errors)} faults"
    return Answer(422, {**problem(422).body, "detail": f"{count}; first: {found[0][1]}", "errors": errors})


@pytest.mark.parametrize(
    ("answer", "lines"),
    [
        (problem(401, "expected a key"), ["expected a key", "Set MODELBOOK_API_KEY to a key of yours"]),
        (problem(403, "expected the scope train"), ["expected the scope train", "`modelbook doctor` shows what your key allows"]),
        (problem(404, "there is no job 'x'"), ["there is no job 'x'"]),
        (problem(409, "the job has ended"), ["the job has ended"]),
        (problem(500, "it failed", x_request_id="abc"), ["it failed", "request abc in the log of the service"]),
        (faults(("/query/limit", "expected 1, got 2")), ["/query/limit: expected 1, got 2"]),
        (faults(("/a", "x"), ("/b", "y")), ["2 faults:", "  /a: x", "  /b: y"]),
        (Answer(200, b"<html>hello</html>", {"Content-Type": "text/html"}), ["Is MODELBOOK_URL right?"]),
        (Answer(502, b"<html>bad gateway</html>", {"Content-Type": "text/html"}), ["a proxy could not reach the server"]),
        (Answer(200, [], {"Modelbook-Version": "99.0.0"}), ["got 99.0.0", "`modelbook doctor` says more"]),
    ],
)
def test_a_refusal_is_a_few_lines(answer: Answer, lines: list[str], run: Run, server: Scripted) -> None:
    server.script = [answer]
    result = run("jobs", "show", "x")
    assert (result.exit_code, result.stdout) == (1, "")
    assert [line for line in lines if line not in result.stderr] == []
    assert len(result.stderr.splitlines()) <= len(lines) + 1


def test_a_service_that_is_not_there_is_named_with_how_to_start_it(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{unused.getsockname()[1]}"
    result = run("--url", url, "jobs", "list")
    assert (result.exit_code, url in result.stderr, "Start it with `modelbook up`" in result.stderr) == (1, True, True)


@pytest.mark.parametrize(
    ("variable", "value", "message"),
    [
        ("MODELBOOK_URL", "nonsense", "MODELBOOK_URL: expected a URL such as"),
        ("MODELBOOK_API_KEY", "se cret", "MODELBOOK_API_KEY: expected a key such as"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named(variable: str, value: str, message: str, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(variable, value)
    result = run("jobs", "list")
    assert (result.exit_code, message in result.stderr, "cret" in result.stderr) == (1, True, False)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"model: [1,\n", "spec.yaml:2:1: expected YAML or JSON"),
        (b"- 1\n", "spec.yaml: expected a job spec, an object with data, model and so on, got list"),
        (b"", "spec.yaml: expected a job spec, an object with data, model and so on, got NoneType"),
        (b"[" * 3000, "spec.yaml: expected at most 200 levels, got more"),
        (b"recipe: [1]\n", "spec.yaml:1: /recipe: expected the id of a recipe, a text, got [1]"),
        (b"recipe: iris\npatch: [1]\n", "spec.yaml:2: /patch: expected an object, got [1]"),
        (b"recipe: iris\nspec: {}\n", "spec.yaml:1: /recipe: expected either recipe or spec, got both"),
        (b"recipe: iris\nnmae: x\n", "expected fields of a submission (name, notify, priority), got nmae"),
        (b"\xff\xfe\x00", "spec.yaml: expected YAML or JSON in UTF-8, got other bytes"),
        (None, "spec.yaml: expected a YAML or JSON file that can be read: No such file or directory"),
    ],
)
@pytest.mark.parametrize("command", ["train", "check"])
def test_a_file_that_is_no_spec_is_refused_before_a_request(
    command: str, content: bytes | None, message: str, run: Run, server: Scripted, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    if content is not None:
        Path("spec.yaml").write_bytes(content)
    result = run(command, "spec.yaml")
    assert (result.exit_code, server.requests) == (2 if content is None else 1, [])
    assert message in result.stderr


def test_faults_of_a_spec_are_found_by_file_and_line(run: Run, server: Scripted, tmp_path: Path) -> None:
    path = tmp_path / "spec.yaml"
    path.write_text("data: {source: mnist}\nmodel:\n  layers:\n  - units: -1\ntraining: {}\n")
    server.script = [
        faults(("/spec/model/layers/0/units", "expected 1 or more, got -1"), ("/spec/training/epochs", "epochs is required"), ("/name", "wrong"))
    ]
    result = run("train", str(path), "--set", "training.loss=mse")
    assert result.stderr.splitlines() == [
        "Error: 3 faults:",
        f"  {path}:4: /model/layers/0/units: expected 1 or more, got -1",
        f"  {path}:5: /training/epochs: epochs is required",
        f"  {path}: /name: wrong",
    ]
    assert json.loads(server.requests[0].body)["spec"]["training"] == {"loss": "mse"}


def test_faults_of_a_change_are_found_by_its_option(run: Run, server: Scripted, tmp_path: Path) -> None:
    path = tmp_path / "spec.json"
    path.write_text('{"training": {"epochs": 1}}')
    server.script = [faults(("/spec/training/epcohs", "epcohs: unknown; did you mean epochs?"))]
    result = run("train", str(path), "--set", "training.epcohs=3")
    assert result.stderr == "Error: --set training.epcohs=3: epcohs: unknown; did you mean epochs?\n"


@pytest.mark.parametrize("command", ["train", "check"])
@pytest.mark.parametrize("change", [(), ("--set", "training.epochs=3")])
def test_an_unknown_recipe_is_named_with_the_nearest(command: str, change: tuple[str, ...], run: Run, server: Scripted) -> None:
    refused = problem(404, "there is no recipe") if change else faults(("/recipe", "expected one of many"))
    found = {"ok": False, "errors": [{"pointer": "/recipe", "detail": "expected one of many"}], "warnings": [], "spec": None, "layers": []}
    checked = Answer(200, {**found, "suggestion": None, "total_parameters": 0, "training_bytes": 0, "n_fits": 1, **NOT_ESTIMATED})
    server.script = [checked if command == "check" and not change else refused, Answer(200, [{**RECIPES[0]}])]
    result = run(command, "mnist-dense-74", *change)
    assert result.exit_code == 1
    assert "there is no recipe 'mnist-dense-74', nor a file of that name; did you mean mnist-dense-784?" in result.stderr


@pytest.mark.parametrize(
    ("state", "message"),
    [("failed", "Error: job 01J (digits) failed: the loss is not a number"), ("cancelled", "Error: job 01J (digits) was cancelled")],
)
@pytest.mark.parametrize("form", [(), ("--json",)])
def test_a_job_that_did_not_succeed_is_exit_code_1(state: str, message: str, form: tuple[str, ...], run: Run, server: Scripted) -> None:
    done: dict[str, Any] = job(state, error="the loss is not a number" if state == "failed" else None, finished_at="2026-01-01T00:00:00Z")
    stream = Answer(200, f'id: 1\nevent: state\ndata: {{"state": "{state}"}}\n\n'.encode(), {"Content-Type": "text/event-stream"})
    server.script = [Answer(200, done), stream, Answer(200, done)]
    result = run("jobs", "watch", "01J", *form)
    assert (result.exit_code, result.stderr.splitlines()[-1]) == (1, message)
    assert (json.loads(result.stdout)["state"] if form else result.stdout) == (state if form else "")
