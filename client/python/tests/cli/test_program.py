"""The program: its help, its commands, its exit codes, and that its start costs little."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from importlib.metadata import EntryPoint

import click
import pytest

from modelbook._config import VARIABLES
from modelbook.cli import program as program_module
from modelbook.cli.program import COMMANDS, program
from tests.cli.conftest import Run
from tests.conftest import Answer, Scripted, job


def commands(group: click.Group, names: tuple[str, ...] = ()) -> dict[tuple[str, ...], click.Command]:
    """Return all commands of the client, by their words."""
    found: dict[tuple[str, ...], click.Command] = {}
    for name in group.list_commands(click.Context(group)) if names else COMMANDS:
        command = group.get_command(click.Context(group), name)
        assert command is not None
        found[(*names, name)] = command
        if isinstance(command, click.Group):
            found |= commands(command, (*names, name))
    return found


@pytest.fixture
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let there be no server on this machine."""
    monkeypatch.setattr(program_module, "points_of", lambda group: [])


def test_help_lists_the_commands_and_the_settings(run: Run) -> None:
    shown = run("--help").stdout
    assert {name for name in (*COMMANDS, *VARIABLES) if name not in shown} == set()


@pytest.mark.parametrize("words", commands(program), ids=" ".join)
def test_every_command_has_help(words: tuple[str, ...], run: Run, alone: None) -> None:
    result = run(*words, "-h")
    assert result.exit_code == 0
    assert re.match(rf"Usage: modelbook {' '.join(words)} ", result.stdout)
    options = [parameter for parameter in commands(program)[words].params if isinstance(parameter, click.Option)]
    assert [option.name for option in options if not option.help] == []


@pytest.mark.parametrize("name", ["up", "api", "worker", "migrate", "keys", "clean"])
def test_a_command_of_the_server_says_what_to_install(name: str, run: Run, alone: None) -> None:
    result = run(name, "--port", "1")
    assert (result.exit_code, result.stdout) == (1, "")
    assert (
        result.stderr
        == f"Error: `modelbook {name}` belongs to the server, which is not installed here; install it: pip install 'modelbook[worker]'\n"
    )


def test_a_misspelt_command_is_named_with_the_nearest(run: Run) -> None:
    result = run("trian", "x")
    assert (result.exit_code, "no such command 'trian'; did you mean `modelbook train`?" in result.stderr) == (2, True)


def test_a_command_of_another_distribution_joins(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    point = EntryPoint("hello", "tests.cli.test_program:hello", "modelbook.commands")
    monkeypatch.setattr(program_module, "points_of", lambda group: [point])
    assert run("hello").stdout == "hello\n"
    assert re.search(r"Commands of the server:\n  hello +Say hello\.", run("--help").stdout)


@click.command()
def hello() -> None:
    """Say hello."""
    click.echo("hello")


@pytest.mark.parametrize(("words", "code"), [(("jobs", "list"), 2), (("doctor", "--json"), 1), (("completion", "bash"), 0)])
def test_a_misspelt_variable_is_an_error_but_where_it_is_reported_or_would_disturb_a_shell(
    words: tuple[str, ...], code: int, run: Run, alone: None, monkeypatch: pytest.MonkeyPatch, server: Scripted
) -> None:
    server.script = [server_answer()]
    monkeypatch.setenv("MODELBOOK_API_KYE", "x")
    result = run(*words)
    assert result.exit_code == code
    assert ("did you mean MODELBOOK_API_KEY?" in result.stdout + result.stderr) is (code > 0)


def server_answer() -> Answer:
    return Answer(200, {"status": "ok", "checks": {}, "owner": "default", "scopes": []})


def test_its_start_imports_neither_the_client_nor_the_server() -> None:
    program = "import sys; sys.argv = ['modelbook', '--help']\nfrom modelbook.cli import main\ntry: main()\nexcept SystemExit: print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    loaded = {name.partition(".")[0] for name in done.stdout.splitlines()[-1].split()}
    assert "click" in loaded
    assert loaded & {"httpx", "pydantic", "numpy", "sqlalchemy", "fastapi", "celery", "tensorflow", "sklearn"} == set()


def test_without_its_extra_it_names_the_extra() -> None:
    program = "import sys; sys.modules['yaml'] = None\nfrom modelbook.cli import main\nmain()"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.endswith("not installed: pyyaml. Install them with: pip install 'modelbook-client[cli]'\n")


MARKS = {"bash": "complete -o nosort -F", "zsh": "#compdef modelbook", "fish": "complete --no-files --command modelbook"}


@pytest.mark.parametrize(("shell", "mark"), MARKS.items())
def test_completion_is_printed_for_each_shell(shell: str, mark: str, run: Run) -> None:
    result = run("completion", shell)
    assert (result.exit_code, mark in result.stdout, "_MODELBOOK_COMPLETE" in result.stdout) == (0, True, True)


def test_json_is_one_document_and_messages_go_elsewhere(run: Run, server: Scripted) -> None:
    server.script = [Answer(202, job())]
    result = run("train", "mnist-dense-784", "--json")
    assert json.loads(result.stdout)["id"] == "01J"
    assert "job 01J is queued" in result.stderr
