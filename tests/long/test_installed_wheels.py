"""A new environment with the wheels and the packages of the lock file, as a user has it: it trains and predicts in a folder full of traps."""

import subprocess
import sys
import venv
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.acceptance.service import START_S, Service, environment, free_port, is_ready, key_for, until
from tests.wheels import ROOT, build_wheels, install, set_traps


@pytest.fixture(scope="module")
def binaries(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the commands of the new environment."""
    folder = tmp_path_factory.mktemp("venv")
    venv.EnvBuilder(symlinks=True).create(folder)
    python = folder / "bin" / "python"
    install(python, "--require-hashes", "--requirement", ROOT / "requirements" / "worker.lock")
    install(python, "--no-deps", "--no-index", *build_wheels(tmp_path_factory.mktemp("wheels")))
    return python.parent


@pytest.fixture(scope="module")
def service(binaries: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """`modelbook up` of the new environment, started in a folder full of traps."""
    folder, port = tmp_path_factory.mktemp("traps"), free_port()
    set_traps(folder)
    env = environment()
    service = Service(f"http://127.0.0.1:{port}", folder / "data", key_for(folder / "data", env))
    with (folder / "up.log").open("wb") as log:
        stack = subprocess.Popen([binaries / "modelbook", "up", "--port", str(port)], cwd=folder, env=env, stdout=log, stderr=log)
    try:
        until(lambda: is_ready(service) or stack.poll() is not None, f"modelbook up; its log: {log.name}", START_S)
        assert stack.poll() is None, Path(log.name).read_text()
        yield service
    finally:
        service.http.close()
        stack.terminate()
        stack.wait(60)


@pytest.mark.timeout(1800)
def test_every_requirement_is_installed(binaries: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "pip", "--python", str(binaries / "python"), "check"], capture_output=True, text=True, check=False, timeout=120
    )
    assert (done.returncode, done.stdout) == (0, "No broken requirements found.\n")


def test_it_trains_and_predicts(service: Service) -> None:
    service.trained("ridge-sine-line", name="line")
    assert len(service.predict("line", json={"inputs": [[0.5]]})) == 1
    service.trained("sines0-lstm3-w3", patch={"training": {"epochs": 1}}, name="waves")


def test_it_takes_files_and_shows_its_pages(service: Service) -> None:
    uploaded = service.http.post("/v1/datasets", files={"file": ("t.csv", b"a,b\n1,2\n3,4\n5,6\n")})
    assert uploaded.status_code in (200, 201), uploaded.text
    for path in ("/docs", "/redoc", "/openapi.json", "/openapi-docs.json", "/static/docs.js"):
        service.http.get(path).raise_for_status()
