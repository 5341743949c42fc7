"""Without the packages of the extra `worker`, what trains says so at once and starts nothing."""

import subprocess
import sys
import tomllib
import venv
from collections.abc import Iterable
from pathlib import Path

import pytest

from models.core.worker_extra import MODULES
from tests.acceptance.service import environment, free_port

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def python(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Python of an environment that has every installed package but those of the extra."""
    folder = tmp_path_factory.mktemp("venv")
    venv.EnvBuilder(symlinks=True).create(folder)
    (site,) = folder.glob("lib/python*/site-packages")
    for package in packages():
        if package.name.split("-")[0] not in MODULES and not (site / package.name).exists():
            (site / package.name).symlink_to(package)
    (site / "checkout.pth").write_text(f"{ROOT}\n{ROOT / 'client' / 'python' / 'src'}\n")
    return folder / "bin" / "python"


def packages() -> Iterable[Path]:
    """Return everything in the folders of installed packages."""
    folders = [Path(folder) for folder in sys.path if folder.endswith("site-packages")]
    return [package for folder in folders for package in folder.iterdir() if package.suffix != ".pth"]


@pytest.mark.parametrize(
    ("command", "program"),
    [
        (("service.cli", "up", "--port", str(free_port()), "--data", "data"), "modelbook up"),
        (("workers",), "a worker"),
    ],
    ids=["up", "worker"],
)
def test_what_trains_names_the_extra_and_exits_before_anything_starts(command: tuple[str, ...], program: str, python: Path, tmp_path: Path) -> None:
    done = subprocess.run([python, "-P", "-m", *command], capture_output=True, text=True, cwd=tmp_path, env=environment(), timeout=60, check=False)
    missing = ", ".join(MODULES)
    needed = f"Error: {program} trains models, so it needs the extra `worker`; not installed: {missing}."
    assert (done.returncode, done.stderr.strip()) == (1, f"{needed} Install them with: pip install 'modelbook[worker]'")
    assert list(tmp_path.iterdir()) == []


def test_the_modules_are_those_of_the_extra() -> None:
    extra = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["optional-dependencies"]["worker"]
    assert {requirement.split(">=")[0] for requirement in extra} == {*MODULES, "threadpoolctl"}
