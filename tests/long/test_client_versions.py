"""The wheel of the Python client, in an empty environment of the oldest and of the newest Python: small, complete, and its own tests pass."""

import shutil
import subprocess
import sys
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest

CLIENT = Path(__file__).parents[2] / "client" / "python"
#: The oldest version that the client names, and the newest that there is.
OLDEST, NEWEST = ("3.9",), ("3.14", "3.13")
#: Largest size of the client with its dependencies, in bytes.
MAX_BYTES = 20_000_000


def found(versions: Sequence[str]) -> Path | None:
    """Return the first Python of some versions that can be run: on the path, or one of pyenv's."""
    for version in versions:
        on_path = shutil.which(f"python{version}")
        pyenv = sorted(Path.home().glob(f".pyenv/versions/{version}.*/bin/python"))
        for path in [*([Path(on_path)] if on_path else []), *pyenv]:
            if subprocess.run([path, "-c", ""], capture_output=True, check=False).returncode == 0:
                return path
    return None


def run(*command: str | Path, cwd: Path) -> str:
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, timeout=280, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from a copy of the sources."""
    folder = tmp_path_factory.mktemp("wheel")
    shutil.copytree(CLIENT, folder / "source", ignore=shutil.ignore_patterns("*.egg-info", "__pycache__", "build"))
    run(sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "--wheel-dir", folder, folder / "source", cwd=folder)
    (built,) = folder.glob("*.whl")
    return built


def test_the_wheel_has_the_package_and_nothing_else(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert {"modelbook/py.typed", "modelbook/_models.py", "modelbook/_sync/client.py"} <= set(names)
    assert {name.split("/")[0].split("-")[0] for name in names} == {"modelbook", "modelbook_client"}


@pytest.mark.parametrize("versions", [OLDEST, NEWEST], ids=["oldest", "newest"])
def test_the_tests_of_the_client_pass_with_its_wheel(versions: Sequence[str], wheel: Path, tmp_path: Path) -> None:
    python = found(versions)
    if python is None:
        pytest.skip(f"no Python {' or '.join(versions)} on the path, nor of pyenv")
    run(python, "-m", "venv", tmp_path / "venv", cwd=tmp_path)
    own = tmp_path / "venv" / "bin" / "python"
    (site,) = (tmp_path / "venv").glob("lib/python*/site-packages")
    before = _size(site)
    run(own, "-m", "pip", "install", "--quiet", wheel, cwd=tmp_path)
    assert _size(site) - before < MAX_BYTES
    run(own, "-m", "pip", "install", "--quiet", f"{wheel}[cli]", "pytest", "numpy", cwd=tmp_path)
    assert " passed" in run(own, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests", cwd=CLIENT)


def _size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
