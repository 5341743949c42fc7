"""Members from outside: named by the operator, found when a process starts, and working like our own.

Registries are made when they are imported, so each test is a process of its own; what is tested in it stands in plugged_members.py.
"""

from pathlib import Path

import pytest

from tests.plugins import install_toys, run_python


@pytest.fixture(scope="module")
def toys(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A folder with the toys installed in it, and the name of their distribution."""
    folder = tmp_path_factory.mktemp("installed")
    return folder, install_toys(folder)


def test_members_of_a_plug_in_work_over_the_api(toys: tuple[Path, str]) -> None:
    folder, name = toys
    ran = run_python("-m", "pytest", "-q", "-n", "0", "tests/integration/plugged_members.py", folder=folder, plugins=name)
    assert ran.returncode == 0, ran.stdout + ran.stderr


def test_members_of_a_plug_in_keep_the_common_contracts(toys: tuple[Path, str]) -> None:
    folder, name = toys
    files = ["unit/test_preprocessing.py", "unit/test_datasets.py", "unit/test_upload_readers.py", "integration/test_layers.py"]
    chosen = "arcsinh or Arcsinh or ramp or idx or Swish or LeakyReLU"
    ran = run_python("-m", "pytest", "-v", "-n", "0", "-k", chosen, *(f"tests/{file}" for file in files), folder=folder, plugins=name)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    for member in ("Arcsinh]", "arcsinh", "[ramp]", "[idx]", "[Swish]", "[LeakyReLU]"):
        assert f"{member}" in ran.stdout


def test_without_the_variable_nothing_of_a_plug_in_is_loaded(toys: tuple[Path, str]) -> None:
    code = "import sys, service.app; from models.preprocessing import STEPS; print('arcsinh' in STEPS, 'modelbook_toys' in sys.modules)"
    assert run_python("-c", code, folder=toys[0], plugins="").stdout.split() == ["False", "False"]
    assert run_python("-c", code, folder=toys[0], plugins=toys[1]).stdout.split() == ["True", "True"]
