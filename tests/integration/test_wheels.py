"""The wheels have every file of the packages, and work without the checkout in a folder full of modules of the same names."""

import json
import subprocess
import zipfile
from email.message import Message
from email.parser import Parser
from pathlib import Path

import pytest

from models.core.extras import MODULES
from tests.acceptance.service import environment
from tests.integration.bare_pythons import ROOT, python_without
from tests.wheels import build_wheels, install, set_traps

pytestmark = pytest.mark.slow

PACKAGES = ("service", "workers", "models", "migrations")


@pytest.fixture(scope="module")
def wheels(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The wheels of the client and of the server."""
    return build_wheels(tmp_path_factory.mktemp("wheels"))


@pytest.fixture(scope="module")
def binaries(wheels: list[Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the commands of an environment that has the wheels, and of the extra `worker` nothing."""
    python = python_without(tmp_path_factory.mktemp("venv"), "modelbook", "modelbook_client", *MODULES["worker"], has_checkout=False)
    install(python, "--no-deps", "--no-index", *wheels)
    return python.parent


@pytest.fixture
def traps(tmp_path: Path) -> Path:
    """A folder full of traps."""
    set_traps(tmp_path)
    return tmp_path


def names_in(wheel: Path) -> set[str]:
    return set(zipfile.ZipFile(wheel).namelist())


def metadata_of(wheel: Path) -> Message:
    with zipfile.ZipFile(wheel) as archive:
        (name,) = [name for name in archive.namelist() if name.endswith(".dist-info/METADATA")]
        return Parser().parsestr(archive.read(name).decode())


def run(binaries: Path, *command: str, cwd: Path, **settings: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [binaries / command[0], *command[1:]], cwd=cwd, env=environment(**settings), capture_output=True, text=True, timeout=60, check=False
    )


def test_the_servers_wheel_has_every_file_of_its_packages(wheels: list[Path]) -> None:
    files = [path for package in PACKAGES for path in (ROOT / package).rglob("*") if path.is_file() and "__pycache__" not in path.parts]
    assert {str(path.relative_to(ROOT)) for path in files} - names_in(wheels[1]) == set()


def test_a_second_build_gives_the_same_bytes(wheels: list[Path], tmp_path: Path) -> None:
    again = build_wheels(tmp_path)
    assert [first.read_bytes() == second.read_bytes() for first, second in zip(wheels, again, strict=True)] == [True, True]


def test_the_wheels_have_nothing_else(wheels: list[Path]) -> None:
    tops = [{name.partition("/")[0] for name in names_in(wheel) if ".dist-info/" not in name} for wheel in wheels]
    assert tops == [{"modelbook"}, set(PACKAGES)]


def test_licences_are_in_the_servers_wheel(wheels: list[Path]) -> None:
    licences = {name.partition("/licenses/")[2] for name in names_in(wheels[1]) if "/licenses/" in name}
    vendored = {str(path.relative_to(ROOT)) for path in (ROOT / "service" / "web" / "vendor").glob("*/*") if path.suffix not in (".js", ".css")}
    assert licences == {"LICENSE", "NOTICE", *vendored}


def test_the_wheels_say_what_they_are_and_fit_each_other(wheels: list[Path]) -> None:
    client, server = map(metadata_of, wheels)
    assert f"modelbook-client[cli]=={client['Version']}" in server.get_all("Requires-Dist", [])
    assert client["Version"] == server["Version"]
    for found in (client, server):
        assert [key for key in ("Summary", "License-Expression", "Requires-Python", "Keywords", "Description-Content-Type") if not found[key]] == []
        assert len(found.get_all("Classifier", [])) > 5
    assert set(server.get_all("Provides-Extra", [])) == {"worker", "postgres", "oidc", "heic", "otel", "dev"}


def test_the_command_works_in_a_folder_full_of_traps(binaries: Path, traps: Path) -> None:
    shown = run(binaries, "modelbook", "--version", cwd=traps)
    assert (shown.returncode, "0.1.0" in shown.stdout) == (0, True), shown.stderr
    document = run(binaries, "modelbook", "openapi", cwd=traps)
    assert json.loads(document.stdout)["info"]["title"] == "Modelbook", document.stderr


def test_up_names_the_extra_that_is_missing(binaries: Path, traps: Path) -> None:
    before = set(traps.iterdir())
    refused = run(binaries, "modelbook", "up", cwd=traps)
    assert (refused.returncode, 'pip install --upgrade "modelbook[worker]"' in refused.stderr) == (1, True), refused.stderr
    assert set(traps.iterdir()) == before
