"""A worker whose packages are broken says so and ends, and `modelbook up` with it: each job would fail."""

import subprocess
from pathlib import Path

import pytest

from service.store.database import migrate
from tests.acceptance.service import environment, free_port
from tests.integration.bare_pythons import python_without, site_of

pytestmark = pytest.mark.slow

REINSTALL = 'install its packages anew with: pip install --force-reinstall "modelbook[worker]"'
UP = ("service.cli", "up", "--port", str(free_port()), "--data", "data")


@pytest.mark.parametrize(
    ("command", "module", "said"),
    [
        (
            UP,
            "from nothing_there import x",
            "the worker ended with code 1 while starting: cannot import tensorflow (ModuleNotFoundError: No module named 'nothing_there'); ",
        ),
        (("workers",), "import os; os.kill(os.getpid(), 4)", "the process that imports TensorFlow ended, for the reason above in this log; "),
    ],
    ids=["up, not importable", "worker, no such instructions"],
)
def test_what_cannot_import_tensorflow_names_it_and_ends(command: tuple[str, ...], module: str, said: str, tmp_path: Path, broker_url: str) -> None:
    python = python_without(tmp_path / "venv", "tensorflow")
    (site_of(tmp_path / "venv") / "tensorflow.py").write_text(module)
    url = f"sqlite:///{tmp_path / 'modelbook.db'}"
    migrate(url)
    env = environment(MODELBOOK_DATABASE_URL=url, MODELBOOK_BROKER_URL=broker_url, MODELBOOK_FILES=str(tmp_path), MODELBOOK_CACHE=str(tmp_path))
    done = subprocess.run([python, "-P", "-m", *command], cwd=tmp_path, env=env, capture_output=True, text=True, timeout=120, check=False)
    errors = [line for line in done.stderr.splitlines() if line.startswith("Error: ")]
    assert (done.returncode, [line.startswith(f"Error: {said}{REINSTALL}") for line in errors]) == (1, [True]), done.stderr
    assert "is ready" not in done.stderr
