"""The server's commands: which there are, what their help says, and that misspelt settings stop each of them."""

import re
import subprocess
import sys
import tomllib
from importlib.metadata import entry_points
from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from modelbook.cli.program import SERVER_COMMANDS, program
from modelbook.cli.variables import SERVER

from service.server_command import ServerCommand, ServerGroup

ROOT = Path(__file__).parents[3]
POINTS = {point.name: point for point in entry_points(group="modelbook.commands")}
COMMANDS: dict[str, click.Command] = {name: point.load() for name, point in POINTS.items()}
#: Commands for the Makefile of this project.
HIDDEN = {"openapi", "reference", "catalog-page", "estimators"}
#: Settings that `modelbook up` sets itself.
OWN = {f"MODELBOOK_{name}" for name in ("DATABASE_URL", "BROKER_URL", "FILES", "CACHE")}


def test_the_installed_commands_are_those_of_the_project() -> None:
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["entry-points"]["modelbook.commands"]
    assert {name: point.value for name, point in POINTS.items()} == declared
    assert set(POINTS) == {*SERVER_COMMANDS, *HIDDEN, "doctor"}


def test_help_shows_the_commands_of_users_and_not_those_of_the_makefile() -> None:
    shown = CliRunner().invoke(program, ["--help"], prog_name="modelbook").stdout
    listed = set(re.findall(r"^  ([a-z-]+) ", shown, re.M))
    assert set(SERVER_COMMANDS) <= listed
    assert listed & HIDDEN == set()


def test_help_is_there_at_once() -> None:
    """Nothing large is imported to list the commands; a start of a second would be one of each key press in a shell that completes."""
    script = "import sys; sys.argv = ['modelbook', '--help']\nfrom modelbook.cli import main\ntry: main()\nexcept SystemExit: print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=60)
    loaded = {name.partition(".")[0] for name in done.stdout.splitlines()[-1].split()}
    assert "service" in loaded
    assert loaded & {"numpy", "pydantic", "sqlalchemy", "alembic", "fastapi", "celery", "tensorflow", "keras", "sklearn", "onnxruntime"} == set()


@pytest.mark.parametrize(("name", "own"), [("up", OWN), ("api", set()), ("worker", set()), ("migrate", set())])
def test_the_help_of_a_command_lists_its_settings(name: str, own: set[str]) -> None:
    shown = CliRunner().invoke(program, [name, "--help"], prog_name="modelbook").stdout
    assert set(re.findall(r"^  (MODELBOOK_[A-Z_]+)", shown, re.M)) == SERVER - own


@pytest.mark.parametrize("name", sorted({*SERVER_COMMANDS} - {"clean"}))
def test_a_misspelt_setting_stops_every_command_that_runs_a_part_of_the_service(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MODELBOOK_DATABSE_URL", "sqlite:///x.db")
    assert isinstance(COMMANDS[name], ServerCommand | ServerGroup)
    words = {"keys": ["list"], "backup": ["x"], "restore": ["x"]}.get(name, [])
    stopped = CliRunner().invoke(COMMANDS[name], words)
    assert stopped.exit_code == 2
    assert (
        "MODELBOOK_DATABSE_URL: expected a variable that Modelbook reads, got an unknown name; did you mean MODELBOOK_DATABASE_URL?" in stopped.stderr
    )


@pytest.mark.parametrize("command", [("service.cli", "api"), ("workers",)], ids=["api", "worker"])
def test_a_misspelt_setting_stops_the_processes_that_modules_start(command: tuple[str, ...], tmp_path: Path) -> None:
    environment = {"PATH": "/usr/bin:/bin", "MODELBOOK_WORKER_SLOT": "2"}
    done = subprocess.run(
        [sys.executable, "-P", "-m", *command], env=environment, cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False
    )
    assert (done.returncode, "did you mean MODELBOOK_WORKER_SLOTS?" in done.stderr, "Traceback" in done.stderr) == (2, True, False), done.stderr
