"""Members of a plug-in: loaded when a process starts, if the operator names the distribution.

Registries are built on import, so each test runs a process of its own; the tests that it runs are in plugged_members.py.
"""

from pathlib import Path

import pytest

from tests.plugins import install, install_toys, run_python

pytestmark = pytest.mark.slow

#: Tests that run over every member of a registry.
CONTRACTS = (
    "tests/unit/models/preprocessing/test_step_contract.py",
    "tests/unit/models/datasets/test_built_in_sets.py",
    "tests/unit/models/uploads/test_reader_contract.py",
    "tests/integration/models/building/test_layer_contract.py",
)


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
    chosen = "arcsinh or Arcsinh or ramp or pgm or Swish or LeakyReLU"
    ran = run_python("-m", "pytest", "-v", "-n", "0", "-k", chosen, *CONTRACTS, folder=folder, plugins=name)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    for member in ("Arcsinh]", "arcsinh", "[ramp]", "[pgm]", "[Swish]", "[LeakyReLU]"):
        assert f"{member}" in ran.stdout


def test_without_the_variable_nothing_of_a_plug_in_is_loaded(toys: tuple[Path, str]) -> None:
    code = "import sys, service.app; from models.preprocessing import STEPS; print('arcsinh' in STEPS, 'modelbook_toys' in sys.modules)"
    assert run_python("-c", code, folder=toys[0], plugins="").stdout.split() == ["False", "False"]
    assert run_python("-c", code, folder=toys[0], plugins=toys[1]).stdout.split() == ["True", "True"]


def test_a_plug_in_whose_schema_has_the_name_of_another_is_refused_at_the_start(tmp_path: Path) -> None:
    module = """
from typing import ClassVar, Any
from models.core.part import Part
from models.specs.tasks.task import Task
class Split(Part):
    share: float
class Slice(Task):
    name: ClassVar[str] = "slice"
    section: ClassVar[str] = "slice"
    section_form: ClassVar[Any] = Split
    description: ClassVar[str] = "How the data is cut."
"""
    (tmp_path / "namesakes.py").write_text(module)
    install(tmp_path, "namesakes", {"task": "namesakes:Slice"})
    code = "from service.app import create_app; from service.settings import Settings; create_app(Settings(database_url='sqlite://'))"
    refused = run_python("-c", code, folder=tmp_path, plugins="namesakes")
    assert refused.returncode == 1
    assert "expected a schema name of its own for each class, got Split for models__specs__data__Split, namesakes__Split" in refused.stderr
